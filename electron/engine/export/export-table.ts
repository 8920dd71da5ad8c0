/** A sheet of the project, or the key figures, as a plain file. */

import { cellAt } from '#shared/domain/cell.ts'
import { byteOrderMark, csvLine } from '#shared/domain/csv.ts'
import type { MetricValue } from '#shared/domain/metric-result.ts'
import type { Period } from '#shared/domain/period.ts'
import { report } from '../metrics/report.ts'
import type { Workplace } from '../metrics/workplace.ts'
import type { StoredSheet } from '../store/catalog.ts'
import { cellParts } from '../store/cell-parts.ts'
import type { Connection } from '../store/connection.ts'
import { rowsInOrder } from './data/written-sheets.ts'

const encoder = new TextEncoder()

/** A sheet as CSV (RFC 4180), its rows in their present order; dates as ISO texts. */
export async function* sheetAsCsv(
  connection: Connection,
  sheet: StoredSheet,
  onRows: (rows: number) => void,
): AsyncGenerator<Uint8Array> {
  yield encoder.encode(byteOrderMark + csvLine(sheet.info.columns.map(({ name }) => name)))
  let written = 0
  for await (const rows of rowsInOrder(connection, sheet)) {
    let text = ''
    for (let index = 0; index < rows.count; index += 1)
      text += csvLine(rows.columns.map((cells) => cellParts(cellAt(cells, index))[2] ?? ''))
    yield encoder.encode(text)
    written += rows.count
    onRows(written)
  }
}

/** A sheet as a JSON array with an object a row; blank cells are null. */
export async function* sheetAsJson(
  connection: Connection,
  sheet: StoredSheet,
  onRows: (rows: number) => void,
): AsyncGenerator<Uint8Array> {
  const names = sheet.info.columns.map(({ name }) => name)
  let written = 0
  yield encoder.encode('[')
  for await (const rows of rowsInOrder(connection, sheet)) {
    let text = ''
    for (let index = 0; index < rows.count; index += 1) {
      const cells = names.map((name, place) => {
        const column = rows.columns[place]
        return [name, column === undefined ? null : plain(column, index)]
      })
      text += `${written + index === 0 ? '' : ','}\n${JSON.stringify(Object.fromEntries(cells))}`
    }
    yield encoder.encode(text)
    written += rows.count
    onRows(written)
  }
  yield encoder.encode('\n]\n')
}

function plain(column: Parameters<typeof cellAt>[0], index: number): string | number | boolean | null {
  const cell = cellAt(column, index)
  if (cell.kind === 'number' || cell.kind === 'boolean') return cell.value
  return cellParts(cell)[2]
}

/** Every metric with a value, as `tenure kpi` has it. */
export async function kpisOf(place: Workplace, period: Period | null) {
  const { metrics, period: covered } = await report({
    ...place,
    findMetric: place.metrics.find,
    metrics: place.metrics.all,
    period,
  })
  return { period: covered, metrics: metrics.filter(({ value }) => value !== null) }
}

type Kpis = Awaited<ReturnType<typeof kpisOf>>

export const kpisAsJson = (kpis: Kpis): Uint8Array =>
  encoder.encode(`${JSON.stringify(kpis, undefined, 2)}\n`)

export const kpisAsCsv = ({ metrics }: Kpis): Uint8Array =>
  encoder.encode(
    byteOrderMark +
      csvLine(['id', 'name', 'value', 'unit', 'method', 'rows', 'excluded']) +
      metrics.map(kpiLine).join(''),
  )

const kpiLine = ({ id, name, value, unit, method, rows, excluded }: MetricValue): string =>
  csvLine([id, name, String(value ?? ''), unit, method ?? '', String(rows), String(excluded)])
