import { maximumRow } from '#shared/domain/address.ts'
import { firstFrom } from '#shared/domain/ascending.ts'
import { type CellValue, cellAt } from '#shared/domain/cell.ts'
import { dateToSerial } from '../../intake/serial-date.ts'
import { deletedColumns, type StoredColumn, type StoredSheet } from '../../store/catalog.ts'
import { cellSelectList, readCells } from '../../store/cell-columns.ts'
import type { Connection } from '../../store/connection.ts'
import { readPreamble } from '../../store/preamble.ts'
import { changesToRows } from '../changes-to-rows.ts'
import type { WorkbookCells } from './evaluation.ts'
import { type Area, cellError, notComputable, type Scalar } from './operand.ts'
import type { FormulaPlace } from './references.ts'
import { type RowPlaces, rowPlaces } from './row-places.ts'

/** The cells of a source's sheets that a recalculation reads and writes, at the rows of now. */
export interface PresentCells extends WorkbookCells {
  readonly rowsOf: (sheet: string) => RowPlaces
  /** The cell as it was before the recalculation. */
  readonly before: (sheet: string, row: number, column: number) => CellValue
  readonly set: (sheet: string, row: number, column: number, value: Scalar) => void
  readonly markStale: (sheet: string, row: number, column: number) => void
  /** True where every cell of the area is here, though no formula names it. */
  readonly covers: (area: Area) => boolean
  /** Reads the columns of an area, all their rows. */
  readonly load: (area: Area) => Promise<void>
}

interface PresentColumn {
  /** Numbers of the rows that are not blank, ascending. */
  rows: number[]
  readonly values: Map<number, Scalar>
  readonly before: Map<number, CellValue>
  readonly stale: Set<number>
}

interface PresentSheet {
  readonly stored: StoredSheet
  readonly places: RowPlaces
  readonly inserted: InsertedRows
  /** Columns of which every row has been read. */
  readonly whole: Set<number>
  readonly columns: Map<number, PresentColumn>
  readonly hiddenRows: readonly number[]
  /** Numbers of the source's columns that were deleted. */
  readonly deletedColumns: readonly number[]
}

export interface CellRequest {
  readonly connection: Connection
  readonly sheets: readonly StoredSheet[]
  /** What will be read or written, in the rows of the source. */
  readonly areas: readonly Area[]
  readonly subtotals: readonly FormulaPlace[]
  readonly date1904: boolean
}

/** Cells that a recalculation may look at; one that would need more leaves its last formulas out of date. */
const mostVisits = 400_000_000
const daysTo1904 = 1462

/** Reads the cells of the areas. */
export async function loadPresentCells(request: CellRequest): Promise<PresentCells> {
  const { connection, sheets, areas, subtotals, date1904 } = request
  const present = new Map<string, PresentSheet>()
  let lastRow = 1
  let lastColumn = 1
  for (const sheet of sheets) {
    const { insertedRows, deletedRows } = await changesToRows(connection, sheet)
    const places = rowPlaces(
      insertedRows.map(({ above }) => above),
      deletedRows,
    )
    const wanted = areas.filter((area) => area.sheet === sheet.originalName)
    const columns = await loadColumns(request, sheet, wanted, places, insertedRows)
    present.set(sheet.originalName, {
      stored: sheet,
      places,
      inserted: insertedRows,
      whole: new Set(),
      columns,
      hiddenRows: sheet.hiddenRows.map(places.now),
      deletedColumns: deletedColumns(sheet.info.columns, sheet.columns),
    })
    lastRow = Math.max(lastRow, places.now(sheet.lastImportedRow), places.inserted.at(-1) ?? 0)
    for (const { sourceColumn = 0 } of sheet.columns.values()) lastColumn = Math.max(lastColumn, sourceColumn)
  }
  const subtotalKeys = new Set(
    subtotals.map(({ sheet, row, column }) => `${sheet}/${present.get(sheet)?.places.now(row)}/${column}`),
  )
  let visits = 0
  const visit = (count: number): void => {
    visits += count
    if (visits > mostVisits) notComputable('The change would have too many cells recalculated.')
  }
  const sheetOf = (sheet: string): PresentSheet => {
    const known = present.get(sheet)
    if (known === undefined) throw new Error('a formula reads a sheet that is not there')
    return known
  }
  const columnOf = (sheet: string, column: number): PresentColumn => {
    const { columns } = sheetOf(sheet)
    const known = columns.get(column) ?? emptyColumn()
    columns.set(column, known)
    return known
  }
  return {
    epochOffset: date1904 ? daysTo1904 : 0,
    rowsOf: (sheet) => sheetOf(sheet).places,
    read: (sheet, row, column) => {
      visit(1)
      const found = sheetOf(sheet).columns.get(column)
      if (found === undefined) return null
      if (found.stale.has(row)) refuseStale()
      return found.values.get(row) ?? null
    },
    each: (area, visitor) => {
      const { columns } = sheetOf(area.sheet)
      for (const number of columnsWithin(columns, area)) {
        const column = columns.get(number)
        if (column === undefined) continue
        const { rows, values, stale } = column
        for (let index = firstFrom(rows, area.firstRow); index < rows.length; index += 1) {
          const row = rows[index] ?? 0
          if (row > area.lastRow) break
          visit(1)
          if (stale.size > 0 && stale.has(row)) refuseStale()
          const value = values.get(row) ?? null
          if (value !== null) visitor(value, row, number)
        }
      }
    },
    clipped: (area) => ({
      ...area,
      lastRow: Math.max(area.firstRow, Math.min(area.lastRow, lastRow)),
      lastColumn: Math.max(area.firstColumn, Math.min(area.lastColumn, lastColumn)),
    }),
    present: (area) => sheetOf(area.sheet).places.present(area),
    deletedColumns: ({ sheet, firstColumn, lastColumn }) => {
      const gone = sheetOf(sheet).deletedColumns.filter(
        (column) => column >= firstColumn && column <= lastColumn,
      ).length
      if (gone === 0) return 'none'
      return gone === lastColumn - firstColumn + 1 ? 'all' : 'some'
    },
    isSubtotal: (sheet, row, column) => subtotalKeys.has(`${sheet}/${row}/${column}`),
    hidesRows: ({ sheet, firstRow, lastRow: last }) =>
      sheetOf(sheet).hiddenRows.some((row) => row >= firstRow && row <= last),
    before: (sheet, row, column) => columnOf(sheet, column).before.get(row) ?? { kind: 'blank' },
    set: (sheet, row, column, value) => {
      const target = columnOf(sheet, column)
      if (!target.values.has(row)) target.rows.splice(firstFrom(target.rows, row), 0, row)
      target.values.set(row, value)
    },
    markStale: (sheet, row, column) => {
      const target = columnOf(sheet, column)
      if (!target.values.has(row)) target.rows.splice(firstFrom(target.rows, row), 0, row)
      if (!target.values.has(row)) target.values.set(row, null)
      target.stale.add(row)
    },
    covers: (area) => missingColumns(sheetOf(area.sheet), area).length === 0,
    load: async (area) => {
      const sheet = sheetOf(area.sheet)
      const missing = missingColumns(sheet, area)
      const areas = missing.map((column) => wholeColumn(area.sheet, column))
      const read = await loadColumns(request, sheet.stored, areas, sheet.places, sheet.inserted)
      for (const column of missing) {
        addCells(columnOf(area.sheet, column), read.get(column) ?? emptyColumn())
        sheet.whole.add(column)
      }
    },
  }
}

/** Columns of the sheet within an area of which only some rows were read. */
const missingColumns = ({ stored, whole }: PresentSheet, { firstColumn, lastColumn }: Area): number[] =>
  [...stored.columns.values()].flatMap(({ sourceColumn = 0 }) =>
    sourceColumn >= firstColumn && sourceColumn <= lastColumn && !whole.has(sourceColumn)
      ? [sourceColumn]
      : [],
  )

const wholeColumn = (sheet: string, column: number): Area => ({
  kind: 'area',
  sheet,
  firstRow: 1,
  lastRow: maximumRow,
  firstColumn: column,
  lastColumn: column,
})

/** Cells that were here already may have been calculated since. */
function addCells(target: PresentColumn, read: PresentColumn): void {
  for (const [row, value] of read.values) {
    if (target.values.has(row)) continue
    target.values.set(row, value)
    const before = read.before.get(row)
    if (before !== undefined) target.before.set(row, before)
  }
  target.rows = [...target.values.keys()].sort((a, b) => a - b)
}

const refuseStale = (): never => notComputable('A cell that it reads is out of date.')

const emptyColumn = (): PresentColumn => ({
  rows: [],
  values: new Map(),
  before: new Map(),
  stale: new Set(),
})

function columnsWithin(
  columns: ReadonlyMap<number, PresentColumn>,
  { firstColumn, lastColumn }: Area,
): number[] {
  if (firstColumn === lastColumn) return [firstColumn]
  return [...columns.keys()]
    .filter((column) => column >= firstColumn && column <= lastColumn)
    .sort((a, b) => a - b)
}

type InsertedRows = Awaited<ReturnType<typeof changesToRows>>['insertedRows']

async function loadColumns(
  { connection, date1904 }: CellRequest,
  sheet: StoredSheet,
  areas: readonly Area[],
  places: RowPlaces,
  inserted: InsertedRows,
): Promise<Map<number, PresentColumn>> {
  const loaded = new Map<number, PresentColumn>()
  if (areas.length === 0) return loaded
  const numbers = new Map(inserted.map(({ row }, index) => [Number(row), places.inserted[index] ?? 0]))
  const numberOf = (row: number): number => numbers.get(row) ?? places.now(row)
  const put = (column: number, row: number, value: CellValue) => {
    const target = loaded.get(column) ?? emptyColumn()
    loaded.set(column, target)
    if (value.kind === 'blank') return
    target.rows.push(row)
    target.values.set(row, scalarOfCell(value, date1904))
    target.before.set(row, value)
  }
  for (const cell of await preambleCells(connection, sheet)) put(cell.column, cell.row, cell.value)
  for (const [condition, columns] of byCondition(sheet, areas)) {
    const cells = await readCells(
      connection,
      `SELECT ${cellSelectList(columns, 's')} FROM ${sheet.table} AS s
       WHERE ${condition} OR s.row_id > ${sheet.lastImportedRow} ORDER BY s.position`,
      columns,
    )
    for (const [index, column] of columns.entries()) {
      const values = cells.columns[index]
      if (values === undefined) continue
      for (const [place, row] of cells.rowIds.entries())
        put(column.sourceColumn ?? 0, numberOf(row), cellAt(values, place))
    }
  }
  return loaded
}

/** Intervals of rows beyond this many are read as one. */
const mostIntervals = 200

/** Columns that are read in the same rows share a query. */
function byCondition(sheet: StoredSheet, areas: readonly Area[]): Map<string, StoredColumn[]> {
  const conditions = new Map<string, StoredColumn[]>()
  for (const column of sheet.columns.values()) {
    const number = column.sourceColumn
    if (number === undefined) continue
    const within = areas.filter(
      ({ firstColumn, lastColumn }) => number >= firstColumn && number <= lastColumn,
    )
    if (within.length === 0) continue
    const condition = rowCondition(within)
    conditions.set(condition, [...(conditions.get(condition) ?? []), column])
  }
  return conditions
}

function rowCondition(areas: readonly Area[]): string {
  const sorted = areas
    .map(({ firstRow, lastRow }) => ({ firstRow, lastRow }))
    .sort((a, b) => a.firstRow - b.firstRow)
  const intervals: { firstRow: number; lastRow: number }[] = []
  for (const next of sorted) {
    const last = intervals.at(-1)
    if (last !== undefined && next.firstRow <= last.lastRow + 1)
      last.lastRow = Math.max(last.lastRow, next.lastRow)
    else intervals.push({ ...next })
  }
  const whole = { firstRow: intervals[0]?.firstRow ?? 1, lastRow: intervals.at(-1)?.lastRow ?? 1 }
  const kept = intervals.length > mostIntervals ? [whole] : intervals
  return kept.map(({ firstRow, lastRow }) => `s.row_id BETWEEN ${firstRow} AND ${lastRow}`).join(' OR ')
}

/** Cells above and in the header row, under the names that the user gave the columns. */
async function preambleCells(connection: Connection, sheet: StoredSheet) {
  const renamed = new Map(
    [...sheet.columns.values()]
      .filter(({ name, originalName }) => originalName !== undefined && name !== originalName)
      .map(({ sourceColumn, name }) => [sourceColumn, name]),
  )
  const cells = await readPreamble(connection, sheet.info.id)
  return cells.map(({ row, column, value }) => {
    const name = row === sheet.info.headerRow ? renamed.get(column) : undefined
    const shown: CellValue = name === undefined ? value : { kind: 'text', value: name }
    return { row, column, value: shown }
  })
}

function scalarOfCell(value: CellValue, date1904: boolean): Scalar {
  switch (value.kind) {
    case 'blank':
      return null
    case 'date':
      return dateToSerial(value.value, date1904)
    case 'error':
      return cellError(value.value)
    default:
      return value.value
  }
}
