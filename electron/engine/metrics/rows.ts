import { z } from 'zod'
import { groupBy } from '#shared/domain/group-by.ts'
import type { SheetId } from '#shared/domain/ids.ts'
import { sheetId } from '#shared/domain/ids.ts'
import { collectAggregates } from '#shared/formula/aggregates.ts'
import type { Environment } from '#shared/formula/evaluate.ts'
import { rowsOfAggregate } from '#shared/formula/sql-aggregate.ts'
import { boundSql, joinSql, rawSql, type SqlFragment, sql } from '#shared/formula/sql-fragment.ts'
import type { AggregateCall, FormulaNode } from '#shared/formula/tree.ts'
import type { Dataset, Datasets } from '../mapping/dataset.ts'
import { type Connection, readRows } from '../store/connection.ts'
import { withGroupField } from './borrowed-field.ts'
import { excludedCondition, type FieldsRead } from './exclusions.ts'
import { groupText, rowsOf } from './scan-columns.ts'
import { boundScope } from './scan-scope.ts'

/** Rows of one sheet, as a query of one column, the row ids. */
export interface SheetRows {
  readonly sheet: SheetId
  readonly count: number
  readonly query: SqlFragment
}

export interface GroupOf {
  readonly field: string
  readonly group: string
}

/**
 * The rows behind a formula: those that any of its aggregates counts. Of a derived dataset, the rows of its base that
 * belong to the same customer (or other key), since those are the cells the user can look at.
 */
export async function rowsBehind(
  connection: Connection,
  formula: FormulaNode,
  datasets: Datasets,
  environment: Environment,
  group?: GroupOf,
): Promise<SheetRows[]> {
  const rows: SheetRows[] = []
  for (const [id, calls] of groupBy(collectAggregates(formula), (call) => call.dataset)) {
    const dataset = datasets.byId.get(id)
    if (dataset === undefined) continue
    rows.push(...(await splitBySheet(connection, selectionOf(dataset, calls, datasets, environment, group))))
  }
  return rows
}

/** The rows that a method leaves out: cells not understood, exact repetitions. */
export async function rowsExcluded(
  connection: Connection,
  reads: readonly FieldsRead[],
): Promise<SheetRows[]> {
  const rows: SheetRows[] = []
  for (const read of reads) {
    const condition = excludedCondition(read)
    if (condition === undefined) continue
    const selection = rawSql(
      `SELECT d.sheet_id, d.row_id FROM ${read.dataset.relation} AS d WHERE ${condition}`,
    )
    rows.push(...(await splitBySheet(connection, selection)))
  }
  return rows
}

function selectionOf(
  plain: Dataset,
  calls: readonly AggregateCall[],
  datasets: Datasets,
  environment: Environment,
  group: GroupOf | undefined,
): SqlFragment {
  const grouped = group === undefined ? undefined : withGroupField(plain, group.field, datasets)
  const dataset = grouped?.dataset ?? plain
  const scope = boundScope(dataset, environment)
  const counted = sql`(${joinSql(
    calls.map((call) => rowsOfAggregate(call, scope)),
    ' OR ',
  )})`
  const condition =
    group === undefined || grouped === undefined
      ? counted
      : sql`${counted} AND ${rawSql(groupText(grouped.field))} = ${boundSql(group.group)}`
  if (dataset.derivedFrom === undefined) {
    return sql`SELECT d.sheet_id, d.row_id FROM ${rowsOf(dataset)} WHERE ${condition}`
  }
  return selectionOfBase(dataset, dataset.derivedFrom.base, condition, datasets)
}

/** Fields by which a derived row and the rows it was made of name the same thing, most telling first. */
const sharedKeys = ['order_key', 'customer_id', 'user_id', 'account_id']

function selectionOfBase(
  dataset: Dataset,
  baseId: string,
  condition: SqlFragment,
  datasets: Datasets,
): SqlFragment {
  const base = datasets.byId.get(baseId)
  const key = sharedKeys.find((field) => dataset.fields.has(field) && base?.fields.has(field) === true)
  const derivedColumn = dataset.fields.get(key ?? '')?.column
  const baseColumn = base?.fields.get(key ?? '')?.column
  if (base === undefined || derivedColumn === undefined || baseColumn === undefined) {
    return rawSql('SELECT NULL::INTEGER AS sheet_id, NULL::BIGINT AS row_id WHERE FALSE')
  }
  const keys = sql`SELECT d.${rawSql(derivedColumn)} FROM ${rowsOf(dataset)} WHERE ${condition}`
  return sql`SELECT b.sheet_id, b.row_id FROM ${rawSql(base.relation)} AS b WHERE b.${rawSql(baseColumn)} IN (${keys})`
}

const sheetRow = z.object({ sheet_id: z.number(), count: z.number() })

export async function splitBySheet(connection: Connection, selection: SqlFragment): Promise<SheetRows[]> {
  const counts = await readRows(
    connection,
    sheetRow,
    `SELECT sheet_id, count(*) AS count FROM (${selection.text}) GROUP BY sheet_id ORDER BY sheet_id`,
    selection.values,
  )
  return counts.map(({ sheet_id, count }) => ({
    sheet: sheetId(sheet_id),
    count,
    query: sql`SELECT row_id FROM (${selection}) WHERE sheet_id = ${boundSql(sheet_id)}`,
  }))
}
