import { z } from 'zod'
import { problemSchema } from '#shared/contract/values.ts'
import { columnNumbers } from '#shared/domain/column-numbers.ts'
import { type ColumnId, columnId, type SheetId, sheetId, sourceId } from '#shared/domain/ids.ts'
import type { Problem } from '#shared/domain/result.ts'
import { type ColumnInfo, type SheetInfo, type SourceInfo, sourceFormats } from '#shared/domain/sheet.ts'
import { type Connection, execute, quoted, readRows, type SqlValue } from './connection.ts'

/** A sheet with what the engine needs of it beyond what the window sees. */
export interface StoredSheet {
  readonly info: SheetInfo
  readonly tableName: string
  /** The table's name as SQL takes it. */
  readonly table: string
  readonly originalName: string
  /** Rows with a greater id were inserted later. */
  readonly lastImportedRow: number
  /** Numbers of the source's hidden rows. */
  readonly hiddenRows: readonly number[]
  /** Every column of the table, deleted ones too. */
  readonly columns: ReadonlyMap<ColumnId, StoredColumn>
}

export interface StoredColumn extends ColumnInfo {
  /** Header as imported; undefined for a column added later. */
  readonly originalName?: string
}

const parsed = <Schema extends z.ZodType>(schema: Schema) =>
  z.string().transform((text) => schema.parse(JSON.parse(text)))

const rangeSchema = z.object({
  firstRow: z.number(),
  firstColumn: z.number(),
  lastRow: z.number(),
  lastColumn: z.number(),
})

const sheetRowSchema = z.object({
  id: z.number(),
  source_id: z.number(),
  name: z.string(),
  original_name: z.string(),
  table_name: z.string(),
  state: z.enum(['visible', 'hidden', 'veryHidden']),
  header_row: z.number(),
  column_order: parsed(z.array(z.number().transform(columnId))),
  frozen: parsed(z.object({ rows: z.number(), columns: z.number() })).nullable(),
  merged_areas: parsed(z.array(rangeSchema)),
  hidden_rows: parsed(z.array(z.number())),
  last_imported_row: z.number(),
})

const columnRowSchema = z
  .object({
    sheet_id: z.number(),
    id: z.number(),
    name: z.string(),
    original_name: z.string().nullable(),
    type: z.enum(['number', 'boolean', 'date', 'datetime', 'text']),
    mixed: z.boolean(),
    source_column: z.number().nullable(),
    number_format: z.string().nullable(),
    width: z.number().nullable(),
    hidden: z.boolean(),
    formula: z.string().nullable(),
  })
  .transform((row): { sheet: number; column: StoredColumn } => ({
    sheet: row.sheet_id,
    column: {
      id: columnId(row.id),
      name: row.name,
      type: row.type,
      mixed: row.mixed,
      hidden: row.hidden,
      number: 0,
      ...(row.original_name === null ? {} : { originalName: row.original_name }),
      ...(row.source_column === null ? {} : { sourceColumn: row.source_column }),
      ...(row.number_format === null ? {} : { numberFormat: row.number_format }),
      ...(row.width === null ? {} : { width: row.width }),
      ...(row.formula === null ? {} : { formula: row.formula }),
    },
  }))

const sourceRowSchema = z
  .object({
    id: z.number(),
    name: z.string(),
    format: z.enum(sourceFormats),
    byte_length: z.number(),
    sha256: z.string(),
    imported_at: z.string(),
  })
  .transform(
    (row): SourceInfo => ({
      id: sourceId(row.id),
      name: row.name,
      format: row.format,
      byteLength: row.byte_length,
      sha256: row.sha256,
      importedAt: row.imported_at,
    }),
  )

export const readSources = (connection: Connection): Promise<SourceInfo[]> =>
  readRows(connection, sourceRowSchema, 'SELECT * FROM source ORDER BY id')

/** Every sheet of the project, in the order of import. */
export const readSheets = (connection: Connection): Promise<StoredSheet[]> =>
  readMatching(connection, 'TRUE', [])

/** One sheet as it stands now, or undefined where the project has none of that id. */
export async function readSheet(connection: Connection, id: SheetId): Promise<StoredSheet | undefined> {
  return (await readMatching(connection, 'id = ?', [id]))[0]
}

async function readMatching(
  connection: Connection,
  condition: string,
  values: readonly SqlValue[],
): Promise<StoredSheet[]> {
  const rows = await readRows(
    connection,
    sheetRowSchema,
    `SELECT * FROM sheet WHERE ${condition} ORDER BY id`,
    values,
  )
  if (rows.length === 0) return []
  const columnRows = await readRows(
    connection,
    columnRowSchema,
    `SELECT * FROM sheet_column WHERE sheet_id IN (SELECT id FROM sheet WHERE ${condition}) ORDER BY sheet_id, id`,
    values,
  )
  const counts = await readRows(
    connection,
    z.object({ rows: z.number() }),
    `${rows
      .map((row) => `SELECT ${row.id} AS id, count(*) AS rows FROM ${quoted(row.table_name)}`)
      .join(' UNION ALL ')} ORDER BY id`,
  )
  return rows.map((row, index) => {
    const columns = columnRows.filter((column) => column.sheet === row.id)
    return storedSheet(
      row,
      columns.map(({ column }) => column),
      counts[index]?.rows ?? 0,
    )
  })
}

function storedSheet(
  row: z.output<typeof sheetRowSchema>,
  columnList: readonly StoredColumn[],
  rowCount: number,
): StoredSheet {
  const columns = new Map(columnList.map((column) => [column.id, column]))
  const present = numbered(
    row.column_order.flatMap((column) => columns.get(column) ?? []),
    columns,
  )
  for (const column of present) columns.set(column.id, column)
  return {
    info: {
      id: sheetId(row.id),
      sourceId: sourceId(row.source_id),
      name: row.name,
      state: row.state,
      headerRow: row.header_row,
      rowCount,
      columns: present,
      mergedAreas: row.merged_areas,
      ...(row.frozen === null ? {} : { frozen: row.frozen }),
    },
    tableName: row.table_name,
    table: quoted(row.table_name),
    originalName: row.original_name,
    lastImportedRow: row.last_imported_row,
    hiddenRows: row.hidden_rows,
    columns,
  }
}

/** The columns that are present, each with its number. */
function numbered(
  present: readonly StoredColumn[],
  all: ReadonlyMap<ColumnId, StoredColumn>,
): readonly StoredColumn[] {
  const numbers = columnNumbers(present, deletedColumns(present, all))
  return present.map((column, index) => ({ ...column, number: numbers[index] ?? index + 1 }))
}

/** The source's columns that were deleted, ascending. */
export function deletedColumns(
  present: readonly ColumnInfo[],
  all: ReadonlyMap<ColumnId, StoredColumn>,
): number[] {
  const kept = new Set(present.map(({ id }) => id))
  return [...all.values()]
    .flatMap(({ id, sourceColumn }) => (kept.has(id) ? [] : (sourceColumn ?? [])))
    .sort((one, other) => one - other)
}

export async function readProblems(connection: Connection): Promise<z.output<typeof problemSchema>[]> {
  const rows = await readRows(
    connection,
    z.object({ body: parsed(problemSchema) }),
    'SELECT body FROM import_problem ORDER BY source_id, sheet_id',
  )
  return rows.map(({ body }) => body)
}

/** Adds a problem that no source is to blame for. */
export async function recordProblem(connection: Connection, problem: Problem): Promise<void> {
  await execute(connection, 'INSERT INTO import_problem VALUES (0, NULL, ?)', [JSON.stringify(problem)])
}

/** Reads sheets once until told that they have changed: a change looks at the same sheet many times. */
export interface SheetReader {
  readonly get: (id: SheetId) => Promise<StoredSheet | undefined>
  readonly forget: () => void
}

export function sheetReader(connection: Connection): SheetReader {
  const known = new Map<SheetId, Promise<StoredSheet | undefined>>()
  return {
    get: (id) => {
      const sheet = known.get(id) ?? readSheet(connection, id)
      known.set(id, sheet)
      return sheet
    },
    forget: () => known.clear(),
  }
}
