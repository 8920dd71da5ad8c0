import { dateSql, numberSql } from '#shared/formula/sql-expression.ts'
import { boundSql, identifier, joinSql, rawSql, type SqlFragment, sql } from '#shared/formula/sql-fragment.ts'
import { type RowScope, rowCondition, rowSql } from '#shared/formula/sql-row.ts'
import { fieldsUsed } from '#shared/formula/walk.ts'
import type { Dataset, Datasets } from '../../mapping/dataset.ts'
import {
  type ComputedScope,
  computedSql,
  type UsableComputed,
  usableComputed,
} from '../../mapping/datasets/computed-fields.ts'
import { badColumn, fieldColumn } from '../../mapping/datasets/dataset-rows.ts'
import type { ReadRule } from './read-rule.ts'

const hit = rawSql('hit__')
/** Marks rows in which a rule set a computed field, and holds the value it set: later rules leave it standing. */
const pinnedColumn = (field: string): SqlFragment => rawSql(identifier(`${field}__pinned`))
const pinColumn = (field: string): SqlFragment => rawSql(identifier(`${field}__pin`))

/**
 * SELECT of a dataset's rows under rules, one after the other: each sees what those before it made, and after each the
 * computed fields that depend on what it changed are worked out anew. Columns are those of the dataset.
 */
export function overlaySql(
  dataset: Dataset,
  rules: readonly ReadRule[],
  assumptions: Datasets['assumptions'],
  periodEnd: string,
): SqlFragment {
  const row = rowOf(dataset, assumptions, periodEnd)
  const pinned = new Set<string>()
  let rows = rawSql(dataset.relation)
  for (const rule of rules) {
    const marked = sql`SELECT *, ${conditionSql(rule, row)} AS ${hit} FROM ${rows}`
    const changed = sql`SELECT ${changedColumns(rule, row, pinned)} FROM (${marked})`
    for (const { id, origin } of rule.set.keys()) if (origin !== 'mapped') pinned.add(id)
    rows = recomputed(changed, dependents(row.computed, rule), row, pinned)
  }
  return rows
}

/** The rows of a rule's dataset, after the rules before it, with the one column `touched`: whether the rule holds there. */
export function touchedSql(
  rule: ReadRule,
  before: readonly ReadRule[],
  assumptions: Datasets['assumptions'],
  periodEnd: string,
): SqlFragment {
  const rows = overlaySql(rule.dataset, before, assumptions, periodEnd)
  const row = rowOf(rule.dataset, assumptions, periodEnd)
  return sql`(SELECT ${conditionSql(rule, row)} AS touched FROM ${rows} AS d)`
}

/** What formulas over a row of the dataset know, and the computed fields it has. */
interface Row {
  readonly scope: RowScope
  readonly computedScope: ComputedScope
  readonly computed: readonly UsableComputed[]
}

function rowOf(dataset: Dataset, assumptions: Datasets['assumptions'], periodEnd: string): Row {
  const typeOf = (id: string) => dataset.fields.get(id)?.type ?? 'text'
  const hasBadColumn = (id: string) => dataset.fields.get(id)?.badColumn !== undefined
  const mapped = [...dataset.fields.values()].filter(
    ({ origin, isPeriodStart }) => origin === 'mapped' && isPeriodStart !== true,
  )
  return {
    scope: {
      name: (name) => {
        const value = assumptions.get(name)
        return value === undefined ? dateSql(periodEnd) : numberSql(value)
      },
      cell: (id) => ({
        column: fieldColumn(id),
        type: typeOf(id),
        ...(hasBadColumn(id) ? { badColumn: badColumn(id) } : {}),
      }),
    },
    computedScope: { typeOf, assumptions, periodEnd, hasBadColumn },
    computed: usableComputed(dataset.kind, new Set(mapped.map(({ id }) => id)), new Set(assumptions.keys())),
  }
}

function conditionSql({ where }: ReadRule, { scope }: Row): SqlFragment {
  if (!('rows' in where)) return rowCondition(where, scope)
  const ids = where.rows.map((row) => boundSql(row))
  const isAmong = ids.length === 0 ? rawSql('FALSE') : sql`row_id IN (${joinSql(ids, ', ')})`
  return where.sheet === undefined ? isAmong : sql`(${isAmong} AND sheet_id = ${boundSql(where.sheet)})`
}

/** The select list of the rows with mapped fields replaced where the rule holds, and computed ones pinned. */
function changedColumns({ set }: ReadRule, { scope }: Row, pinned: ReadonlySet<string>): SqlFragment {
  const replaced: SqlFragment[] = []
  const added: SqlFragment[] = []
  for (const [field, node] of set) {
    const value = rowSql(node, scope, field.type)
    if (field.origin === 'mapped') {
      const [column, bad] = [rawSql(fieldColumn(field.id)), rawSql(badColumn(field.id))]
      replaced.push(
        sql`CASE WHEN ${hit} THEN ${value} ELSE ${column} END AS ${column}`,
        sql`CASE WHEN ${hit} AND ${value} IS NOT NULL THEN NULL ELSE ${bad} END AS ${bad}`,
      )
      continue
    }
    const [isPinned, pin] = [pinnedColumn(field.id), pinColumn(field.id)]
    if (pinned.has(field.id))
      replaced.push(
        sql`(${hit} OR ${isPinned}) AS ${isPinned}`,
        sql`CASE WHEN ${hit} THEN ${value} ELSE ${pin} END AS ${pin}`,
      )
    else added.push(sql`${hit} AS ${isPinned}`, sql`${value} AS ${pin}`)
  }
  const all = replaced.length === 0 ? rawSql('*') : sql`* REPLACE (${joinSql(replaced, ', ')})`
  return joinSql([all, ...added], ', ')
}

/** Computed fields that the rule sets, or that depend on what it sets, in the order in which they can be worked out. */
function dependents(computed: readonly UsableComputed[], { set }: ReadRule): UsableComputed[] {
  const stale = new Set([...set.keys()].map(({ id }) => id))
  return computed.filter(({ field, node }) => {
    const isStale = stale.has(field.id) || fieldsUsed(node).some((use) => stale.has(use.field))
    if (isStale) stale.add(field.id)
    return isStale
  })
}

/** The rows with stale computed fields worked out anew, as a relation. */
function recomputed(
  rows: SqlFragment,
  stale: readonly UsableComputed[],
  { computedScope }: Row,
  pinned: ReadonlySet<string>,
): SqlFragment {
  const columns = stale.map(({ field }) => rawSql(fieldColumn(field.id)))
  const values = stale.map((each) => {
    const { id } = each.field
    const computed = computedSql(each, computedScope)
    const value = pinned.has(id)
      ? sql`CASE WHEN ${pinnedColumn(id)} THEN ${pinColumn(id)} ELSE ${computed} END`
      : computed
    return sql`${value} AS ${rawSql(fieldColumn(id))}`
  })
  // The old values are left out one level below: a later field must not see an earlier one's old value.
  const kept = sql`SELECT * EXCLUDE (${joinSql([hit, ...columns], ', ')}) FROM (${rows})`
  return sql`(SELECT ${joinSql([rawSql('*'), ...values], ', ')} FROM (${kept}))`
}
