/** Data tables as formulas: each cell is the output of a projection of its own, whose drivers are the table's edges. */
import type { Workbook, Worksheet } from 'exceljs'
import type { ReplyInput } from '#shared/contract/index.ts'
import { columnLetters } from '#shared/domain/address.ts'
import type { DriverName, OutputName } from '#shared/domain/scenario.ts'
import { DRIVER_FACTS } from '#shared/models/projection/drivers.ts'
import { sheetReference } from '../data/data-places.ts'
import { bodyFont, headerFill, headerFont, mutedFont, rule } from '../report/styles.ts'
import type { LeverCells } from './case-cells.ts'
import { driverFormats, outputLabels, writeInput } from './cells.ts'
import { formulasOf, type PlannedScenarios } from './plan-scenarios.ts'
import type { WrittenScenarios } from './scenario-sheets.ts'
import { type SheetCursor, writeCase } from './write-case.ts'

export const tablesSheetName = '_tenure data tables'

export type DataTable = Omit<ReplyInput<'scenario.whatIf'>['dataTables'][number], 'output'> & {
  readonly output: OutputName
}

export interface DataTableRequest {
  readonly workbook: Workbook
  readonly sheet: Worksheet
  /** The row of the table's title. */
  readonly row: number
  readonly table: DataTable
  readonly planned: PlannedScenarios
  readonly written: WrittenScenarios
  readonly cursors: TableCursors
}

/** Where the projections behind the tables are written. */
export interface TableCursors {
  readonly projection: SheetCursor
  readonly survival: SheetCursor
}

/** More formulas than this for one table, and it is written as values. */
const mostTableFormulas = 120_000

/** Writes the table; returns the first free row below, and whether its cells are formulas. */
export function writeDataTable(request: DataTableRequest): { nextRow: number; isLive: boolean } {
  const { sheet, row, table, planned } = request
  const { x, y, output, values, scenario } = table
  const [label, format] = outputLabels[output]
  const xLabel = DRIVER_FACTS[x.driver].label
  const by = y === undefined ? xLabel : `${xLabel} (across) and ${DRIVER_FACTS[y.driver].label} (down)`
  sheet.getCell(row, 1).value = `${label} by ${by}${scenario === undefined ? '' : `, in ${scenario}`}`
  sheet.getCell(row, 1).font = { ...bodyFont, bold: true }
  const index = Math.max(
    0,
    planned.cases.findIndex(({ name }) => name === scenario),
  )
  const own = planned.cases[index]
  const count = x.values.length * (y?.values.length ?? 1)
  const size = own === undefined ? 0 : formulasOf(own, planned.whatIf.months) * count
  const isLive = own !== undefined && size <= mostTableFormulas
  const corner = sheet.getCell(row + 1, 1)
  corner.value = label
  corner.font = headerFont
  corner.fill = headerFill
  x.values.forEach((value, place) => {
    writeEdge(sheet, row + 1, place + 2, x.driver, value)
  })
  const rows = y?.values ?? [undefined]
  rows.forEach((yValue, down) => {
    const at = row + 2 + down
    if (y !== undefined && yValue !== undefined) writeEdge(sheet, at, 1, y.driver, yValue)
    x.values.forEach((_, across) => {
      const cell = sheet.getCell(at, across + 2)
      const result = values[down]?.[across] ?? ''
      const edges = [
        lever(x.driver, sheet, row + 1, across + 2),
        ...(y === undefined ? [] : [lever(y.driver, sheet, at, 1)]),
      ]
      cell.value = isLive ? { formula: formulaOf(output, index, edges, request), result } : result
      cell.numFmt = format
      cell.font = bodyFont
      cell.border = rule
    })
  })
  const last = row + 2 + rows.length
  sheet.getCell(last, 1).value = isLive
    ? 'Change a coloured value at the edge, or a driver of the scenarios, and the table follows.'
    : 'Values as of the export: as formulas the table would be too large.'
  sheet.getCell(last, 1).font = mutedFont
  return { nextRow: last + 2, isLive }
}

function writeEdge(sheet: Worksheet, row: number, column: number, driver: DriverName, value: number): void {
  const cell = sheet.getCell(row, column)
  writeInput(cell, value)
  cell.numFmt = driverFormats[DRIVER_FACTS[driver].kind]
}

/** The driver set to the edge's cell, in all months and segments. */
function lever(driver: DriverName, sheet: Worksheet, row: number, column: number): LeverCells {
  const value = `${sheetReference(sheet.name)}!$${columnLetters(column)}$${row}`
  return { lever: { driver, op: 'set', value: 0 }, value, from: '1', to: '100000', ramp: '0' }
}

function formulaOf(
  output: OutputName,
  caseIndex: number,
  edges: readonly LeverCells[],
  { written, planned, cursors }: DataTableRequest,
): string {
  const { outputs } = writeCase({
    name: `${output} ${cursors.projection.row}`,
    months: planned.whatIf.months,
    billingCell: written.billingCell,
    segments: (written.segments[caseIndex] ?? []).map(({ cells, tenure }) => ({
      cells: { ...cells, levers: [...cells.levers, ...edges] },
      tenure,
    })),
    projection: cursors.projection,
    survival: cursors.survival,
    payback: written.payback,
    curveOf: written.curveOf,
    results: undefined,
  })
  return outputs[output]
}
