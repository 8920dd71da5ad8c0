import { parseA1Ref, stringifyA1Ref, tokenize } from '@borgar/fx/xlsx'
import { everyLine, type Relocation, relocatedSpan, type Stretch } from './relocation.ts'

/** Where a formula stands, by the names of sheets in the source. */
export interface RelocatedHost {
  readonly before: string
  /** Another sheet where the formula itself was moved there. */
  readonly after: string
}

export interface RelocateOptions {
  /** Leaves references alone that count from the cell of the formula: it stands for many cells. */
  readonly onlyFixed?: boolean
}

const rangeTokens: ReadonlySet<string> = new Set(['range', 'range_beam', 'range_ternary'])

/** The formula with its references to moved cells at their new places, as Excel has it; the same text where none moved. */
export function relocateFormula(
  formula: string,
  host: RelocatedHost,
  relocation: Relocation,
  options: RelocateOptions = {},
): string {
  if (!/[A-Za-z$\d!]/.test(formula)) return formula
  return tokenize(formula, { mergeRefs: true })
    .map(({ type, value }) =>
      rangeTokens.has(type) ? relocateRange(value, host, relocation, options) : value,
    )
    .join('')
}

/** The formula after all moves, which happened in this order, of a cell that was not moved itself. */
export const relocateByAll = (
  formula: string,
  host: string,
  relocations: readonly Relocation[],
  options: RelocateOptions = {},
): string =>
  relocations.reduce(
    (text, relocation) => relocateFormula(text, { before: host, after: host }, relocation, options),
    formula,
  )

type ParsedRange = Extract<NonNullable<ReturnType<typeof parseA1Ref>>, { range?: unknown }>

function relocateRange(
  text: string,
  host: RelocatedHost,
  relocation: Relocation,
  { onlyFixed = false }: RelocateOptions,
): string {
  const parsed = parseA1Ref(text)
  if (parsed === undefined || !('range' in parsed) || parsed.range === undefined) return text
  if (parsed.workbookName !== '') return text
  const { sheetName = '' } = parsed
  const sheet = sheetName === '' ? host.before : sheetName
  const range =
    isSame(sheet, relocation.from) && !(onlyFixed && !isFixed(parsed)) ? moved(parsed, relocation) : undefined
  const isAway = sheetName === '' && !isSame(host.before, host.after)
  if (range === undefined) return isAway ? stringifyA1Ref({ ...parsed, sheetName: host.before }) : text
  const needsName = sheetName !== '' || !isSame(relocation.to, host.after)
  const name = !needsName
    ? ''
    : isSame(relocation.from, relocation.to) && sheetName !== ''
      ? sheetName
      : relocation.to
  return stringifyA1Ref({ ...parsed, sheetName: name, range })
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

const isFixed = ({ range }: ParsedRange): boolean =>
  range?.$top === true && range.$left === true && (range.$bottom ?? true) && (range.$right ?? true)

function moved({ range }: ParsedRange, { rows, columns }: Relocation): ParsedRange['range'] | undefined {
  if (range === undefined) return undefined
  const down = relocatedEnds(rows, range.top, range.bottom)
  const across = relocatedEnds(columns, range.left, range.right)
  if (down === undefined || across === undefined) return undefined
  const [top, bottom] = down
  const [left, right] = across
  return { ...range, top, bottom, left, right }
}

/** Ends counted from 0; those of all rows, or all columns, are open (`null`), and no block but a whole one has them. */
function relocatedEnds(
  stretches: readonly Stretch[],
  low: number | null,
  high: number | null = low,
): readonly [number | null, number | null] | undefined {
  if (low === null && high === null && stretches === everyLine) return [null, null]
  if (low === null || high === null) return undefined
  const span = relocatedSpan(stretches, { first: Math.min(low, high) + 1, last: Math.max(low, high) + 1 })
  return span === undefined ? undefined : [span.first - 1, span.last - 1]
}
