import type { MetricDefinition } from '#shared/domain/metric.ts'
import { during, snapshotNote, summed } from '../fragments.ts'

const leftInPeriod = `COUNTIFS(${during('customers[left_at]')})`

const unsubscribes: MetricDefinition = {
  id: 'unsubscribes',
  version: 1,
  name: 'Unsubscribes',
  aliases: [
    'cancellations',
    'unsubscribed',
    'cancelled subscriptions',
    'opt-outs',
    'non-renewals',
    'subscriber churn',
  ],
  category: 'churn',
  unit: 'count',
  direction: 'lower_is_better',
  question: 'How many cancelled or did not renew?',
  description:
    'Customers or users who cancelled in the period, or whose contract came to its end in it and was not renewed. Those who joined in the same period count too.',
  source: 'Common usage in subscription businesses.',
  methods: [
    {
      id: 'cancelled_or_not_renewed',
      label: 'from customers’ cancellations and renewals',
      inputs: {
        cancelled: { label: 'cancelled in the period', formula: leftInPeriod, unit: 'count' },
        not_renewed: {
          label: 'contract ended in the period, not renewed, no other end',
          formula: `COUNTIFS(customers[renewed],FALSE,customers[left_at],"",${during('customers[contract_end]')})`,
          unit: 'count',
        },
      },
      formula: 'cancelled+not_renewed',
      numerator: 'cancelled',
    },
    {
      id: 'cancelled',
      label: 'from customers’ cancellations',
      inputs: { cancelled: { label: 'cancelled in the period', formula: leftInPeriod, unit: 'count' } },
      formula: 'cancelled',
      numerator: 'cancelled',
    },
    {
      id: 'users',
      label: 'from users’ cancellations',
      inputs: {
        cancelled: {
          label: 'users who unsubscribed in the period',
          formula: `COUNTIFS(${during('users[unsubscribed_at]')})`,
          unit: 'count',
        },
      },
      formula: 'cancelled',
      numerator: 'cancelled',
    },
    {
      id: 'summary',
      label: 'from customers lost in the summary',
      inputs: { cancelled: { label: 'customers lost', formula: summed('customers_lost'), unit: 'count' } },
      formula: 'cancelled',
    },
    {
      id: 'snapshot',
      label: 'from a list of customers that says who has left',
      inputs: {
        cancelled: {
          label: 'customers who left',
          formula: 'COUNTIFS(customers[is_churned],TRUE)',
          unit: 'count',
        },
      },
      formula: 'cancelled',
      numerator: 'cancelled',
      notes: [snapshotNote],
      snapshot: true,
    },
  ],
  examples: [
    {
      name: 'two cancelled, one of them joined in the period; one contract was not renewed',
      data: {
        customers: [
          ['customer_id', 'start_date', 'end_date', 'contract_end', 'renewed'],
          ['a', '2023-01-01', '2024-01-10', '2024-01-10', false],
          ['b', '2024-01-02', '2024-01-20', '2025-01-01', null],
          ['c', '2023-01-01', null, '2024-01-31', false],
          ['d', '2023-01-01', null, '2024-01-31', true],
          ['e', '2023-01-01', null, '2024-02-01', false],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'cancelled_or_not_renewed',
      value: 3,
    },
    {
      name: 'nobody cancelled: zero',
      data: {
        users: [
          ['user_id', 'signed_up_at', 'unsubscribed_at'],
          ['a', '2023-01-01', null],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'users',
      value: 0,
    },
    {
      name: 'a date that is none is left out',
      data: {
        users: [
          ['user_id', 'signed_up_at', 'unsubscribed_at'],
          ['a', '2023-01-01', 'soon'],
          ['b', '2023-01-01', '2024-01-31 23:00:00'],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      value: 1,
    },
  ],
}

export default unsubscribes
