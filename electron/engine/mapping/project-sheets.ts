import { z } from 'zod'
import type { ColumnInfo, NamedArea } from '#shared/domain/sheet.ts'
import { readSheets, readSources, type StoredSheet } from '../store/catalog.ts'
import { type Connection, readRow, readRows } from '../store/connection.ts'
import { valueColumn } from '../store/sheet-table.ts'
import { textSql } from './datasets/field-sql.ts'
import type { MappableSheet } from './mappable-sheet.ts'

/** Every sheet of the project that a mapping may speak of, and native tables that are sheets within a sheet. */
export async function readMappableSheets(connection: Connection): Promise<MappableSheet[]> {
  const names = new Map((await readSources(connection)).map((source) => [source.id, source.name]))
  const tables = await readNativeTables(connection)
  const sheets: MappableSheet[] = []
  for (const stored of await readSheets(connection)) {
    const { info, table } = stored
    const sheet: MappableSheet = {
      id: info.id,
      file: names.get(info.sourceId) ?? '',
      name: info.name,
      table,
      rowCount: info.rowCount,
      columns: info.columns,
      formerNames: formerNames(stored),
    }
    sheets.push(sheet)
    const within = tables.filter(
      ({ source, area }) => source === info.sourceId && area.sheet === stored.originalName,
    )
    for (const { area } of within) {
      const part = await tableAsSheet(connection, sheet, stored, area, within.length)
      if (part !== undefined) sheets.push(part)
    }
  }
  return sheets
}

function formerNames({ info, columns }: StoredSheet): ReadonlyMap<string, ColumnInfo> {
  const renamed = info.columns.flatMap((column) => {
    const original = columns.get(column.id)?.originalName
    return original === undefined || original === column.name ? [] : [[original, column] as const]
  })
  return new Map(renamed)
}

const rangeSchema = z.object({
  firstRow: z.number(),
  firstColumn: z.number(),
  lastRow: z.number(),
  lastColumn: z.number(),
})
const areaSchema = z.object({
  name: z.string(),
  kind: z.enum(['table', 'range']),
  sheet: z.string(),
  range: rangeSchema,
})
const areaRow = z
  .object({ source_id: z.number(), body: z.string() })
  .transform(({ source_id, body }) => ({ source: source_id, area: areaSchema.parse(JSON.parse(body)) }))

async function readNativeTables(connection: Connection) {
  const areas = await readRows(connection, areaRow, 'SELECT source_id, body FROM named_area')
  return areas.filter(({ area }) => area.kind === 'table')
}

/**
 * A native table as a sheet of its own. The only table of a sheet, under the sheet's own header, is the sheet, and one
 * above the header has no rows here: both are none.
 */
async function tableAsSheet(
  connection: Connection,
  sheet: MappableSheet,
  { info }: StoredSheet,
  { name, range }: NamedArea,
  tablesOfSheet: number,
): Promise<MappableSheet | undefined> {
  const isUnderHeader = range.firstRow === info.headerRow
  if (range.firstRow < info.headerRow || (isUnderHeader && tablesOfSheet === 1)) return undefined
  const inRange = info.columns.filter(
    ({ sourceColumn }) =>
      sourceColumn !== undefined && sourceColumn >= range.firstColumn && sourceColumn <= range.lastColumn,
  )
  const columns = isUnderHeader ? inRange : await withHeaders(connection, sheet, inRange, range.firstRow)
  if (columns.length === 0) return undefined
  const table = `(SELECT * FROM ${sheet.table} WHERE row_id BETWEEN ${range.firstRow + 1} AND ${range.lastRow})`
  const counted = await readRow(
    connection,
    z.object({ rows: z.number() }),
    `SELECT count(*) AS rows FROM ${table}`,
  )
  return { ...sheet, name, table, rowCount: counted?.rows ?? 0, columns, partOf: sheet.name }
}

/** The columns named by the cells of the table's first row, which for the sheet is a row like any other. */
async function withHeaders(
  connection: Connection,
  sheet: MappableSheet,
  columns: readonly ColumnInfo[],
  row: number,
): Promise<ColumnInfo[]> {
  const texts = columns.map(
    ({ id, type }) => `${textSql({ value: valueColumn(id), type })}::VARCHAR AS header_${id}`,
  )
  if (texts.length === 0) return []
  const headers = await readRow(
    connection,
    z.record(z.string(), z.string().nullable()),
    `SELECT ${texts.join(', ')} FROM ${sheet.table} WHERE row_id = ?`,
    [row],
  )
  return columns.flatMap((column) => {
    const header = headers?.[`header_${column.id}`]
    return typeof header === 'string' ? [{ ...column, name: header }] : []
  })
}
