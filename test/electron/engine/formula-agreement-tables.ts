import fc from 'fast-check'
import type { FieldType } from '#shared/domain/kind.ts'

/** A cell as a spreadsheet holds it; dates as Excel serial numbers. `null` is blank. */
export type Cell =
  | null
  | { readonly kind: 'number' | 'date'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }

export interface Column {
  readonly id: string
  readonly type: FieldType
  /** Whether the column may hold texts that are not understood. */
  readonly hasBad: boolean
}

/** One of each sort of column; ids and names are the same. */
export const columns: readonly Column[] = [
  { id: 'status', type: 'text', hasBad: false },
  { id: 'code', type: 'text', hasBad: false },
  { id: 'amount', type: 'number', hasBad: false },
  { id: 'score', type: 'number', hasBad: true },
  { id: 'day', type: 'date', hasBad: false },
  { id: 'at', type: 'datetime', hasBad: true },
  { id: 'flag', type: 'boolean', hasBad: false },
]

/** A column of formulas beside the table: blank or an error in some rows. */
export const computedColumn = {
  id: 'hours',
  type: 'number',
  formula: 'ROUND(([@at]-[@day])*24/[@amount],6)',
} as const

export type Table = readonly (readonly Cell[])[]

/** 2024-01-01. */
const newYear = 45_292

const text = (value: string): Cell => ({ kind: 'text', value })
const maybe = (cells: fc.Arbitrary<Cell>): fc.Arbitrary<Cell> =>
  fc.oneof({ weight: 1, arbitrary: fc.constant<Cell>(null) }, { weight: 4, arbitrary: cells })

const statuses = [
  'open',
  'Open',
  'OPEN',
  'solved',
  'Solved',
  'so',
  'reopened',
  'a*b',
  'a?b',
  'axb',
  '~',
  '100%',
  'x_y',
  'a b ',
  '<5',
]
const codes = ['A1', 'a1', 'B-2', '*', 'Ärger', 'ärger', 'c~d', 'c*d', "o'neil", '"quoted"']
const numbers = [-2.5, -1, 0, 0.1, 1, 2, 3, 3.5, 5, 10, 1e6]
const badTexts = ['n/a', 'N/A', 'unknown', '5 EUR', 'open']

const cellsOf: Readonly<Record<string, fc.Arbitrary<Cell>>> = {
  status: maybe(fc.constantFrom(...statuses).map(text)),
  code: maybe(fc.constantFrom(...codes).map(text)),
  amount: maybe(fc.constantFrom(...numbers).map((value): Cell => ({ kind: 'number', value }))),
  score: maybe(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...numbers).map((value): Cell => ({ kind: 'number', value })) },
      { weight: 1, arbitrary: fc.constantFrom(...badTexts).map(text) },
    ),
  ),
  day: maybe(fc.integer({ min: 0, max: 120 }).map((days): Cell => ({ kind: 'date', value: newYear + days }))),
  at: maybe(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc
          .integer({ min: 0, max: 480 })
          .map((quarters): Cell => ({ kind: 'date', value: newYear + quarters / 4 })),
      },
      { weight: 1, arbitrary: fc.constantFrom(...badTexts).map(text) },
    ),
  ),
  flag: maybe(fc.boolean().map((value): Cell => ({ kind: 'boolean', value }))),
}

const fullRow: readonly Cell[] = [
  text('solved'),
  text('A1'),
  { kind: 'number', value: 3 },
  { kind: 'number', value: 5 },
  { kind: 'date', value: newYear + 40 },
  { kind: 'date', value: newYear + 40.25 },
  { kind: 'boolean', value: true },
]

/**
 * Small tables: blanks, mixed case, wildcard characters as data, dates with times, texts in number columns. No blank in
 * the first and the last row: LibreOffice takes a column's blanks above its first and below its last filled cell for
 * no rows at all.
 */
export const tables: fc.Arbitrary<Table> = fc
  .array(fc.tuple(...columns.map((column) => cellsOf[column.id] ?? fc.constant<Cell>(null))), {
    minLength: 2,
    maxLength: 14,
  })
  .map((rows) => [fullRow, ...rows, fullRow])

/** The names every formula may use, and their values. Dates are serial numbers. */
export const names = {
  period_start: { type: 'date', value: newYear + 31 },
  period_end: { type: 'date', value: newYear + 60 },
  rate: { type: 'number', value: 0.25 },
  zero: { type: 'number', value: 0 },
  limit: { type: 'number', value: 3.5 },
} as const
