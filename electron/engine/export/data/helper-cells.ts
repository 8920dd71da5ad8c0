import type { Worksheet } from 'exceljs'
import { z } from 'zod'
import type { Dataset, DatasetField } from '../../mapping/dataset.ts'
import type { SheetReading } from '../../mapping/datasets/sheet-reading.ts'
import { findColumn } from '../../mapping/mappable-sheet.ts'
import { rowsOf } from '../../metrics/scan-columns.ts'
import { type Connection, readRows } from '../../store/connection.ts'
import { type DataPlace, letterOf, sheetReference } from './data-places.ts'

export interface HelperColumn {
  readonly connection: Connection
  readonly dataset: Dataset
  readonly readings: readonly SheetReading[]
  readonly placeOf: (sheet: number) => DataPlace | undefined
  readonly helper: () => Worksheet
  readonly periodStart: { readonly cell: string; readonly serial: number }
  readonly dateShift: number
  readonly field: DatasetField
  /** 1-based column of the helper sheet. */
  readonly column: number
  readonly firstRow: number
  readonly lastRow: number
  /** Rows stand under the numbers that they have in the data sheet. */
  readonly aligned: boolean
}

const cellRow = z.object({
  sheet_id: z.number().nullable(),
  row_id: z.number().nullable(),
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  bad: z.string().nullable(),
})

/**
 * Writes one field of a dataset as a helper column. A number or date that the data sheet holds as such becomes a
 * formula onto its cell, so that it stays live; what had to be read from text is written as a value. Tells whether any
 * cell is a formula.
 */
export async function writeHelperColumn(request: HelperColumn): Promise<boolean> {
  const { connection, dataset, field, column, firstRow, lastRow, periodStart } = request
  const sheet = request.helper()
  sheet.getCell(firstRow - 1, column).value = field.id
  if (field.isPeriodStart === true) {
    for (let row = firstRow; row <= lastRow; row += 1)
      sheet.getCell(row, column).value = { formula: periodStart.cell, result: periodStart.serial }
    return true
  }
  const isDerived = dataset.derivedFrom !== undefined
  const bad = field.badColumn === undefined ? 'NULL::VARCHAR' : `d.${field.badColumn}`
  const place = isDerived ? 'NULL::INTEGER AS sheet_id, NULL::BIGINT AS row_id' : 'd.sheet_id, d.row_id'
  const rows = await readRows(
    connection,
    cellRow,
    `SELECT ${place}, ${plainValueSql(field, request.dateShift)} AS value, ${bad} AS bad FROM ${rowsOf(dataset).text}${orderOf(dataset)}`,
  )
  const linkOf = isDerived ? () => undefined : linker(request)
  let isLive = false
  rows.forEach((row, index) => {
    const value = row.bad ?? row.value
    if (value === null) return
    const cell = sheet.getCell(firstRow + index, column)
    const link = row.bad === null ? linkOf(row.sheet_id, row.row_id) : undefined
    cell.value = link === undefined ? value : { formula: link, result: value }
    if (link !== undefined) isLive = true
  })
  return isLive
}

/** Writes a number for each different value of a field, so that a formula can count the different ones. */
export async function writeCodes({
  connection,
  dataset,
  helper,
  field,
  column,
  firstRow,
}: Pick<HelperColumn, 'connection' | 'dataset' | 'helper' | 'field' | 'column' | 'firstRow'>): Promise<void> {
  const sheet = helper()
  sheet.getCell(firstRow - 1, column).value = `${field.id} (numbered)`
  const isText = field.type === 'text' || field.type === 'enum'
  const plain = isText ? `lower(d.${field.column})` : `d.${field.column}::VARCHAR`
  const value = field.badColumn === undefined ? plain : `coalesce(lower(d.${field.badColumn}), ${plain})`
  const rows = await readRows(
    connection,
    z.object({ code: z.number().nullable() }),
    `SELECT CASE WHEN coalesce(${value}, '') <> '' THEN dense_rank() OVER (ORDER BY ${value}) END AS code
     FROM ${rowsOf(dataset).text}${orderOf(dataset)}`,
  )
  rows.forEach(({ code }, index) => {
    if (code !== null) sheet.getCell(firstRow + index, column).value = code
  })
}

/** Rows of sheets stand in the order of the sheets; those of a derived dataset by all they say, which is as fixed. */
const orderOf = (dataset: Dataset): string =>
  dataset.derivedFrom === undefined
    ? ' ORDER BY d.sheet_id, d.row_id'
    : ` ORDER BY ${[...dataset.fields.values()].map(({ column }) => `d.${column}`).join(', ')}`

/** 1970-01-01 as Excel counts days. */
const epochSerial = 25_569

/** Dates as Excel's serial numbers, so that one column is one plain kind of value. */
function plainValueSql({ type, column }: DatasetField, dateShift: number): string {
  const serial = `epoch_us(d.${column}::TIMESTAMP) / 86400e6 + ${epochSerial - dateShift}`
  return type === 'date' || type === 'period' || type === 'datetime' ? `(${serial})::DOUBLE` : `d.${column}`
}

/** The formula onto a row's cell in its data sheet, for columns whose cells are numbers or dates throughout. */
function linker({
  readings,
  placeOf,
  field,
}: HelperColumn): (sheet: number | null, row: number | null) => string | undefined {
  const sources = new Map(
    readings.flatMap((reading) => {
      const mapped = reading.fields.find((each) => each.field.id === field.id)
      const column = mapped === undefined ? undefined : findColumn(reading.sheet, mapped.column)
      const place = placeOf(reading.sheet.id)
      const letter = column === undefined || place === undefined ? undefined : letterOf(place, column.id)
      const isPlain = reading.isByRow && column !== undefined && !column.mixed && mapped?.values.length === 0
      const links = isPlain && linkable(field, column.type)
      if (place?.kind !== 'original' || letter === undefined || !links) return []
      const cutsTime = (field.type === 'date' || field.type === 'period') && column.type === 'datetime'
      return [
        [
          Number(reading.sheet.id),
          { prefix: `${sheetReference(place.name)}!${letter}`, cutsTime, rowOf: place.rowOf },
        ] as const,
      ]
    }),
  )
  return (sheet, row) => {
    const source = sheet === null ? undefined : sources.get(sheet)
    const number = row === null ? undefined : source?.rowOf(row)
    if (source === undefined || number === undefined) return undefined
    const cell = `${source.prefix}${number}`
    return `IF(${cell}="","",${source.cutsTime ? `INT(${cell})` : cell})`
  }
}

function linkable({ type }: DatasetField, stored: string): boolean {
  switch (type) {
    case 'number':
    case 'money':
      return stored === 'number'
    case 'date':
    case 'period':
    case 'datetime':
      return stored === 'date' || stored === 'datetime'
    default:
      return false
  }
}
