/** Tests that run beside each other have a display each: focus and clipboard belong to a display. */
const displays = (process.env.TENURE_TEST_DISPLAYS ?? '').split(' ').filter((name) => name !== '')
const display = displays[Number(process.env.VITEST_POOL_ID) - 1]
if (display !== undefined) process.env.DISPLAY = display
