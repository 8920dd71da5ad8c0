import { scalarOf } from '../evaluation.ts'
import { errors, isArea, isError, isMatrix, notComputable, type Scalar } from '../operand.ts'
import { type FunctionTable, numberAt, overRanges, type ScalarFunction, scalar } from './function.ts'

const asking = (test: (value: Scalar) => boolean): ScalarFunction =>
  scalar(1, 1, ([value = null]) => test(value), true)

const parity = (rest: number): ScalarFunction =>
  scalar(1, 1, (values) => {
    const number = numberAt(values, 0)
    return isError(number) ? number : Math.abs(Math.trunc(number)) % 2 === rest
  })

const errorTypes: Readonly<Record<string, number>> = {
  '#NULL!': 1,
  '#DIV/0!': 2,
  '#VALUE!': 3,
  '#REF!': 4,
  '#NAME?': 5,
  '#NUM!': 6,
  '#N/A': 7,
}

export const informationFunctions: FunctionTable = {
  ISBLANK: asking((value) => value === null),
  ISNUMBER: asking((value) => typeof value === 'number'),
  ISTEXT: asking((value) => typeof value === 'string'),
  ISNONTEXT: asking((value) => typeof value !== 'string'),
  ISLOGICAL: asking((value) => typeof value === 'boolean'),
  ISERROR: asking((value) => isError(value)),
  ISERR: asking((value) => isError(value) && value.code !== '#N/A'),
  ISNA: asking((value) => isError(value) && value.code === '#N/A'),
  ISEVEN: parity(0),
  ISODD: parity(1),
  NA: scalar(0, 0, () => errors.notAvailable),
  'ERROR.TYPE': scalar(
    1,
    1,
    ([value = null]) =>
      isError(value) ? (errorTypes[value.code] ?? errors.notAvailable) : errors.notAvailable,
    true,
  ),
  N: scalar(1, 1, ([value = null]) => (typeof value === 'number' ? value : value === true ? 1 : 0)),
  T: scalar(1, 1, ([value = null]) => (typeof value === 'string' ? value : '')),
  ROW: overRanges(0, 1, ([range], { place }) => {
    if (range === undefined) return place.row
    if (!isArea(range)) return isError(range) ? range : errors.value
    if (range.firstRow === range.lastRow) return range.firstRow
    return numbered(range.firstRow, range.lastRow, (number) => [number])
  }),
  COLUMN: overRanges(0, 1, ([range], { place }) => {
    if (range === undefined) return place.column
    if (!isArea(range)) return isError(range) ? range : errors.value
    const count = range.lastColumn - range.firstColumn + 1
    return {
      kind: 'matrix',
      rows: [Array.from({ length: count }, (_value, index) => range.firstColumn + index)],
    }
  }),
  ROWS: overRanges(1, 1, ([range = null]) => {
    if (isMatrix(range)) return range.rows.length
    return isArea(range) ? range.lastRow - range.firstRow + 1 : isError(range) ? range : 1
  }),
  COLUMNS: overRanges(1, 1, ([range = null]) => {
    if (isMatrix(range)) return range.rows[0]?.length ?? 0
    return isArea(range) ? range.lastColumn - range.firstColumn + 1 : isError(range) ? range : 1
  }),
  TYPE: overRanges(1, 1, ([operand = null], evaluation) => {
    if (isMatrix(operand)) return 64
    const value = scalarOf(operand, evaluation)
    if (isError(value)) return 16
    return typeof value === 'string' ? 2 : typeof value === 'boolean' ? 4 : 1
  }),
}

/** Rows that ROW may number in one array. */
const mostRows = 100_000

function numbered(first: number, last: number, row: (number: number) => Scalar[]) {
  if (last - first >= mostRows) return notComputable('It numbers whole columns.')
  return {
    kind: 'matrix' as const,
    rows: Array.from({ length: last - first + 1 }, (_value, index) => row(first + index)),
  }
}
