import { holdoutCheck } from '#shared/models/checks/holdout.ts'
import { repeatFrequencyCheck } from '#shared/models/checks/repeat-frequency.ts'
import { type TrackingPoint, trackPurchases } from '#shared/models/checks/tracking.ts'
import type { PurchaseHistories } from '#shared/models/purchases/purchase-history.ts'
import type { PurchasePredictor } from '#shared/models/purchases/purchase-model.ts'
import { countPurchaseDays } from '#shared/models/purchases/rfm.ts'
import { DAYS_PER_UNIT, type TimeUnit } from '#shared/models/time.ts'
import type { ClvChart } from './clv-result.ts'
import type { DatedPurchases, PurchaseJob } from './purchase-job.ts'

export interface PurchaseChecks {
  readonly charts: readonly ClvChart[]
  readonly aggregate: Readonly<Record<string, number>>
}

export interface CheckedHistories extends PurchaseHistories {
  readonly customer: Float64Array
}

/** The charts that show how far a purchase model can be believed; the hold-out ones need dated purchases after the end. */
export function purchaseChecks(
  job: PurchaseJob,
  histories: CheckedHistories,
  predictor: PurchasePredictor,
): PurchaseChecks {
  const { charts, aggregate } = checksOverTime(job, histories, predictor)
  return { charts: [frequencyChart(histories, predictor), ...charts], aggregate }
}

/** Those of them that follow the purchases over time, into the hold-out where there is one. */
export function checksOverTime(
  { data, unit }: PurchaseJob,
  histories: CheckedHistories,
  predictor: PurchasePredictor,
): PurchaseChecks {
  if (data.kind === 'summary') return { charts: [], aggregate: {} }
  const until = data.day.reduce((last, day) => Math.max(last, day), data.observationEnd)
  const tracked = track(data, predictor, unit, until)
  const holdout =
    until > data.observationEnd ? checkHoldout(data, histories, predictor, unit, until) : undefined
  return {
    charts: [...trackingCharts(tracked, unit), ...(holdout === undefined ? [] : [holdout.chart])],
    aggregate: holdout?.aggregate ?? {},
  }
}

export function frequencyChart(histories: CheckedHistories, predictor: PurchasePredictor): ClvChart {
  const bars = repeatFrequencyCheck(histories, predictor)
  return {
    title: 'Repeat purchases during the observation',
    xLabel: 'Repeat purchases',
    yLabel: 'Customers',
    x: bars.map(({ count, isOpenEnded }) => (isOpenEnded ? `${count}+` : count)),
    lines: [
      { name: 'Actual', values: bars.map(({ actual }) => actual) },
      { name: 'Expected', values: bars.map(({ expected }) => expected) },
    ],
  }
}

/** Years of daily periods say no more than weeks do, and take long. */
const mostPeriods = 260

function track(
  { customer, day, observationEnd }: DatedPurchases,
  predictor: PurchasePredictor,
  unit: TimeUnit,
  until: number,
): readonly TrackingPoint[] {
  const begin = day.reduce((first, each) => Math.min(first, each), until)
  if ((until - begin) / DAYS_PER_UNIT[unit] > mostPeriods) return []
  return trackPurchases({ purchases: { customer, day }, predictor, unit, observationEnd, until })
}

function trackingCharts(points: readonly TrackingPoint[], unit: TimeUnit): ClvChart[] {
  if (points.length === 0) return []
  const name = unit.charAt(0).toUpperCase() + unit.slice(1)
  const x = points.map(({ period }) => period)
  const end = points.findIndex(({ isHoldout }) => isHoldout)
  const xLabel = end < 0 ? name : `${name}; the hold-out begins after ${end}`
  const mark = end < 1 ? {} : { mark: { x: end, label: 'Hold-out' } }
  return [
    {
      title: 'Repeat purchases added up over time',
      xLabel,
      yLabel: 'Repeat purchases',
      x,
      ...mark,
      lines: [
        { name: 'Actual', values: points.map(({ cumulativeActual }) => cumulativeActual) },
        { name: 'Expected', values: points.map(({ cumulativeExpected }) => cumulativeExpected) },
      ],
    },
    {
      title: `Repeat purchases by ${unit}`,
      xLabel,
      yLabel: 'Repeat purchases',
      x,
      ...mark,
      lines: [
        { name: 'Actual', values: points.map(({ actual }) => actual) },
        { name: 'Expected', values: points.map(({ expected }) => expected) },
      ],
    },
  ]
}

function checkHoldout(
  { customer, day, observationEnd }: DatedPurchases,
  histories: CheckedHistories,
  predictor: PurchasePredictor,
  unit: TimeUnit,
  until: number,
): { chart: ClvChart; aggregate: Record<string, number> } {
  const after = countPurchaseDays({ customer, day }, [...histories.customer], {
    after: observationEnd,
    until,
  })
  const time = (until - observationEnd) / DAYS_PER_UNIT[unit]
  const check = holdoutCheck(histories, predictor, after, time)
  return {
    chart: {
      title: 'Purchases in the hold-out, by purchases before it',
      xLabel: 'Repeat purchases before the end of observation',
      yLabel: 'Mean purchases after it',
      x: check.groups.map(({ count, isOpenEnded }) => (isOpenEnded ? `${count}+` : count)),
      lines: [
        { name: 'Actual', values: check.groups.map(({ actual }) => actual) },
        { name: 'Expected', values: check.groups.map(({ expected }) => expected) },
      ],
    },
    aggregate: {
      holdoutActual: check.totalActual,
      holdoutExpected: check.totalExpected,
      holdoutMeanAbsoluteError: check.meanAbsoluteError,
      holdoutMeanAbsoluteErrorOfMean: check.meanAbsoluteErrorOfMean,
    },
  }
}
