import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Displays that test.mjs made for the end-to-end tests; none where they share the machine's own, one at a time. */
const madeDisplays = (process.env.TENURE_TEST_DISPLAYS ?? '').split(' ').filter((name) => name !== '')

/** Unit and engine tests in plain Node; the end-to-end project drives the real Electron, one file a display. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    // Every core: the runner itself waits while the tests run.
    maxWorkers: availableParallelism(),
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Files share a worker's modules: loading them anew for each costs as much as the tests themselves.
          isolate: false,
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['test/e2e/**', 'test/bench/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          setupFiles: ['test/e2e/own-display.ts'],
          maxWorkers: Math.max(1, madeDisplays.length),
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
