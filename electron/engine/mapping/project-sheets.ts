import { z } from 'zod'
import type { ColumnInfo, NamedArea } from '#shared/domain/sheet.ts'
import { readSheets, readSources, type StoredSheet } from '../store/catalog.ts'
import { type Connection, readRow } from '../store/connection.ts'
import { readNamedAreas } from '../store/named-areas.ts'
import { valueColumn } from '../store/sheet-table.ts'
import { textSql } from './datasets/field-sql.ts'
import type { MappableSheet } from './mappable-sheet.ts'

/** Columns of a sheet that can be mapped; a sheet may have 16,384, and each is profiled and compared with every field. */
const mostColumns = 500

/** Every sheet of the project that a mapping may speak of; native tables and named ranges are sheets within a sheet. */
export async function readMappableSheets(connection: Connection): Promise<MappableSheet[]> {
  const names = new Map((await readSources(connection)).map((source) => [source.id, source.name]))
  const areas = await readNamedAreas(connection)
  const sheets: MappableSheet[] = []
  for (const stored of await readSheets(connection)) {
    const { info, table } = stored
    const sheet: MappableSheet = {
      id: info.id,
      file: names.get(info.sourceId) ?? '',
      name: info.name,
      table,
      rowCount: info.rowCount,
      columns: info.columns.slice(0, mostColumns),
      formerNames: formerNames(stored),
      state: info.state,
    }
    sheets.push(sheet)
    const within = areas.filter(
      ({ source, area }) => source === info.sourceId && area.sheet === stored.originalName,
    )
    for (const area of partsOf(
      within.map(({ area }) => area),
      stored,
    )) {
      const part = await partAsSheet(connection, sheet, stored, area)
      if (part !== undefined && !sheets.some(({ file, name }) => file === part.file && name === part.name))
        sheets.push(part)
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

const rowsOf = ({ range }: NamedArea): number => range.lastRow - range.firstRow + 1
const columnsOf = ({ range }: NamedArea): number => range.lastColumn - range.firstColumn + 1
const isSameRange = (one: NamedArea, other: NamedArea): boolean =>
  one.range.firstRow === other.range.firstRow &&
  one.range.firstColumn === other.range.firstColumn &&
  one.range.lastRow === other.range.lastRow &&
  one.range.lastColumn === other.range.lastColumn

/**
 * The areas that are sheets of their own. The only table of a sheet, under the sheet's own header, is the sheet itself
 * unless totals stand below it; a named range needs two columns and a row below its header, and is none where it says
 * the same as a table or the whole sheet. An area above the header has no rows here.
 */
function partsOf(areas: readonly NamedArea[], { info }: StoredSheet): NamedArea[] {
  const tables = areas.filter(({ kind }) => kind === 'table')
  const lastRow = info.headerRow + info.rowCount
  const isSheet = ({ range, kind, table }: NamedArea): boolean => {
    if (range.firstRow !== info.headerRow || (table?.totalsRows ?? 0) > 0) return false
    return kind === 'table'
      ? tables.length === 1
      : range.lastRow >= lastRow && columnCount(info, range) >= info.columns.length
  }
  return areas.filter((area) => {
    if (area.range.firstRow < info.headerRow || isSheet(area)) return false
    if (area.kind === 'table') return true
    return rowsOf(area) > 1 && columnsOf(area) > 1 && !tables.some((table) => isSameRange(table, area))
  })
}

const columnCount = ({ columns }: StoredSheet['info'], range: NamedArea['range']): number =>
  columns.filter((column) => isWithin(column, range)).length

const isWithin = ({ sourceColumn }: ColumnInfo, range: NamedArea['range']): boolean =>
  sourceColumn !== undefined && sourceColumn >= range.firstColumn && sourceColumn <= range.lastColumn

/** A part as a sheet of its own: the columns of its range, named by its first row, and the rows below without totals. */
async function partAsSheet(
  connection: Connection,
  sheet: MappableSheet,
  { info }: StoredSheet,
  { name, kind, range, table: native }: NamedArea,
): Promise<MappableSheet | undefined> {
  const inRange = info.columns.filter((column) => isWithin(column, range))
  const columns =
    range.firstRow === info.headerRow
      ? inRange
      : await withHeaders(connection, sheet, inRange, range.firstRow)
  if (columns.length === 0) return undefined
  const lastRow = range.lastRow - (native?.totalsRows ?? 0)
  const table = `(SELECT * FROM ${sheet.table} WHERE row_id BETWEEN ${range.firstRow + 1} AND ${lastRow})`
  const counted = await readRow(
    connection,
    z.object({ rows: z.number() }),
    `SELECT count(*) AS rows FROM ${table}`,
  )
  return { ...sheet, name, table, rowCount: counted?.rows ?? 0, columns, partOf: sheet.name, area: kind }
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
