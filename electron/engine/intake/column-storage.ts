import { cellKindCode } from '#shared/domain/cell.ts'
import { dateTextSql, dateTimeTextSql, isWholeDay } from './date-text.ts'
import { numberTextSql } from './number-text.ts'
import type { ChunkColumn } from './row-chunk.ts'

/** How a column of a sheet is stored: the column types of the domain, `blank` before its first value, and `mixed`. */
export type ColumnStorage = 'blank' | 'number' | 'boolean' | 'date' | 'datetime' | 'text' | 'mixed'

const bit = (kind: number): number => 1 << kind
const numberBit = bit(cellKindCode.number)
const textBit = bit(cellKindCode.text)
const booleanBit = bit(cellKindCode.boolean)
const dateBit = bit(cellKindCode.date)

/** Bits of the kinds other than blank that occur in the rows [from, to). */
export function kindsIn(cells: ChunkColumn, from: number, to: number): number {
  const seen = cells.kindsSeen & ~1
  // One kind and all rows: known already.
  if (from === 0 && (seen & (seen - 1)) === 0) return seen
  let kinds = 0
  for (let at = from; at < to; at++) kinds |= bit(cells.kinds[at] as number)
  return kinds & ~1
}

/** The narrowest storage for what is stored already and the kinds that come. */
export function storageFor(
  present: ColumnStorage,
  kinds: number,
  cells: ChunkColumn,
  from: number,
  to: number,
): ColumnStorage {
  if (kinds === 0 || present === 'mixed') return present
  const coming = storageOfKinds(kinds, cells, from, to)
  if (present === 'blank' || present === coming) return coming
  const isDate = (storage: ColumnStorage) => storage === 'date' || storage === 'datetime'
  return isDate(present) && isDate(coming) ? 'datetime' : 'mixed'
}

function storageOfKinds(kinds: number, cells: ChunkColumn, from: number, to: number): ColumnStorage {
  switch (kinds) {
    case numberBit:
      return 'number'
    case textBit:
      return 'text'
    case booleanBit:
      return 'boolean'
    case dateBit:
      return hasTimes(cells, from, to) ? 'datetime' : 'date'
    default:
      return 'mixed'
  }
}

function hasTimes(cells: ChunkColumn, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    if (cells.kinds[at] === cellKindCode.date && !isWholeDay(cells.numbers[at] as number)) return true
  }
  return false
}

const sqlTypes: Readonly<Record<ColumnStorage, string>> = {
  blank: 'VARCHAR',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  datetime: 'TIMESTAMP',
  text: 'VARCHAR',
  mixed: 'VARCHAR',
}

/** The statements that take a column of a loaded table from one storage to a wider one, keeping every value. */
export function widenColumnSql(
  table: string,
  column: number,
  from: ColumnStorage | undefined,
  to: ColumnStorage,
): string[] {
  const name = `c${column}`
  if (from === undefined) {
    const add = [`ALTER TABLE ${table} ADD COLUMN ${name} ${sqlTypes[to]}`]
    return to === 'mixed' ? [...add, ...addKinds(table, column, cellKindCode.blank)] : add
  }
  if (from === 'blank' || (from === 'date' && to === 'datetime')) {
    const using = from === 'blank' ? `CAST(NULL AS ${sqlTypes[to]})` : `CAST(${name} AS TIMESTAMP)`
    const change = `ALTER TABLE ${table} ALTER COLUMN ${name} SET DATA TYPE ${sqlTypes[to]} USING ${using}`
    return to === 'mixed' ? [...addKinds(table, column, cellKindCode.blank), change] : [change]
  }
  const { kind, text } = asText[from](name)
  return [
    ...addKinds(table, column, kind),
    ...(text === name
      ? []
      : [`ALTER TABLE ${table} ALTER COLUMN ${name} SET DATA TYPE VARCHAR USING ${text}`]),
  ]
}

/** Kinds of the rows that are stored already: all of one kind where they are not blank. */
const addKinds = (table: string, column: number, kind: number): string[] => [
  `ALTER TABLE ${table} ADD COLUMN k${column} UTINYINT`,
  `UPDATE ${table} SET k${column} = CASE WHEN c${column} IS NULL THEN ${cellKindCode.blank} ELSE ${kind} END`,
]

const asText: Readonly<
  Record<Exclude<ColumnStorage, 'blank'>, (name: string) => { kind: number; text: string }>
> = {
  number: (name) => ({ kind: cellKindCode.number, text: numberTextSql(name) }),
  boolean: (name) => ({
    kind: cellKindCode.boolean,
    text: `CASE WHEN ${name} THEN 'TRUE' WHEN NOT ${name} THEN 'FALSE' END`,
  }),
  date: (name) => ({ kind: cellKindCode.date, text: dateTextSql(name) }),
  datetime: (name) => ({ kind: cellKindCode.date, text: dateTimeTextSql(name) }),
  text: (name) => ({ kind: cellKindCode.text, text: name }),
  mixed: (name) => ({ kind: cellKindCode.text, text: name }),
}
