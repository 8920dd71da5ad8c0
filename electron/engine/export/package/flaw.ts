import type { Problem } from '#shared/domain/result.ts'

/** Something in a package that Excel would repair or refuse. */
export const flaw = (part: string, message: string): Problem => ({
  code: 'invalid_package',
  severity: 'error',
  message: `${part}: ${message}`,
})
