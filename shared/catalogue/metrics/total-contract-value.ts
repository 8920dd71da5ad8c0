import type { MetricDefinition, MetricMethod } from '#shared/domain/metric.ts'
import { overActiveAtEnd, snapshotNote } from '../fragments.ts'

const inForce = 'customers[contract_start],"<"&period_end,customers[contract_end],">="&period_end'

const figures = (
  sum: string,
  count: string,
): Pick<MetricMethod, 'inputs' | 'formula' | 'beside' | 'numerator' | 'denominator'> => ({
  inputs: {
    total_value: { label: 'value of all contracts over their terms', formula: sum, unit: 'money' },
    contracts: { label: 'contracts of known value', formula: count, unit: 'count' },
  },
  formula: 'total_value/contracts',
  numerator: 'total_value',
  denominator: 'contracts',
  beside: { all_contracts: { label: 'all contracts together', formula: 'total_value', unit: 'money' } },
})

const totalContractValue: MetricDefinition = {
  id: 'total_contract_value',
  version: 1,
  name: 'Total Contract Value',
  aliases: ['TCV', 'contract value', 'average total contract value', 'lifetime contract value'],
  category: 'revenue',
  unit: 'money',
  direction: 'higher_is_better',
  question: 'What is a contract worth over its whole term?',
  description:
    'What recurs over the term, and one-time fees, as the mean over contracts. The sum over all contracts stands beside.',
  source: 'Common usage in subscription businesses: recurring revenue x term + one-time fees.',
  methods: [
    {
      id: 'contracts',
      label: 'from contracts in force at the end',
      ...figures(`SUMIFS(customers[tcv],${inForce})`, `COUNTIFS(customers[tcv],">=0",${inForce})`),
    },
    {
      id: 'dates',
      label: 'from customers active at the end',
      ...figures(
        overActiveAtEnd('SUMIFS', 'customers[tcv],'),
        overActiveAtEnd('COUNTIFS', 'customers[tcv],">=0",'),
      ),
    },
    {
      id: 'snapshot',
      label: 'from all contracts in the list',
      ...figures('SUM(customers[tcv])', 'COUNT(customers[tcv])'),
      notes: [snapshotNote],
      snapshot: true,
    },
  ],
  examples: [
    {
      name: '1,000 a month for 24 months and 500 once',
      data: {
        customers: [
          ['customer_id', 'mrr', 'term_months', 'one_time_fees'],
          ['a', 1000, 24, 500],
        ],
      },
      method: 'snapshot',
      value: 24500,
    },
    {
      name: 'the mean over contracts; blank fees are none, a blank term has no value',
      data: {
        customers: [
          ['customer_id', 'mrr', 'term_months', 'one_time_fees'],
          ['a', 1000, 12, null],
          ['b', 1000, 24, 2000],
          ['c', 1000, null, 2000],
        ],
      },
      value: 19000,
    },
    {
      name: 'no contracts: no value',
      data: {
        customers: [
          ['customer_id', 'contract_value'],
          ['a', null],
        ],
      },
      value: null,
    },
  ],
}

export default totalContractValue
