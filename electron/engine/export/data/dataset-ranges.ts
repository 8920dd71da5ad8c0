/**
 * Where the columns of datasets lie in the exported workbook, so that a metric's formula stays live: the data sheet's
 * own range where it says exactly what the dataset says, else a column of a hidden helper sheet.
 */
import type { Worksheet } from 'exceljs'
import { z } from 'zod'
import { columnLetters } from '#shared/domain/address.ts'
import type { FieldType } from '#shared/domain/kind.ts'
import type { ExcelColumn } from '#shared/formula/excel-context.ts'
import type { Dataset, DatasetField } from '../../mapping/dataset.ts'
import type { SheetReading } from '../../mapping/datasets/sheet-reading.ts'
import { findColumn } from '../../mapping/mappable-sheet.ts'
import { rowsOf } from '../../metrics/scan-columns.ts'
import { type Connection, readRow, readRows } from '../../store/connection.ts'
import { type DataPlace, letterOf, sheetReference } from './data-places.ts'
import { writeCodes, writeHelperColumn } from './helper-cells.ts'

export interface DatasetRanges {
  /** Undefined for a field that was not written out. */
  readonly column: (field: string) => ExcelColumn | undefined
  readonly rows: string | undefined
  /** Fields that stand on the helper sheet. */
  readonly helperFields: readonly string[]
  /** Fields that would need a helper sheet longer than allowed. */
  readonly leftOut: readonly string[]
  /** Fields that stand for the start of whatever period is asked. */
  readonly periodStartFields: ReadonlySet<string>
}

export interface RangesRequest {
  readonly connection: Connection
  readonly dataset: Dataset
  /** How its sheets are read; empty for a derived dataset. */
  readonly readings: readonly SheetReading[]
  readonly placeOf: (sheet: number) => DataPlace | undefined
  /** Fields that formulas read. */
  readonly fields: readonly string[]
  /** Those of them whose different values are counted. */
  readonly distinctFields: ReadonlySet<string>
  /** Makes the helper sheet when the first field needs it. */
  readonly helper: () => Worksheet
  readonly helperName: string
  /** The cell that holds the start of the period, and its serial number. */
  readonly periodStart: { readonly cell: string; readonly serial: number }
  /** Longer helper sheets are not made. */
  readonly rowLimit: number
  /** Days by which the workbook's dates count less than those since 1900. */
  readonly dateShift: number
}

/** Decides for each field where it lies, and writes the helper columns that are needed. */
export async function layDataset(request: RangesRequest): Promise<DatasetRanges> {
  const aligned = await alignedRows(request)
  const firstRow = aligned?.firstRow ?? 2
  const lastRow =
    aligned?.lastRow ?? Math.max(2, request.dataset.rowCount - request.dataset.duplicateCount + 1)
  const columns = new Map<string, ExcelColumn>()
  const helperFields: string[] = []
  const leftOut: string[] = []
  const helperRange = () => {
    const letter = columnLetters(helperFields.length)
    return `${sheetReference(request.helperName)}!$${letter}$${firstRow}:$${letter}$${lastRow}`
  }
  for (const id of request.fields) {
    const field = request.dataset.fields.get(id)
    if (field === undefined) continue
    const direct = aligned === undefined ? undefined : await directRange(request, aligned, field)
    if (direct !== undefined) {
      columns.set(id, { range: direct, type: field.type })
      continue
    }
    if (request.dataset.rowCount > request.rowLimit) {
      leftOut.push(id)
      continue
    }
    helperFields.push(id)
    const isLive = await writeHelperColumn({
      ...request,
      field,
      column: helperFields.length,
      firstRow,
      lastRow,
      aligned: aligned !== undefined,
    })
    columns.set(id, { range: helperRange(), type: field.type, ...(isLive ? { computed: true } : {}) })
  }
  for (const id of request.distinctFields) {
    const [field, column] = [request.dataset.fields.get(id), columns.get(id)]
    if (field === undefined || column === undefined || field.type === 'boolean') continue
    if (request.dataset.rowCount > request.rowLimit) {
      leftOut.push(id)
      continue
    }
    helperFields.push(`${id} (numbered)`)
    await writeCodes({ ...request, field, column: helperFields.length, firstRow })
    columns.set(id, { ...column, codes: helperRange() })
  }
  const [any] = columns.values()
  return {
    column: (field) => columns.get(field),
    rows: any?.range,
    helperFields,
    leftOut,
    periodStartFields: new Set(
      request.fields.filter((id) => request.dataset.fields.get(id)?.isPeriodStart === true),
    ),
  }
}

/** The one sheet whose rows are exactly the dataset's, in place. */
export interface AlignedSheet {
  readonly place: DataPlace
  readonly reading: SheetReading
  readonly firstRow: number
  readonly lastRow: number
}

const spanRow = z.object({ low: z.number().nullable(), high: z.number().nullable(), n: z.number() })

/** Undefined where rows were left out (repetitions, blank rows), come from several sheets, or have been moved. */
async function alignedRows({
  connection,
  dataset,
  readings,
  placeOf,
}: RangesRequest): Promise<AlignedSheet | undefined> {
  const [reading] = readings
  if (reading === undefined || readings.length > 1 || !reading.isByRow || dataset.duplicateCount > 0)
    return undefined
  const place = placeOf(reading.sheet.id)
  if (place === undefined || reading.sheet.rowCount !== dataset.rowCount || dataset.rowCount === 0)
    return undefined
  if (!place.hasRowNumbers) {
    return { place, reading, firstRow: place.headerRow + 1, lastRow: place.headerRow + dataset.rowCount }
  }
  if (place.hasMovedRows) return movedAlignment(connection, place, reading)
  const span = await readRow(
    connection,
    spanRow,
    `SELECT min(row_id) AS low, max(row_id) AS high, count(*) AS n FROM ${dataset.relation}`,
  )
  if (span?.low == null || span.high == null || span.high - span.low + 1 !== span.n) return undefined
  const moved = await readRow(
    connection,
    z.object({ n: z.number() }),
    `SELECT count(*) AS n FROM ${reading.sheet.table} WHERE row_id - "position" <> ${span.low}`,
  )
  return moved?.n === 0 ? { place, reading, firstRow: span.low, lastRow: span.high } : undefined
}

/** With rows inserted between others: in their order they must stand one below the other. */
async function movedAlignment(
  connection: Connection,
  place: DataPlace,
  reading: SheetReading,
): Promise<AlignedSheet | undefined> {
  const rows = await readRows(
    connection,
    z.object({ row_id: z.number() }),
    `SELECT row_id FROM ${reading.sheet.table} ORDER BY "position"`,
  )
  const [first] = rows
  const firstRow = first === undefined ? undefined : place.rowOf(first.row_id)
  if (firstRow === undefined) return undefined
  const isInOrder = rows.every(({ row_id }, index) => place.rowOf(row_id) === firstRow + index)
  return isInOrder ? { place, reading, firstRow, lastRow: firstRow + rows.length - 1 } : undefined
}

/** The data sheet's own range, where every cell of it says what the dataset says. */
async function directRange(
  { connection, dataset }: RangesRequest,
  { place, reading, firstRow, lastRow }: AlignedSheet,
  field: DatasetField,
): Promise<string | undefined> {
  const mapped = reading.fields.find((each) => each.field.id === field.id)
  const column = mapped === undefined ? undefined : findColumn(reading.sheet, mapped.column)
  const letter = column === undefined ? undefined : letterOf(place, column.id)
  if (mapped === undefined || column === undefined || letter === undefined || field.badColumn !== undefined)
    return undefined
  if (column.mixed || column.formula !== undefined) return undefined
  if (!(await saysTheSame(connection, dataset, reading, field, `c${column.id}`, column.type)))
    return undefined
  return `${sheetReference(place.name)}!$${letter}$${firstRow}:$${letter}$${lastRow}`
}

async function saysTheSame(
  connection: Connection,
  dataset: Dataset,
  reading: SheetReading,
  field: DatasetField,
  stored: string,
  type: string,
): Promise<boolean> {
  if (isNumberField(field.type)) return type === 'number'
  if (field.type === 'datetime') return type === 'date' || type === 'datetime'
  if (field.type === 'date' || field.type === 'period') return type === 'date'
  if (field.type === 'boolean') return type === 'boolean'
  if (type !== 'text') return false
  const different = await readRows(
    connection,
    z.object({ n: z.number() }),
    `SELECT count(*) AS n FROM ${rowsOf(dataset).text} JOIN ${reading.sheet.table} AS s USING (row_id)
     WHERE lower(s.${stored}) IS DISTINCT FROM lower(d.${field.column})`,
  )
  return different[0]?.n === 0
}

export const isNumberField = (type: FieldType): boolean => type === 'number' || type === 'money'
