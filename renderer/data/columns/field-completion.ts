/** A reference to a column being typed: `[@` and what follows up to the caret. */
export interface OpenReference {
  /** Where its bracket stands. */
  readonly start: number
  readonly typed: string
}

/** The column reference that the caret is in, if it is not closed yet. */
export function openReference(text: string, caret: number): OpenReference | undefined {
  const before = text.slice(0, caret)
  const match = /\[@?\[?([^[\]]*)$/.exec(before)
  return match === null ? undefined : { start: match.index, typed: match[1] ?? '' }
}

/** Names that hold what was typed, those beginning with it first. */
export function completions(names: readonly string[], typed: string): string[] {
  const wanted = typed.toLowerCase()
  const found = names.filter((name) => name.toLowerCase().includes(wanted))
  const begins = (name: string) => (name.toLowerCase().startsWith(wanted) ? 0 : 1)
  return found.toSorted((a, b) => begins(a) - begins(b))
}

/** A column of the same row, as Excel writes it: `[@mrr]`, in double brackets where the name has other signs. */
export const rowReference = (name: string): string =>
  /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? `[@${name}]` : `[@[${name.replace(/[[\]#'@]/g, "'$&")}]]`

/** The text with a reference in place of what was typed (or at the caret), and where the caret then is. */
export function insertReference(
  text: string,
  caret: number,
  name: string,
): { readonly text: string; readonly caret: number } {
  const start = openReference(text, caret)?.start ?? caret
  const reference = rowReference(name)
  const rest = text.slice(caret).replace(/^\]{1,2}/, '')
  return { text: `${text.slice(0, start)}${reference}${rest}`, caret: start + reference.length }
}
