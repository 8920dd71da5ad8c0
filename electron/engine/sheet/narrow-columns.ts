import { z } from 'zod'
import { cellKindCode } from '#shared/domain/cell.ts'
import type { StoredColumn, StoredSheet } from '../store/catalog.ts'
import { kindSql, numberSql } from '../store/cell-sql.ts'
import { type Connection, readRow } from '../store/connection.ts'
import type { ChangeContext } from '../store/journal/journal.ts'
import type { StepOf } from '../store/journal/step.ts'
import { typeFor } from './write-cells.ts'

/** Gives mixed columns the narrower type that holds all their cells, where rows that needed the wider one are gone. */
export async function narrowColumns(context: ChangeContext, sheet: StoredSheet): Promise<void> {
  const present = (await context.sheets.get(sheet.info.id)) ?? sheet
  const columns: StepOf<'columnTypes'>['columns'] = []
  for (const column of present.columns.values()) {
    if (!column.mixed || column.formula !== undefined) continue
    const after = await narrowestType(context.connection, present, column)
    if (!after.mixed) columns.push({ column: column.id, before: { type: 'text', mixed: true }, after })
  }
  if (columns.length > 0) await context.take({ type: 'columnTypes', sheet: sheet.info.id, columns })
}

async function narrowestType(connection: Connection, sheet: StoredSheet, column: StoredColumn) {
  const kind = kindSql(column, 's')
  const seen = await readRow(
    connection,
    z.object({
      numbers: z.boolean(),
      texts: z.boolean(),
      booleans: z.boolean(),
      dates: z.boolean(),
      times: z.boolean(),
      errors: z.boolean(),
    }),
    `SELECT coalesce(bool_or(kind = ${cellKindCode.number}), FALSE) AS numbers,
       coalesce(bool_or(kind = ${cellKindCode.text}), FALSE) AS texts,
       coalesce(bool_or(kind = ${cellKindCode.boolean}), FALSE) AS booleans,
       coalesce(bool_or(kind = ${cellKindCode.date}), FALSE) AS dates,
       coalesce(bool_or(kind = ${cellKindCode.error}), FALSE) AS errors,
       coalesce(bool_or(kind = ${cellKindCode.date} AND number % 86400000 <> 0), FALSE) AS times
     FROM (SELECT ${kind} AS kind, ${numberSql(column, 's')} AS number FROM ${sheet.table} AS s)`,
  )
  if (seen === undefined) return { type: column.type, mixed: column.mixed }
  return typeFor(seen, undefined)
}
