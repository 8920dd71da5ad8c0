/**
 * How the drivers of a projection are measured: each as the ratio of two sums, in the formula language and
 * with the catalogue's own fragments, so that What-if counts exactly as the KPIs do.
 */
import {
  atFirst,
  comparedRows,
  customersAtStart,
  customersLost,
  customersNew,
  during,
  movement,
  openingCustomers,
  openingMrr,
  stoppedPaying,
  summed,
} from '#shared/catalogue/fragments.ts'
import type { MetricDefinition, MetricMethod } from '#shared/domain/metric.ts'

export const topInput = 'top'
export const bottomInput = 'bottom'

const method = (id: string, label: string, top: string, bottom: string): MetricMethod => ({
  id,
  label,
  inputs: {
    [topInput]: { label: 'counted or added up', formula: top },
    [bottomInput]: { label: 'out of', formula: bottom },
  },
  formula: `${topInput}/${bottomInput}`,
})

const driverMetric = (id: string, name: string, methods: readonly MetricMethod[]): MetricDefinition => ({
  id: `driver_${id}`,
  version: 1,
  name,
  aliases: [],
  category: 'value',
  unit: 'ratio',
  direction: 'neither',
  question: '',
  description: '',
  source: '',
  methods,
  examples: [],
})

/** A method whose rows are those of the summary, so that its periods are as long as the summary's rows. */
export const isOfSummary = ({ id }: MetricMethod): boolean => id.startsWith('summary')

const fromSummary = 'the summary'

/** Rows of the summary's period that have the field. */
const rowsWith = (field: string): string =>
  `COUNTIFS(period_summary[${field}],">=0",${during('period_summary[period]')})`

/** The method whose amount is a month's, however long the rows are. */
export const monthlyRevenueOfSummary = 'summary_average'

export const churn = driverMetric('churn', 'Churn', [
  method('dates', 'customers’ start and end dates', customersLost, customersAtStart),
  method('mrr_history', 'the MRR history', stoppedPaying, openingCustomers),
  method('summary', fromSummary, summed('customers_lost'), atFirst('customers_start')),
  method(
    'summary_start_new_end',
    fromSummary,
    `${atFirst('customers_start')}+${summed('customers_new')}-${summed('customers_end')}`,
    atFirst('customers_start'),
  ),
])

/**
 * A list without dates but with every customer's tenure: who left, over all the months in which anyone could have left.
 * It needs the tenure as the sheet has it: a tenure worked out up to today would go on for those who left.
 */
export const churnByExposure = driverMetric('churn_by_exposure', 'Churn by customer months', [
  {
    ...method(
      'tenure',
      'months of tenure',
      'COUNTIFS(customers[is_churned],TRUE)',
      'SUM(customers[tenure_months])',
    ),
    snapshot: true,
  },
])

/** New customers a period: all of them, out of the periods in which they could be told. */
export const newCustomers = driverMetric('new', 'New customers', [
  method('dates', 'customers’ start dates', customersNew, '1'),
  method(
    'mrr_history',
    'the MRR history',
    `COUNTIFS(mrr_movements[new],">0",${during('mrr_movements[month]')})`,
    `IF(${comparedRows}>0,1,0)`,
  ),
  method('summary', fromSummary, summed('customers_new'), rowsWith('customers_new')),
])

export const expansion = driverMetric('expansion', 'Expansion', [
  method('mrr_history', 'the MRR history', movement('expansion'), openingMrr),
  method('summary', fromSummary, summed('mrr_expansion'), atFirst('mrr_start')),
])

export const contraction = driverMetric('contraction', 'Contraction', [
  method('mrr_history', 'the MRR history', movement('contraction'), openingMrr),
  method('summary', fromSummary, summed('mrr_contraction'), atFirst('mrr_start')),
])

export const retentionCost = driverMetric('retention_cost', 'Retention cost', [
  method('summary', fromSummary, summed('retention_spend'), atFirst('customers_start')),
  method(
    'summary_and_customers',
    'the summary and customers’ dates',
    summed('retention_spend'),
    customersAtStart,
  ),
])

export const acquisitionCost = driverMetric('cac', 'Acquisition cost', [
  {
    ...method(
      'customers',
      'customers’ acquisition cost',
      'SUM(customers[acquisition_cost])',
      'COUNT(customers[acquisition_cost])',
    ),
    snapshot: true,
  },
  method('summary', fromSummary, summed('acquisition_spend'), summed('customers_new')),
  method(
    'summary_and_customers',
    'the summary and customers’ dates',
    summed('acquisition_spend'),
    customersNew,
  ),
])

/** Revenue a customer, by the summary; the first method's field is a month's whatever the length of a row. */
export const arpa = driverMetric('arpa', 'ARPA', [
  method(monthlyRevenueOfSummary, fromSummary, summed('average_revenue'), rowsWith('average_revenue')),
  method('summary_mrr', fromSummary, summed('mrr_end'), summed('customers_end')),
  method('summary_mrr_accounts', fromSummary, summed('mrr_end'), summed('accounts')),
  method('summary_mrr_start', fromSummary, summed('mrr_start'), summed('customers_start')),
  method('summary_revenue', fromSummary, summed('revenue'), summed('accounts')),
  method('summary_revenue_customers', fromSummary, summed('revenue'), summed('customers_end')),
  method('summary_revenue_start', fromSummary, summed('revenue'), summed('customers_start')),
])

/** Customers at the end of a row of the summary. */
export const customers = driverMetric('customers', 'Customers', [
  method('summary_end', fromSummary, summed('customers_end'), rowsWith('customers_end')),
  method('summary_accounts', fromSummary, summed('accounts'), rowsWith('accounts')),
  method(
    'summary_start',
    fromSummary,
    `${summed('customers_start')}+${summed('customers_new')}-${summed('customers_lost')}`,
    rowsWith('customers_start'),
  ),
])
