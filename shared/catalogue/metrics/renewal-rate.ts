import type { MetricDefinition } from '#shared/domain/metric.ts'
import { during, snapshotNote, summed } from '../fragments.ts'

const dueInPeriod = during('customers[contract_end]')

const renewalRate: MetricDefinition = {
  id: 'renewal_rate',
  version: 1,
  name: 'Renewal Rate',
  aliases: [
    'customer renewal rate',
    'contract renewal rate',
    'logo renewal rate',
    'subscription renewal rate',
  ],
  category: 'churn',
  unit: 'percent',
  direction: 'higher_is_better',
  question: 'Which share of the contracts that came to their end was renewed?',
  description:
    'Contracts renewed, divided by the contracts that ended in the period and of which it is known whether they were renewed.',
  source:
    'Common usage where contracts have a term. Customers in the middle of a term are not part of it, unlike in the retention rate.',
  methods: [
    {
      id: 'contracts',
      label: 'from contracts that ended in the period',
      inputs: {
        renewed_contracts: {
          label: 'contracts renewed',
          formula: `COUNTIFS(customers[renewed],TRUE,${dueInPeriod})`,
          unit: 'count',
        },
        due_contracts: {
          label: 'contracts ended, renewed or not',
          formula: `COUNTIFS(customers[renewed],TRUE,${dueInPeriod})+COUNTIFS(customers[renewed],FALSE,${dueInPeriod})`,
          unit: 'count',
        },
      },
      formula: 'renewed_contracts/due_contracts',
      numerator: 'renewed_contracts',
      denominator: 'due_contracts',
      beside: {
        undecided: {
          label: 'ended, outcome not known',
          formula: `COUNTIFS(customers[renewed],"",${dueInPeriod})`,
          unit: 'count',
        },
      },
    },
    {
      id: 'summary',
      label: 'from renewals and renewals due in the summary',
      inputs: {
        renewed_contracts: { label: 'renewals', formula: summed('renewals'), unit: 'count' },
        due_contracts: { label: 'renewals due', formula: summed('renewals_due'), unit: 'count' },
      },
      formula: 'renewed_contracts/due_contracts',
    },
    {
      id: 'snapshot',
      label: 'from a list of customers that says who has renewed',
      inputs: {
        renewed_contracts: { label: 'renewed', formula: 'COUNTIFS(customers[renewed],TRUE)', unit: 'count' },
        due_contracts: {
          label: 'renewed or not',
          formula: 'COUNTIFS(customers[renewed],TRUE)+COUNTIFS(customers[renewed],FALSE)',
          unit: 'count',
        },
      },
      formula: 'renewed_contracts/due_contracts',
      numerator: 'renewed_contracts',
      denominator: 'due_contracts',
      notes: [snapshotNote],
      snapshot: true,
    },
  ],
  examples: [
    {
      name: 'two of three; one not yet decided, one due later',
      data: {
        customers: [
          ['customer_id', 'contract_end', 'renewed'],
          ['a', '2024-01-31', true],
          ['b', '2024-01-01', true],
          ['c', '2024-01-15', false],
          ['d', '2024-01-15', null],
          ['e', '2024-02-01', false],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'contracts',
      value: 2 / 3,
    },
    {
      name: 'none due: no rate',
      data: {
        customers: [
          ['customer_id', 'contract_end', 'renewed'],
          ['a', '2025-01-31', true],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'contracts',
      value: null,
    },
    {
      name: 'from the summary',
      data: {
        period_summary: [
          ['renewals', 'renewals_due'],
          [45, 50],
        ],
      },
      method: 'summary',
      value: 0.9,
    },
  ],
}

export default renewalRate
