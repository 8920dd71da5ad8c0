import type { DriverName } from '#shared/domain/scenario.ts'
import type { Interval } from '#shared/models/statistics/interval.ts'
import { meanInterval, meanIntervalOfMoments } from '#shared/models/statistics/mean-interval.ts'
import { wilsonInterval } from '#shared/models/statistics/wilson.ts'
import { measuredRange } from '../../metrics/data-range.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { today } from '../../today.ts'
import { type CustomerMoments, currentCustomers, customerMoments } from './current-customers.ts'
import {
  acquisitionCost,
  arpa,
  churn,
  churnByExposure,
  contraction,
  customers,
  expansion,
  monthlyRevenueOfSummary,
  newCustomers,
  retentionCost,
} from './driver-metrics.ts'
import { lastMonths, type SummaryRows, summaryRows } from './measured-periods.ts'
import { type Measurement, measurement, unknown } from './measurement.ts'
import { bottomOf, type Counted, countDrivers, type Tally, topOf } from './tally.ts'

/** Everything that was counted in the data, from which drivers are measured: for all, and by segment. */
export interface DriverCounts {
  readonly churn: Counted | undefined
  readonly newCustomers: Counted | undefined
  readonly expansion: Counted | undefined
  readonly contraction: Counted | undefined
  readonly retentionCost: Counted | undefined
  readonly acquisitionCost: Counted | undefined
  readonly arpa: Counted | undefined
  readonly customers: Counted | undefined
  /** Customers at the end of the data: of all first, then by segment, the largest first. */
  readonly current: readonly CustomerMoments[]
  readonly currentWords: string
  readonly summary: SummaryRows | 'unknown' | undefined
  /** True where a list says who has left, but not when or after how long. */
  readonly isSnapshot: boolean
}

/** Counts all drivers in one pass over each dataset; by a field of the customers too where one is given. */
export async function countAll(
  { range: covered, ...rest }: Workplace,
  groupBy?: string,
): Promise<DriverCounts> {
  const { connection, datasets } = rest
  const range = measuredRange(covered, today())
  const place = { ...rest, range }
  const summary = await summaryRows(connection, datasets)
  const dated = [
    churn,
    newCustomers,
    expansion,
    contraction,
    retentionCost,
    acquisitionCost,
    arpa,
    customers,
    churnByExposure,
  ]
  const counted = await countDrivers(place, dated, { months: lastMonths(range), summary, groupBy })
  const current = currentCustomers(place, groupBy)
  return {
    churn: counted.get(churn) ?? counted.get(churnByExposure),
    newCustomers: counted.get(newCustomers),
    expansion: counted.get(expansion),
    contraction: counted.get(contraction),
    retentionCost: counted.get(retentionCost),
    acquisitionCost: counted.get(acquisitionCost),
    arpa: counted.get(arpa),
    customers: counted.get(customers),
    current: current === undefined ? [] : await customerMoments(place, current),
    currentWords: current?.words ?? '',
    summary,
    isSnapshot: datasets.byId.get('customers')?.fields.has('is_churned') === true,
  }
}

/** The drivers that the data can tell. */
export type MeasuredDriver = Exclude<DriverName, 'margin' | 'discount'>

/** Every driver that data can tell, measured over all customers. */
export function measureDrivers(counts: DriverCounts): Record<MeasuredDriver, Measurement> {
  return {
    customers: measureCustomers(counts),
    new: rateOf(counts.newCustomers, 'count', ' a month'),
    churn: measureChurn(counts),
    arpa: measureArpa(counts),
    expansion: rateOf(counts.expansion, 'percent', ' a month'),
    contraction: rateOf(counts.contraction, 'percent', ' a month'),
    cac: measureCac(counts),
    retentionCost: rateOf(counts.retentionCost, 'money', ' a customer and month'),
  }
}

/** The share of customers who leave in a month, from what is lost and what was there. */
export function monthlyChurn(tally: Tally, length: number): Interval | undefined {
  const interval = wilsonInterval(topOf(tally), bottomOf(tally))
  if (!interval.ok) return undefined
  if (length === 1) return interval.value
  // Over rows of several months: the monthly churn that adds up to theirs.
  const monthly = (share: number) => 1 - (1 - share) ** (1 / length)
  const { estimate, low, high, confidence } = interval.value
  return { estimate: monthly(estimate), low: monthly(low), high: monthly(high), confidence }
}

function measureChurn({ churn: counted, isSnapshot, summary }: DriverCounts): Measurement {
  if (counted !== undefined) {
    const interval = monthlyChurn(counted.whole, counted.length)
    if (interval === undefined)
      return unknown('More customers are lost than there were at the start. Check the mapped columns.')
    return measurement({
      value: interval.estimate,
      interval,
      unit: 'percent',
      per: ' a month',
      from: counted.method === 'tenure' ? exposureWords(counted.whole) : wordsOf(counted),
    })
  }
  if (isSnapshot)
    return unknown(
      'The list says who has left but not when, and a share of a list is not a churn a month. Map a tenure or start and end dates, or type the churn a month.',
    )
  if (summary === 'unknown')
    return unknown(
      'The summary does not say how long its period is, so its churn is not known to be a month’s. Add a column with the month, or type the churn a month.',
    )
  return unknown(
    'No customers’ dates, MRR history or summary with customers lost is mapped. Map one, or type the churn a month.',
  )
}

const exposureWords = (tally: Tally): string =>
  `${topOf(tally).toLocaleString('en-US')} customers lost in ${Math.round(bottomOf(tally)).toLocaleString('en-US')} customer months of tenure`

function measureCustomers({ current, currentWords, customers: counted }: DriverCounts): Measurement {
  const [all] = current
  if (all !== undefined)
    return measurement({ value: all.customers, unit: 'count', per: '', from: currentWords })
  const last = counted?.whole.parts.at(-1)
  if (counted === undefined || last === undefined)
    return unknown('No list of customers is mapped. Map one, or type the number of customers.')
  return measurement({ value: last.top, unit: 'count', per: '', from: `the last row of ${counted.label}` })
}

function measureArpa({ current, currentWords, arpa: counted }: DriverCounts): Measurement {
  const [all] = current
  const { paying = 0, mean = null } = all ?? {}
  if (mean !== null && paying > 0) {
    const interval =
      all?.standardDeviation == null
        ? undefined
        : meanIntervalOfMoments({ count: paying, mean, standardDeviation: all.standardDeviation })
    return measurement({
      value: mean,
      interval: interval?.ok === true ? nonNegative(interval.value) : undefined,
      unit: 'money',
      per: ' a month',
      from: `${paying.toLocaleString('en-US')} ${currentWords}`,
    })
  }
  if (counted === undefined)
    return unknown('No MRR of customers and no revenue in a summary is mapped. Map it, or type the ARPA.')
  // The summary's average revenue is a month's already, whatever its rows cover.
  const length = counted.method === monthlyRevenueOfSummary ? 1 : counted.length
  return rateOf({ ...counted, length }, 'money', ' a month')
}

function measureCac({ acquisitionCost: counted }: DriverCounts): Measurement {
  if (counted === undefined) return unknown('')
  // A cost a new customer, not a month: the length of the summary's rows does not matter.
  const value = topOf(counted.whole) / bottomOf(counted.whole)
  const from = counted.method === 'customers' ? counted.label : wordsOf(counted)
  return measurement({ value, unit: 'money', per: ' a new customer', from })
}

/** A ratio of sums a month, with Student's interval over the months where there are several. */
function rateOf(counted: Counted | undefined, unit: 'count' | 'percent' | 'money', per: string): Measurement {
  if (counted === undefined) return unknown('')
  const { whole, length } = counted
  const value = topOf(whole) / bottomOf(whole) / length
  const interval = meanInterval(whole.parts.map(({ top, bottom }) => top / bottom / length))
  return measurement({
    value,
    interval: interval.ok ? nonNegative(interval.value) : undefined,
    unit,
    per,
    from: wordsOf(counted),
  })
}

const nonNegative = ({ low, high }: Interval) => ({ low: Math.max(0, low), high })

/** "12 months of customers’ start and end dates" */
function wordsOf({ whole, length, label }: Counted): string {
  const months = whole.parts.length * length
  return `${months} ${months === 1 ? 'month' : 'months'} of ${label}`
}
