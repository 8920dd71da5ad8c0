/** The size of a worksheet in every current spreadsheet program. */
export const maximumRow = 1_048_576
export const maximumColumn = 16_384

/** 1 -> A, 26 -> Z, 27 -> AA, 16384 -> XFD. */
export function columnLetters(column: number): string {
  let letters = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}

/** A -> 1, AA -> 27; the inverse of `columnLetters`. Not letters: 0. */
export function columnNumber(letters: string): number {
  let column = 0
  for (const letter of letters.toUpperCase()) {
    const digit = letter.charCodeAt(0) - 64
    if (digit < 1 || digit > 26) return 0
    column = column * 26 + digit
  }
  return column
}

/** The A1 address of a 1-based row and column. */
export const cellAddress = (row: number, column: number): string => `${columnLetters(column)}${row}`

/** `$B$7` or `b7` -> row 7, column 2; undefined where it is no address. */
export function parseAddress(address: string): { row: number; column: number } | undefined {
  const match = /^\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})$/.exec(address.trim())
  if (match?.[1] === undefined || match[2] === undefined) return undefined
  return { row: Number(match[2]), column: columnNumber(match[1]) }
}
