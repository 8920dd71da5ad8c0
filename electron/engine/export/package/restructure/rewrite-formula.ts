import { parseA1Ref, stringifyA1Ref, tokenize } from '@borgar/fx/xlsx'
import { type Moves, movedRow } from './moves.ts'

/** The same text where nothing in it moves. */
export type FormulaRewriter = (formula: string, host: string) => string

/**
 * Follows moved rows and renamed sheets in a formula.
 * @param host name of the sheet on which it stands, in the original; empty where it stands on none
 */
export function rewriteFormula(formula: string, host: string, moves: Moves): string {
  if (!/[A-Za-z$\d!]/.test(formula)) return formula
  return tokenize(formula, { mergeRefs: true })
    .map(({ type, value }) => {
      switch (type) {
        case 'range':
        case 'range_beam':
        case 'range_ternary':
          return rewriteRange(value, host, moves)
        case 'range_named':
        case 'structured':
          return renamedPrefix(value, moves)
        default:
          return value
      }
    })
    .join('')
}

function rewriteRange(text: string, host: string, moves: Moves): string {
  const parsed = parseA1Ref(text)
  if (parsed === undefined || !('range' in parsed) || parsed.range === undefined) return text
  if (parsed.workbookName !== '') return text
  const { range, sheetName = '' } = parsed
  const own = moves.get((sheetName === '' ? host : sheetName).toLowerCase())
  const moved = (row: number | null | undefined) =>
    row === null || row === undefined || own === undefined ? row : movedRow(own, row + 1) - 1
  const [top, bottom] = [moved(range.top), moved(range.bottom)]
  const name = sheetName === '' ? '' : renamed(sheetName, moves)
  if (top === range.top && bottom === range.bottom && name === sheetName) return text
  return stringifyA1Ref({
    ...parsed,
    sheetName: name,
    range: { ...range, ...(top === undefined ? {} : { top }), ...(bottom === undefined ? {} : { bottom }) },
  })
}

/** `First:Last` names the first and the last of several sheets. */
const renamed = (name: string, moves: Moves): string =>
  name
    .split(':')
    .map((part) => moves.get(part.toLowerCase())?.renamedTo ?? part)
    .join(':')

/** A name that is known in a sheet, or a table's, said with the sheet before it. */
function renamedPrefix(text: string, moves: Moves): string {
  const bang = text.indexOf('!')
  if (bang < 0) return text
  const written = text.slice(0, bang)
  const name = written.replace(/^'|'$/g, '').replaceAll("''", "'")
  const after = renamed(name, moves)
  return after === name ? text : `'${after.replaceAll("'", "''")}'${text.slice(bang)}`
}

/** Whether a formula speaks of several sheets at once, one of which would have moved rows. */
export function spansSheets(formula: string, moves: Moves): boolean {
  if (!formula.includes(':') || !formula.includes('!')) return false
  return tokenize(formula, { mergeRefs: true }).some(({ type, value }) => {
    if (type !== 'range' && type !== 'range_beam' && type !== 'range_ternary') return false
    const parsed = parseA1Ref(value)
    const sheetName = parsed?.sheetName ?? ''
    return sheetName.includes(':') && [...moves.values()].some(({ inserted }) => inserted.length > 0)
  })
}
