import type { Problem } from '#shared/domain/result.ts'

/** The file is encrypted and cannot be opened as it is. */
export const encryptedFile = (file: string): Problem => ({
  code: 'encrypted',
  severity: 'error',
  message: `“${file}” is protected with a password. Open it in Excel, choose File, Info, Protect Workbook, Encrypt with Password, clear the password, save, and load it again.`,
  place: { file },
})
