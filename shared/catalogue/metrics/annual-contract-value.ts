import type { MetricDefinition, MetricMethod } from '#shared/domain/metric.ts'
import { overActiveAtEnd, snapshotNote } from '../fragments.ts'

const settingNote =
  'Two definitions are in use. One-time fees count only where the assumption "ACV includes one-time fees" is 1; then each contract counts them once, as in its first year.'

/** Contracts in force at the period's end, by their own dates. */
const inForce = 'customers[contract_start],"<"&period_end,customers[contract_end],">="&period_end'

type Sum = (leading: string) => string
type Figures = Pick<MetricMethod, 'inputs' | 'formula' | 'beside' | 'numerator' | 'denominator'>

const withFees = (sum: Sum, count: string): Figures => ({
  inputs: {
    recurring_a_year: { label: 'recurring value a year', formula: sum('customers[acv],'), unit: 'money' },
    fees: { label: 'one-time fees', formula: sum('customers[one_time_fees],'), unit: 'money' },
    fees_count: { label: 'one-time fees count: 1, or do not: 0', formula: 'acv_includes_one_time_fees' },
    contracts: { label: 'contracts of known value', formula: count, unit: 'count' },
  },
  formula: '(recurring_a_year+fees_count*fees)/contracts',
  numerator: 'recurring_a_year',
  denominator: 'contracts',
  beside: {
    all_contracts: {
      label: 'all contracts together',
      formula: 'recurring_a_year+fees_count*fees',
      unit: 'money',
    },
  },
})

const withoutFees = (sum: Sum, count: string): Figures => ({
  inputs: {
    recurring_a_year: { label: 'recurring value a year', formula: sum('customers[acv],'), unit: 'money' },
    contracts: { label: 'contracts of known value', formula: count, unit: 'count' },
  },
  formula: 'recurring_a_year/contracts',
  numerator: 'recurring_a_year',
  denominator: 'contracts',
  beside: { all_contracts: { label: 'all contracts together', formula: 'recurring_a_year', unit: 'money' } },
})

const sumInForce: Sum = (leading) => `SUMIFS(${leading}customers[acv],">=0",${inForce})`
const countInForce = `COUNTIFS(customers[acv],">=0",${inForce})`
const sumActive: Sum = (leading) => overActiveAtEnd('SUMIFS', `${leading}customers[acv],">=0",`)
const countActive = overActiveAtEnd('COUNTIFS', 'customers[acv],">=0",')
const sumListed: Sum = (leading) => `SUMIFS(${leading}customers[acv],">=0")`
const countListed = 'COUNTIFS(customers[acv],">=0")'

const noFeesNote = 'One-time fees are not given: the value is what recurs.'

const annualContractValue: MetricDefinition = {
  id: 'annual_contract_value',
  version: 1,
  name: 'Annual Contract Value',
  aliases: ['ACV', 'average annual contract value', 'annualized contract value'],
  category: 'revenue',
  unit: 'money',
  direction: 'higher_is_better',
  question: 'What is a contract worth a year?',
  description:
    'The recurring value of a contract divided by its term in years, as the mean over contracts. A setting says whether one-time fees count. The sum over all contracts stands beside.',
  source:
    'Common usage in subscription businesses, with and without one-time fees; without them here unless the setting says otherwise.',
  methods: [
    {
      id: 'contracts',
      label: 'from contracts in force at the end',
      ...withFees(sumInForce, countInForce),
      notes: [settingNote],
    },
    {
      id: 'contracts_recurring',
      label: 'from the recurring value of contracts in force at the end',
      ...withoutFees(sumInForce, countInForce),
      notes: [noFeesNote],
    },
    {
      id: 'dates',
      label: 'from customers active at the end',
      ...withFees(sumActive, countActive),
      notes: [settingNote],
    },
    {
      id: 'dates_recurring',
      label: 'from the recurring value of customers active at the end',
      ...withoutFees(sumActive, countActive),
      notes: [noFeesNote],
    },
    {
      id: 'snapshot',
      label: 'from all contracts in the list',
      ...withFees(sumListed, countListed),
      notes: [settingNote, snapshotNote],
      snapshot: true,
    },
    {
      id: 'snapshot_recurring',
      label: 'from the recurring value of all contracts in the list',
      ...withoutFees(sumListed, countListed),
      notes: [noFeesNote, snapshotNote],
      snapshot: true,
    },
  ],
  examples: [
    {
      name: '36,000 recurring over 36 months and 6,000 once: 12,000 a year without the fees',
      data: {
        customers: [
          ['customer_id', 'recurring_value', 'term_months', 'one_time_fees'],
          ['a', 36000, 36, 6000],
        ],
      },
      method: 'snapshot',
      value: 12000,
    },
    {
      name: 'the same with the fees',
      data: {
        customers: [
          ['customer_id', 'recurring_value', 'term_months', 'one_time_fees'],
          ['a', 36000, 36, 6000],
        ],
      },
      assumptions: { acv_includes_one_time_fees: 1 },
      value: 18000,
    },
    {
      name: 'the mean over contracts of known value; a term of zero months has no value',
      data: {
        customers: [
          ['customer_id', 'recurring_value', 'term_months', 'one_time_fees'],
          ['a', 12000, 12, null],
          ['b', 48000, 24, 500],
          ['c', null, 12, 900],
          ['d', 1000, 0, null],
        ],
      },
      value: 18000,
    },
    {
      name: 'a contract ended before the end of the period does not count',
      data: {
        customers: [
          ['customer_id', 'contract_start', 'contract_end', 'arr'],
          ['a', '2023-02-01', '2024-01-31', 9000],
          ['b', '2023-02-01', '2024-02-01', 6000],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'contracts_recurring',
      value: 6000,
    },
    {
      name: 'no contracts: no value',
      data: {
        customers: [
          ['customer_id', 'recurring_value', 'term_months'],
          ['a', null, null],
        ],
      },
      value: null,
    },
  ],
}

export default annualContractValue
