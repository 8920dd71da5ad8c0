import type { Problem } from '#shared/domain/result.ts'

/** The user stopped the import. */
export const importCancelled = (file: string): Problem => ({
  code: 'cancelled',
  severity: 'information',
  message: `Loading “${file}” was cancelled; nothing of it was kept.`,
  place: { file },
})
