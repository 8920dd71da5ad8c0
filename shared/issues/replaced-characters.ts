import type { Problem } from '#shared/domain/result.ts'

/** Bytes that mean nothing in the chosen encoding became U+FFFD. */
export const replacedCharacters = (sheet: string, encoding: string, count: number): Problem => ({
  code: 'replaced_characters',
  severity: 'warning',
  message: `“${sheet}” was read as ${encoding}, but ${count === 1 ? 'one character does' : `${count} characters do`} not exist in it and ${count === 1 ? 'is' : 'are'} shown as \uFFFD. Choose another encoding in the import preview.`,
  place: { sheet },
  count,
})
