import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Dataset } from '#electron/engine/mapping/dataset.ts'
import { periodValue } from '#electron/engine/metrics/environment.ts'
import { queriesOf, type ScanRequest, scan, totalGroup } from '#electron/engine/metrics/scan.ts'
import { classify } from '#electron/engine/metrics/scan-classes.ts'
import type { Connection } from '#electron/engine/store/connection.ts'
import type { Period } from '#shared/domain/period.ts'
import { periodsOf } from '#shared/domain/period.ts'
import { collectAggregates } from '#shared/formula/aggregates.ts'
import { parse } from '#shared/formula/parse.ts'
import { namesUsed } from '#shared/formula/walk.ts'
import { tableDataset } from './table-dataset.ts'

let connection: Connection
let tickets: Dataset

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(`
    CREATE TABLE t AS
    SELECT
      1 AS sheet_id, i AS row_id, 'T' || i AS ticket_id,
      TIMESTAMP '2024-01-01' + INTERVAL (hash(i) % 9000) HOUR AS created_at,
      CASE WHEN hash(i + 7) % 5 > 0 THEN TIMESTAMP '2024-01-01' + INTERVAL (hash(i) % 9000 + hash(i + 1) % 400) HOUR END AS solved_at,
      (hash(i + 2) % 4)::DOUBLE AS reopens,
      CASE hash(i + 3) % 3 WHEN 0 THEN 'billing' WHEN 1 THEN 'bug' END AS category
    FROM range(2000) AS r(i)`)
  tickets = tableDataset(
    'tickets',
    't',
    { ticket_id: 'text', created_at: 'datetime', solved_at: 'datetime', reopens: 'number', category: 'enum' },
    2000,
  )
})

const aggregateOf = (text: string) => {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  const [call] = collectAggregates(parsed.value)
  if (call === undefined) throw new Error(`no aggregate in ${text}`)
  return call
}

const requestFor = (texts: readonly string[], periods: readonly Period[]): ScanRequest => ({
  dataset: tickets,
  calls: texts.map(aggregateOf),
  environments: periods.map((period) => ({
    aggregate: () => ({ kind: 'blank' }),
    name: (name) => periodValue(name, period),
  })),
  dependsOnPeriod: (operand) => namesUsed(operand).length > 0,
  periodStart: (index) => periods[index]?.from ?? '',
})

const created = 'tickets[created_at],">="&period_start,tickets[created_at],"<"&period_end'
const formulas = [
  'COUNTIFS(tickets[category],"bug")',
  `COUNTIFS(${created})`,
  `SUMIFS(tickets[reopens],${created},tickets[category],"billing")`,
  `AVERAGEIFS(tickets[reopens],${created})`,
  'COUNTIFS(tickets[created_at],"<"&period_end,tickets[solved_at],"")',
  'COUNTIFS(tickets[created_at],"<"&period_end,tickets[solved_at],">="&period_end)',
  `MEDIANIFS(tickets[reopens],${created})`,
  `COUNTUNIQUEIFS(tickets[category],${created})`,
  'MAXIFS(tickets[reopens],tickets[solved_at],">="&period_start,tickets[solved_at],"<"&period_end)',
  'COUNTIFS(tickets[created_at],">"&period_start,tickets[created_at],"<="&period_end)',
  'COUNTIFS(tickets[created_at],">="&EDATE(period_start,-2),tickets[created_at],"<"&period_start)',
  `COUNTUNIQUEIFS(tickets[category],tickets[solved_at],">="&period_start,${created})`,
  'MEDIANIFS(tickets[reopens],tickets[created_at],"<"&period_end)',
]

describe('scan', () => {
  it('takes few queries whatever the number of periods', () => {
    const months = periodsOf('month', { from: '2024-01-01', to: '2025-01-01' })
    expect(queriesOf(requestFor(formulas, months))).toHaveLength(9)
  })

  it.each([
    [formulas[0], 'fixed'],
    [formulas[1], 'bucketed'],
    [formulas[4], 'bucketed'],
    [formulas[6], 'ranged'],
    [formulas[9], 'crossed'],
    [formulas[11], 'ranged'],
  ])('%s is %s', (text, expected) => {
    const depends = (operand: Parameters<typeof namesUsed>[0]) => namesUsed(operand).length > 0
    expect(classify(aggregateOf(text ?? ''), tickets, depends).class).toBe(expected)
  })

  it('gives in many periods at once what it gives in each alone, overlapping periods included', async () => {
    const month = fc.integer({ min: 0, max: 14 })
    const period = fc.tuple(month, fc.integer({ min: 1, max: 5 })).map(([start, length]): Period => {
      const at = (months: number) => new Date(Date.UTC(2023, 10 + months, 1)).toISOString().slice(0, 10)
      return { from: at(start), to: at(start + length) }
    })
    await fc.assert(
      fc.asyncProperty(fc.array(period, { minLength: 2, maxLength: 6 }), async (periods) => {
        const together = (await scan(connection, requestFor(formulas, periods))).get(totalGroup)
        for (const [index, one] of periods.entries()) {
          const alone = (await scan(connection, requestFor(formulas, [one]))).get(totalGroup)
          for (const [key, series] of alone ?? []) {
            expect(together?.get(key)?.[index], `${key} in ${one.from}..${one.to}`).toEqual(series[0])
          }
        }
      }),
      { numRuns: 15 },
    )
  })

  it('gives what a query written by hand gives', async () => {
    const march = { from: '2024-03-01', to: '2024-04-01' }
    const values = (await scan(connection, requestFor(formulas, [march]))).get(totalGroup)
    const inMarch = "created_at >= '2024-03-01' AND created_at < '2024-04-01'"
    const byHand = await connection.runAndReadAll(`SELECT
      count(*) FILTER (category = 'bug'), count(*) FILTER (${inMarch}),
      sum(reopens) FILTER (${inMarch} AND category = 'billing'), avg(reopens) FILTER (${inMarch}),
      count(*) FILTER (created_at < '2024-04-01' AND solved_at IS NULL),
      count(*) FILTER (created_at < '2024-04-01' AND solved_at >= '2024-04-01'),
      median(reopens) FILTER (${inMarch}), count(DISTINCT category) FILTER (${inMarch}),
      max(reopens) FILTER (solved_at >= '2024-03-01' AND solved_at < '2024-04-01'),
      count(*) FILTER (created_at > '2024-03-01' AND created_at <= '2024-04-01'),
      count(*) FILTER (created_at >= '2024-01-01' AND created_at < '2024-03-01'),
      count(DISTINCT category) FILTER (solved_at >= '2024-03-01' AND ${inMarch}), median(reopens) FILTER (created_at < '2024-04-01') FROM t`)
    const expected = byHand.getRows()[0]?.map(Number)
    expect(formulas.map((text) => values?.get(aggregateOf(text).key)?.[0])).toEqual(expected)
  })

  it('splits by a field, the blank one under a name of its own, and the groups add up', async () => {
    const groupBy = tickets.fields.get('category')
    if (groupBy === undefined) throw new Error('no category')
    const months = periodsOf('month', { from: '2024-01-01', to: '2024-07-01' })
    const request = requestFor([`COUNTIFS(${created})`], months)
    const key = request.calls[0]?.key ?? ''
    const groups = await scan(connection, { ...request, groupBy })
    const total = (await scan(connection, request)).get(totalGroup)?.get(key)
    expect([...groups.keys()].sort()).toEqual(['(blank)', 'billing', 'bug'])
    const sums = months.map((_, index) =>
      [...groups.values()].reduce((sum, values) => sum + (values.get(key)?.[index] ?? 0), 0),
    )
    expect(sums).toEqual(total)
  })
})
