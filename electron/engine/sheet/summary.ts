import { z } from 'zod'
import type { ReplyInput } from '#shared/contract/index.ts'
import type { Block } from '#shared/contract/sheet.ts'
import { cellKindCode } from '#shared/domain/cell.ts'
import type { Outcome } from '../refusal.ts'
import { kindSql, numberSql } from '../store/cell-sql.ts'
import { readRow } from '../store/connection.ts'
import type { Project } from '../store/project.ts'
import { placeRows, rangeOf } from './block.ts'
import { requestedColumns, requestedRowSet, requestedSheet } from './requested-sheet.ts'
import type { ViewOptions } from './view-table.ts'

type Summary = ReplyInput<'sheet.summary'>

const emptySummary: Summary = { count: 0, numbers: 0, sum: null, average: null, minimum: null, maximum: null }

/** Count of cells that are not blank; count, sum and range of the numbers among them. Blocks must not overlap. */
export async function summarise(
  project: Project,
  blocks: readonly Block[],
  options: ViewOptions,
): Promise<Outcome<Summary>> {
  let total = emptySummary
  for (const block of blocks) {
    const summary = await summariseBlock(project, block, options)
    if (!summary.ok) return summary
    total = added(total, summary.value)
  }
  const average = total.sum === null ? null : total.sum / total.numbers
  return { ok: true, value: { ...total, average } }
}

const summarySchema = z.object({
  count: z.number(),
  numbers: z.number(),
  sum: z.number().nullable(),
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
})

async function summariseBlock(
  project: Project,
  block: Block,
  options: ViewOptions,
): Promise<Outcome<Summary>> {
  const found = await requestedSheet(project, block.sheet)
  if (!found.ok) return found
  const rowSet = requestedRowSet(project, block.view)
  if (!rowSet.ok) return rowSet
  const columns = requestedColumns(found.value, block.columns)
  if (!columns.ok) return columns
  const placed = await placeRows(project, found.value, rangeOf(block), options)
  return project.read(async (connection) => {
    let total = emptySummary
    for (const column of columns.value) {
      const row = await readRow(
        connection,
        summarySchema,
        `SELECT count(*) FILTER (kind <> 0) AS count, count(*) FILTER (kind = ${cellKindCode.number}) AS numbers,
           fsum(number) FILTER (kind = ${cellKindCode.number}) AS sum,
           min(number) FILTER (kind = ${cellKindCode.number}) AS minimum,
           max(number) FILTER (kind = ${cellKindCode.number}) AS maximum
         FROM (SELECT ${kindSql(column, 's')} AS kind, ${numberSql(column, 's')} AS number FROM ${placed.from} WHERE ${placed.where})`,
      )
      if (row !== undefined) total = added(total, { ...row, average: null })
    }
    return { ok: true, value: total }
  }, options.signal)
}

const either = (
  a: number | null,
  b: number | null,
  join: (a: number, b: number) => number,
): number | null => {
  if (a === null || b === null) return a ?? b
  return join(a, b)
}

const added = (a: Summary, b: Summary): Summary => ({
  count: a.count + b.count,
  numbers: a.numbers + b.numbers,
  sum: either(a.sum, b.sum, (x, y) => x + y),
  average: null,
  minimum: either(a.minimum, b.minimum, Math.min),
  maximum: either(a.maximum, b.maximum, Math.max),
})
