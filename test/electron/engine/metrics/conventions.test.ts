import { describe, expect, it } from 'vitest'
import { type Report, report } from '#electron/engine/metrics/report.ts'
import { createScanCache } from '#electron/engine/metrics/scan-cache.ts'
import { findMetric } from '#shared/catalogue/index.ts'
import type { MetricExample } from '#shared/domain/metric.ts'
import type { Grain, Period } from '#shared/domain/period.ts'
import { exampleDatasets } from './example-datasets.ts'

interface Question {
  readonly metrics: readonly string[]
  readonly period: Period | null
  readonly grain?: Grain
  readonly range?: Period
}

async function ask(
  data: MetricExample['data'],
  { metrics, period, grain, range }: Question,
  assumptions: MetricExample['assumptions'] = {},
): Promise<Report> {
  const { connection, datasets } = await exampleDatasets({ data, assumptions })
  return report({
    connection,
    datasets,
    metrics: metrics.flatMap((id) => findMetric(id) ?? []),
    findMetric,
    period,
    range,
    cache: createScanCache(),
    ...(grain === undefined ? {} : { grain }),
  })
}

const customers = (...rows: readonly (readonly [id: string, start: string, end: string | null])[]) => ({
  customers: [['customer_id', 'start_date', 'end_date'], ...rows],
})
const month = (from: string, to: string): Period => ({ from, to })
const inputsOf = ({ metrics: [first] }: Report) => ({ value: first?.value, ...first?.inputs })
const seriesOf = ({ series }: Report) => series.map(({ period, value }) => [period, value])

describe('a period is half open', () => {
  const boundary = customers(
    ['leaves on the first day', '2023-05-01', '2024-03-01'],
    ['leaves on the last day', '2023-05-01', '2024-03-31'],
    ['leaves on the day after', '2023-05-01', '2024-04-01'],
    ['stays', '2023-05-01', null],
  )

  it('who leaves on the first day was active at the start and is lost in the period; who leaves on the day after is lost in the next', async () => {
    const march = await ask(boundary, {
      metrics: ['customer_churn_rate'],
      period: month('2024-03-01', '2024-04-01'),
    })
    expect(inputsOf(march)).toEqual({ value: 0.5, customers_at_start: 4, customers_gone: 2 })
    const april = await ask(boundary, {
      metrics: ['customer_churn_rate'],
      period: month('2024-04-01', '2024-05-01'),
    })
    expect(inputsOf(april)).toEqual({ value: 0.5, customers_at_start: 2, customers_gone: 1 })
  })

  it('the months of a quarter lose as many as the quarter: no day falls between two periods or into both', async () => {
    const quarter = month('2024-02-01', '2024-05-01')
    const lost = await ask(boundary, { metrics: ['logo_churn'], period: quarter, grain: 'month' })
    expect(seriesOf(lost)).toEqual([
      ['Feb 2024', 0],
      ['Mar 2024', 2],
      ['Apr 2024', 1],
    ])
    expect(lost.metrics[0]?.value).toBe(3)
  })

  it('a ticket created at midnight belongs to the day that begins', async () => {
    const tickets = {
      tickets: [
        ['ticket_id', 'created_at'],
        ['1', '2024-02-29 23:59:59'],
        ['2', '2024-03-01 00:00:00'],
      ],
    }
    const report = await ask(tickets, {
      metrics: ['ticket_volume'],
      period: month('2024-02-01', '2024-04-01'),
      grain: 'month',
    })
    expect(seriesOf(report)).toEqual([
      ['Feb 2024', 1],
      ['Mar 2024', 1],
    ])
  })
})

describe('February', () => {
  it('has a 29th in a leap year: who leaves on it is lost in February, not in March', async () => {
    const lost = await ask(customers(['a', '2023-01-01', '2024-02-29'], ['b', '2023-01-01', null]), {
      metrics: ['logo_churn'],
      period: month('2024-02-01', '2024-04-01'),
      grain: 'month',
    })
    expect(seriesOf(lost)).toEqual([
      ['Feb 2024', 1],
      ['Mar 2024', 0],
    ])
  })

  it('has no 29th in other years: the cell is not understood, left out and counted', async () => {
    const churn = await ask(customers(['a', '2022-01-01', '2023-02-29'], ['b', '2022-01-01', null]), {
      metrics: ['logo_churn'],
      period: month('2023-02-01', '2023-03-01'),
    })
    expect(churn.metrics[0]).toMatchObject({ value: 0, excluded: 1 })
  })

  it('is a twelfth of a year like every month, so a rate a month does not rise for want of days', async () => {
    const purchases = (date: string) => ({
      transactions: [
        ['customer_id', 'date', 'amount'],
        ['a', date, 10],
      ],
    })
    const february = await ask(purchases('2023-02-10'), {
      metrics: ['arpa'],
      period: month('2023-02-01', '2023-03-01'),
    })
    const january = await ask(purchases('2023-01-10'), {
      metrics: ['arpa'],
      period: month('2023-01-01', '2023-02-01'),
    })
    expect(february.metrics[0]?.value).toBeCloseTo(10, 9)
    expect(january.metrics[0]?.value).toBeCloseTo(10, 9)
  })
})

describe('what is not there', () => {
  it('nobody at the start: the rate has no value and says what is zero, and the counts stand', async () => {
    const first = await ask(customers(['a', '2024-03-05', '2024-03-09']), {
      metrics: ['customer_churn_rate', 'logo_churn'],
      period: month('2024-03-01', '2024-04-01'),
    })
    expect(first.metrics[0]).toMatchObject({ value: null, reason: 'customers at the start is 0.' })
    expect(first.metrics[1]?.value).toBe(0)
  })

  it('who joined and left within the period is not lost from the opening base, and is told beside the rate', async () => {
    const churn = await ask(
      customers(['a', '2023-01-01', null], ['b', '2024-03-02', '2024-03-20'], ['c', '2024-03-02', null]),
      { metrics: ['customer_churn_rate'], period: month('2024-03-01', '2024-04-01') },
    )
    expect(churn.metrics[0]).toMatchObject({ value: 0, beside: { customers_won: 2, joined_and_left: 1 } })
  })

  it('a month without answers is a gap in the series, neither zero nor left out', async () => {
    const answers = {
      survey_responses: [
        ['response_id', 'date', 'nps'],
        ['1', '2024-01-10', 10],
        ['2', '2024-03-10', 0],
      ],
    }
    const nps = await ask(answers, {
      metrics: ['nps'],
      period: month('2024-01-01', '2024-04-01'),
      grain: 'month',
    })
    expect(seriesOf(nps)).toEqual([
      ['Jan 2024', 100],
      ['Feb 2024', null],
      ['Mar 2024', -100],
    ])
  })

  it('a month that the data does not reach the end of is marked as incomplete, the ones before it are not', async () => {
    const tickets = {
      tickets: [
        ['ticket_id', 'created_at'],
        ['1', '2024-01-10'],
        ['2', '2024-02-10'],
      ],
    }
    const covered = month('2024-01-01', '2024-02-11')
    const volume = await ask(tickets, {
      metrics: ['ticket_volume'],
      period: month('2024-01-01', '2024-03-01'),
      grain: 'month',
      range: covered,
    })
    expect(volume.series.map(({ incomplete }) => incomplete)).toEqual([false, true])
  })

  it('a blank is not zero: it is out of both sides of a mean', async () => {
    const list = {
      customers: [
        ['customer_id', 'mrr'],
        ['a', 10],
        ['b', null],
        ['c', 20],
      ],
    }
    const arpa = await ask(list, { metrics: ['arpa'], period: null })
    expect(arpa.metrics[0]?.value).toBe(15)
  })
})

describe('what the user typed holds for every period', () => {
  it('a typed churn forecast is compared with the target although the churn of the month was measured', async () => {
    const asked = await ask(
      customers(['left', '2023-05-01', '2024-03-01'], ['stays', '2023-05-01', null]),
      { metrics: ['churn_target_deviation'], period: month('2024-03-01', '2024-04-01') },
      { forecast_churn_rate: 0.023, target_churn_rate: 0.02 },
    )
    const [deviation] = asked.metrics
    expect(deviation).toMatchObject({ method: 'forecast', warnings: [] })
    expect(deviation?.value).toBeCloseTo(0.003, 12)
  })
})
