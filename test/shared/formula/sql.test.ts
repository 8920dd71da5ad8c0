import { expect, test } from 'vitest'
import { collectAggregates } from '#shared/formula/aggregates.ts'
import { parse } from '#shared/formula/parse.ts'
import { aggregateSql } from '#shared/formula/sql-aggregate.ts'
import { dateSql, type SqlField } from '#shared/formula/sql-expression.ts'
import { boundSql, identifier, inlineSql, rawSql, sql } from '#shared/formula/sql-fragment.ts'
import { rowSql } from '#shared/formula/sql-row.ts'
import { scalarSql } from '#shared/formula/sql-statement.ts'
import type { FormulaNode } from '#shared/formula/tree.ts'

const fields: Readonly<Record<string, SqlField>> = {
  status: { column: '"status"', type: 'text' },
  amount: { column: '"amount"', type: 'number', badColumn: '"amount__bad"' },
  day: { column: '"day"', type: 'date' },
  at: { column: '"at"', type: 'datetime' },
}
const field = (id: string): SqlField => {
  const found = fields[id]
  if (found === undefined) throw new Error(id)
  return found
}
const scope = {
  field: (_: string, id: string) => field(id),
  name: () => dateSql('2024-01-01'),
  relation: () => '"tickets"',
}

function nodeOf(text: string): FormulaNode {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

test.each([
  [
    'COUNTIFS(t[status],"Solved")',
    `count(*) FILTER (WHERE (coalesce(lower("status") = lower('Solved'), FALSE)))::DOUBLE`,
  ],
  [
    'COUNTIFS(t[status],"so*")',
    `count(*) FILTER (WHERE (coalesce(lower("status") LIKE lower('so%') ESCAPE '!', FALSE)))::DOUBLE`,
  ],
  [
    'COUNTIFS(t[at],">="&period_start,t[at],"<"&EDATE(period_start,1))',
    `count(*) FILTER (WHERE "at" >= '2024-01-01'::DATE AND "at" < CAST('2024-01-01'::DATE + to_months(1) AS DATE))::DOUBLE`,
  ],
  [
    'SUMIFS(t[amount],t[amount],"<>5")',
    'coalesce(sum("amount") FILTER (WHERE ("amount" = 5::DOUBLE) IS NOT TRUE), 0)',
  ],
  [
    'COUNTA(t[amount])',
    'count(*) FILTER (WHERE ("amount" IS NOT NULL OR "amount__bad" IS NOT NULL))::DOUBLE',
  ],
  ['AVERAGE(t[amount])', 'avg("amount")'],
  ['PERCENTILE(t[amount],0.9)', 'quantile_cont("amount", 0.9::DOUBLE)'],
  ['MAX(t[day])', `coalesce((max("day") - DATE '1899-12-30')::DOUBLE, 0)`],
  ['COUNTUNIQUE(t[status])', `count(DISTINCT nullif(lower("status"), ''))::DOUBLE`],
])('%s', (text, expected) => {
  const [call] = collectAggregates(nodeOf(text))
  if (call === undefined) throw new Error('no aggregate')
  expect(inlineSql(aggregateSql(call, scope))).toBe(expected)
})

test('a duration between two times is exact, in days', () => {
  const { text } = rowSql(nodeOf('[@at]-[@day]'), { cell: field, name: scope.name })
  expect(text).toBe('((epoch_us("at"::TIMESTAMP) - epoch_us("day"::TIMESTAMP)) / 86400e6)')
})

test('a whole formula is one statement with one scan a dataset', () => {
  expect(inlineSql(scalarSql(nodeOf('COUNTIFS(t[status],"x") / SUM(t[amount])'), scope))).toBe(
    [
      'WITH "t_1" AS (',
      '  SELECT',
      `    count(*) FILTER (WHERE (coalesce(lower("status") = lower('x'), FALSE)))::DOUBLE AS "aggregate 1",`,
      '    coalesce(sum("amount"), 0) AS "aggregate 2"',
      '  FROM "tickets"',
      ')',
      'SELECT ("t_1"."aggregate 1" / nullif("t_1"."aggregate 2", 0)) AS value',
      'FROM "t_1"',
    ].join('\n'),
  )
})

test('values shown inline are quoted, and question marks in names are left alone', () => {
  const fragment = sql`${rawSql(identifier('what?"'))} = ${boundSql("it's ? '")} AND 'really?' <> ${boundSql(5)}`
  expect(inlineSql(fragment)).toBe(`"what?""" = 'it''s ? ''' AND 'really?' <> 5`)
})
