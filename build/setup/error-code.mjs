/** Whether a thrown value is a system error with one of these codes, such as 'ENOENT'. */
export function hasCode(error, ...codes) {
  return error instanceof Error && 'code' in error && codes.includes(error.code)
}
