import { DuckDBInstance } from '@duckdb/node-api'
import type { DerivedDataset } from '#shared/domain/kind.ts'

export type Row = Readonly<Record<string, string | number | boolean | null>>

/** The derived dataset over `base`, any relation written in SQL. Dates come back as texts. */
export async function derive(derived: DerivedDataset, base: string): Promise<Row[]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const columns = derived.fields.map(({ id, type }) => {
    if (type === 'date' || type === 'period' || type === 'datetime') return `"${id}"::VARCHAR AS "${id}"`
    return type === 'number' || type === 'money' ? `"${id}"::DOUBLE AS "${id}"` : `"${id}"`
  })
  const reader = await connection.runAndReadAll(
    `SELECT ${columns.join(', ')} FROM (${derived.sql.replaceAll('{base}', `(${base})`)})`,
  )
  const rows = reader.getRowObjectsJson() as unknown as Row[]
  connection.closeSync()
  return rows
}

const literal = (value: string | number | boolean | null): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)

/** A relation of given rows; `columns` is a name and SQL type each, such as `mrr DOUBLE`. */
export function relationOf(
  columns: readonly string[],
  rows: readonly (readonly (string | number | boolean | null)[])[],
): string {
  const typed = columns.map((column, index) => {
    const [name = '', type = ''] = column.split(' ')
    return `c${index}::${type} AS "${name}"`
  })
  const names = columns.map((_, index) => `c${index}`).join(', ')
  const nothing = `(${columns.map(() => 'NULL').join(', ')})`
  const values =
    rows.length === 0 ? nothing : rows.map((row) => `(${row.map(literal).join(', ')})`).join(', ')
  const select = `SELECT ${typed.join(', ')} FROM (VALUES ${values}) AS v(${names})`
  return rows.length === 0 ? `${select} WHERE FALSE` : select
}
