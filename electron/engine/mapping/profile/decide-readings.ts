import { findKind } from '#shared/catalogue/index.ts'
import type { FieldType } from '#shared/domain/kind.ts'
import type { ColumnReading, SuggestedSheet } from '#shared/domain/mapping.ts'
import type { Connection } from '../../store/connection.ts'
import { findColumn, type MappableSheet } from '../mappable-sheet.ts'
import { type Evidence, gatherEvidence, type Mark, markOf, type Order, orderOf } from './column-evidence.ts'

type SuggestedColumn = SuggestedSheet['columns'][number]
type Question = SuggestedSheet['questions'][number]

/** Suggestions, each with its sheet. */
export interface SuggestedFor {
  readonly sheet: MappableSheet
  readonly suggestion: SuggestedSheet
}

/**
 * Suggestions with the readings of their text columns decided, and a question where all the values leave a doubt. The
 * texts of all of them are looked at together, so that the database plans its queries once.
 */
export async function decideReadings(
  connection: Connection,
  suggested: readonly SuggestedFor[],
): Promise<SuggestedSheet[]> {
  const asked = suggested.map(({ sheet, suggestion }) => ({
    sheet,
    columns: suggestion.columns.flatMap(({ column, field }) => {
      const info = findColumn(sheet, column)
      return info?.type === 'text' && isDoubtful(suggestion.kind, field) ? [info] : []
    }),
  }))
  const evidence = await gatherEvidence(connection, asked)
  return suggested.map(({ suggestion }, place) => decide(suggestion, evidence[place] ?? new Map()))
}

const typeOf = (kind: string, field: string): FieldType =>
  findKind(kind)?.fields.find(({ id }) => id === field)?.type ?? 'text'

/** Whether texts of the field can be read in more than one way. */
const isDoubtful = (kind: string, field: string): boolean =>
  [...dateTypes, ...numberTypes].includes(typeOf(kind, field))

function decide(suggestion: SuggestedSheet, evidence: ReadonlyMap<string, Evidence>): SuggestedSheet {
  const ofType = (types: readonly FieldType[]) =>
    suggestion.columns.flatMap(({ column, field }) => {
      const found = evidence.get(column)
      return found !== undefined && types.includes(typeOf(suggestion.kind, field)) ? [found] : []
    })
  const sheetOrder = agreed(ofType(dateTypes).map(orderOf))
  const sheetMark = agreed(ofType(numberTypes).map(markOf))
  const questions: Question[] = []
  const columns = suggestion.columns.map((column): SuggestedColumn => {
    const found = evidence.get(column.column)
    if (found === undefined) return column
    const type = typeOf(suggestion.kind, column.field)
    if (dateTypes.includes(type)) return withOrder(column, found, sheetOrder, questions)
    if (numberTypes.includes(type)) return withMark(column, found, sheetMark, questions)
    return column
  })
  return { ...suggestion, columns, questions: [...suggestion.questions, ...questions] }
}

const dateTypes: readonly FieldType[] = ['date', 'datetime', 'period']
const numberTypes: readonly FieldType[] = ['number', 'money']

/** What all columns that know agree on. */
function agreed<Value>(values: readonly (Value | undefined)[]): Value | undefined {
  const known = new Set(values.filter((value) => value !== undefined))
  return known.size === 1 ? [...known][0] : undefined
}

function withOrder(
  column: SuggestedColumn,
  evidence: Evidence,
  sheetOrder: Order | undefined,
  questions: Question[],
): SuggestedColumn {
  const own = orderOf(evidence)
  if (own !== undefined) return read(column, { dateOrder: own }, provedOrder(own, evidence))
  if (evidence.eitherOrder === 0) return column
  if (sheetOrder !== undefined)
    return read(column, { dateOrder: sheetOrder }, 'day and month stand as in the sheet’s other dates')
  questions.push({
    column: column.column,
    question: `Is ${evidence.exampleDate ?? 'such a date'} in column “${column.column}” written day first or month first?`,
    answers: ['dmy', 'mdy'],
  })
  return column
}

const orderWords: Readonly<Record<Order, string>> = { dmy: 'the day', mdy: 'the month', ymd: 'the year' }

const provedOrder = (order: Order, { dayFirst, monthFirst }: Evidence): string =>
  dayFirst > 0 && monthFirst > 0
    ? `${orderWords[order]} stands first in most dates, not in all`
    : `${orderWords[order]} stands first in its dates`

function withMark(
  column: SuggestedColumn,
  evidence: Evidence,
  sheetMark: Mark | undefined,
  questions: Question[],
): SuggestedColumn {
  const own = markOf(evidence)
  if (own !== undefined)
    return read(column, { decimalMark: own }, own === ',' ? 'a comma marks the decimals' : undefined)
  if (evidence.eitherMark === 0) return column
  if (sheetMark !== undefined)
    return read(column, { decimalMark: sheetMark }, 'decimals are marked as in the sheet’s other numbers')
  questions.push({
    column: column.column,
    question: `Is ${evidence.exampleNumber ?? 'such a number'} in column “${column.column}” more than a thousand, or a number with three decimals?`,
    answers: [',', '.'],
  })
  return column
}

const read = (column: SuggestedColumn, reading: ColumnReading, why: string | undefined): SuggestedColumn => ({
  ...column,
  reading: { ...column.reading, ...reading },
  reason: why === undefined ? column.reason : `${column.reason}; ${why}`,
})
