import type { DatasetKind } from '#shared/domain/kind.ts'
import type { ColumnShape } from '../profile/column-shape.ts'
import type { KindWords } from './catalogue-words.ts'
import { headerWords } from './header-words.ts'
import { kindRules, meetsRule } from './kind-rules.ts'
import { type ColumnMatch, matchColumns } from './match-columns.ts'
import { matchBareTotal } from './partner-figures.ts'

/** A sheet's name and the shapes of its columns: all that suggestions are made from. */
export interface SheetShape {
  readonly file: string
  readonly sheet: string
  readonly rowCount: number
  readonly columns: readonly ColumnShape[]
}

/** One way of reading a sheet as a kind, with what speaks for it. */
export interface KindReading {
  readonly words: KindWords
  readonly matches: readonly ColumnMatch[]
  /** Grows with every column explained; compares readings of one sheet. */
  readonly evidence: number
  /** Required fields that no column was found for. */
  readonly missing: readonly string[]
  readonly isNamedSo: boolean
}

/** What the sheet would be as one of the kinds; undefined where it cannot be that. */
export function readAs(sheet: SheetShape, words: KindWords): KindReading | undefined {
  const found = matchColumns(sheet.columns, words)
  const matches =
    words.kind.id === 'period_summary'
      ? [...found, ...matchBareTotal(sheet.columns, found, words.targets)]
      : found
  const mapped = new Set(matches.map((match) => match.target.id))
  const rule = kindRules[words.kind.id]
  if (matches.length === 0 || rule === undefined || !meetsRule(rule, mapped)) return undefined
  const shapeFit = rowFit(sheet, words, matches)
  if (shapeFit === 0) return undefined
  const missing = words.kind.fields.filter((field) => field.required === true && !mapped.has(field.id))
  const isNamedSo = isNamed(sheet, words.kind)
  const explained = matches.reduce((sum, match) => sum + match.score, 0)
  return {
    words,
    matches,
    missing: missing.map((field) => field.name),
    isNamedSo,
    evidence: (explained + (isNamedSo ? nameBonus : 0)) * shapeFit * missingFactor ** missing.length,
  }
}

/** A sheet's name counts as much as a column and a half. */
const nameBonus = 1.5
const missingFactor = 0.6

/** Whether the sheet's or the file's name says the kind. */
function isNamed({ sheet, file }: SheetShape, kind: DatasetKind): boolean {
  const names = [sheet, file.replace(/\.[^.]+$/, '')].map((name) => headerWords(name).words.join(' '))
  return kind.sheetNames.some((hint) => {
    const wanted = headerWords(hint).words.join(' ')
    return names.some((name) => ` ${name} `.includes(` ${wanted} `))
  })
}

/** Whether the rows are such as the kind's are: 1, less where they hardly are, 0 where they cannot be. */
function rowFit(sheet: SheetShape, { kind }: KindWords, matches: readonly ColumnMatch[]): number {
  const shapeOf = (field: string) => matches.find((match) => match.target.id === field)?.shape
  switch (kind.id) {
    case 'period_summary':
      return summaryFit(sheet, shapeOf('period'), matches)
    case 'survivors':
      return shapeOf('survivors')?.isFalling === true && sheet.rowCount <= 400 && sheet.columns.length <= 6
        ? 1.2
        : 0
    case 'customers':
    case 'users':
    case 'tickets':
    case 'rfm_summary':
      return keyFit(shapeOf(kind.key[0] ?? ''))
    case 'assumptions':
      // Any two columns may be called name and value: what the rows are called decides (see layouts.ts).
      return isNamed(sheet, kind) ? 1 : 0
    default:
      return 1
  }
}

/** Rows that are told apart by their key; the same customer on row after row is a history, not a list. */
function keyFit(key: ColumnShape | undefined): number {
  if (key === undefined || key.nonEmpty === 0) return 0.8
  const distinct = key.distinct / key.nonEmpty
  return distinct > 0.9 ? 1 : distinct >= 0.5 ? 0.75 : 0.35
}

/** Rows a period each, or a single row of totals. */
function summaryFit(
  sheet: SheetShape,
  period: ColumnShape | undefined,
  matches: readonly ColumnMatch[],
): number {
  const figures = matches.filter((match) => match.target.id !== 'period').length
  if (figures === 0) return 0
  if (period !== undefined) {
    const distinct = period.nonEmpty === 0 ? 0 : period.distinct / period.nonEmpty
    return distinct > 0.9 ? 1 : distinct > 0.5 ? 0.4 : 0
  }
  if (sheet.rowCount !== 1) return 0
  const numbers = sheet.columns.filter((column) => column.numberShare > 0).length
  return figures >= numbers / 3 ? 1 : 0.5
}
