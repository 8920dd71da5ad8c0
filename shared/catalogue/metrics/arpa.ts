import type { MetricDefinition } from '#shared/domain/metric.ts'
import { during, months, overActiveAtEnd, snapshotNote, summed } from '../fragments.ts'

const closingInPeriod = during('mrr_movements[month]')

const arpa: MetricDefinition = {
  id: 'arpa',
  version: 1,
  name: 'Average Revenue per Account',
  aliases: [
    'ARPA',
    'ARPU',
    'average revenue per user',
    'average revenue per customer',
    'average revenue per account',
    'ARPC',
  ],
  category: 'revenue',
  unit: 'money',
  direction: 'higher_is_better',
  question: 'What does a customer bring in a month?',
  description:
    'Recurring revenue a month divided by the accounts that pay it. Twelve times that is the yearly form.',
  source:
    'Common usage. Some divide by users instead of accounts and call it ARPU; the base here is the paying account.',
  methods: [
    {
      id: 'mrr_history',
      label: 'from the MRR history',
      inputs: {
        recurring_revenue: {
          label: 'MRR of the period’s months',
          formula: `SUMIFS(mrr_movements[closing],${closingInPeriod})`,
          unit: 'money',
        },
        paying_accounts: {
          label: 'accounts that pay, month by month',
          formula: `COUNTIFS(mrr_movements[closing],">0",${closingInPeriod})`,
          unit: 'count',
        },
      },
      formula: 'recurring_revenue/paying_accounts',
      numerator: 'recurring_revenue',
      denominator: 'paying_accounts',
      beside: { yearly: { label: 'a year', formula: 'recurring_revenue/paying_accounts*12', unit: 'money' } },
      notes: ['In a period of several months an account counts once for each month in which it pays.'],
    },
    {
      id: 'dates',
      label: 'from the MRR of customers active at the end',
      inputs: {
        recurring_revenue: {
          label: 'MRR of customers active at the end',
          formula: overActiveAtEnd('SUMIFS', 'customers[monthly_revenue],'),
          unit: 'money',
        },
        paying_accounts: {
          label: 'customers active at the end whose MRR is known',
          formula: overActiveAtEnd('COUNTIFS', 'customers[monthly_revenue],">=0",'),
          unit: 'count',
        },
      },
      formula: 'recurring_revenue/paying_accounts',
      numerator: 'recurring_revenue',
      denominator: 'paying_accounts',
      beside: { yearly: { label: 'a year', formula: 'recurring_revenue/paying_accounts*12', unit: 'money' } },
      notes: ['The list has one MRR a customer: it is taken for the customer’s MRR in every period.'],
    },
    {
      id: 'summary',
      label: 'from revenue and accounts in the summary',
      inputs: {
        revenue_of_periods: { label: 'revenue', formula: summed('revenue'), unit: 'money' },
        paying_accounts: { label: 'accounts, row by row', formula: summed('accounts'), unit: 'count' },
      },
      formula: 'revenue_of_periods/paying_accounts',
      notes: ['The value is for as long as a row of the summary: a month where its rows are months.'],
    },
    {
      id: 'summary_mrr',
      label: 'from MRR and accounts in the summary',
      inputs: {
        recurring_revenue: { label: 'MRR, row by row', formula: summed('mrr_end'), unit: 'money' },
        paying_accounts: { label: 'accounts, row by row', formula: summed('accounts'), unit: 'count' },
      },
      formula: 'recurring_revenue/paying_accounts',
      beside: { yearly: { label: 'a year', formula: 'recurring_revenue/paying_accounts*12', unit: 'money' } },
    },
    {
      id: 'summary_mrr_customers',
      label: 'from MRR and customers at the end in the summary',
      inputs: {
        recurring_revenue: { label: 'MRR, row by row', formula: summed('mrr_end'), unit: 'money' },
        paying_accounts: {
          label: 'customers at the end, row by row',
          formula: summed('customers_end'),
          unit: 'count',
        },
      },
      formula: 'recurring_revenue/paying_accounts',
      beside: { yearly: { label: 'a year', formula: 'recurring_revenue/paying_accounts*12', unit: 'money' } },
    },
    {
      id: 'summary_revenue_customers',
      label: 'from revenue and customers at the end in the summary',
      inputs: {
        revenue_of_periods: { label: 'revenue', formula: summed('revenue'), unit: 'money' },
        paying_accounts: {
          label: 'customers at the end, row by row',
          formula: summed('customers_end'),
          unit: 'count',
        },
      },
      formula: 'revenue_of_periods/paying_accounts',
      notes: ['The value is for as long as a row of the summary: a month where its rows are months.'],
    },
    {
      id: 'summary_average',
      label: 'as the summary gives it',
      inputs: {
        average: {
          label: 'average revenue a month',
          formula: `AVERAGEIFS(period_summary[average_revenue],${during('period_summary[period]')})`,
          unit: 'money',
        },
      },
      formula: 'average',
      beside: { yearly: { label: 'a year', formula: 'average*12', unit: 'money' } },
    },
    {
      id: 'transactions',
      label: 'from purchases',
      inputs: {
        revenue_of_buyers: {
          label: 'revenue of known customers, less returns',
          formula: `SUMIFS(transactions[line_amount],transactions[customer_id],"<>",${during('transactions[date]')})`,
          unit: 'money',
        },
        buying_customers: {
          label: 'customers who bought',
          formula: `COUNTUNIQUEIFS(transactions[customer_id],${during('transactions[date]')})`,
          unit: 'count',
        },
        period_months: { label: 'months of the period', formula: months, unit: 'months' },
      },
      formula: 'revenue_of_buyers/buying_customers/period_months',
      numerator: 'revenue_of_buyers',
      denominator: 'buying_customers',
      beside: {
        whole_period: {
          label: 'over the whole period',
          formula: 'revenue_of_buyers/buying_customers',
          unit: 'money',
        },
        yearly: {
          label: 'a year',
          formula: 'revenue_of_buyers/buying_customers/period_months*12',
          unit: 'money',
        },
      },
      notes: ['Without subscriptions the accounts are the customers who bought in the period.'],
    },
    {
      id: 'snapshot',
      label: 'from the MRR of all customers in the list',
      inputs: {
        recurring_revenue: { label: 'MRR', formula: 'SUM(customers[monthly_revenue])', unit: 'money' },
        paying_accounts: {
          label: 'customers whose MRR is known',
          formula: 'COUNT(customers[monthly_revenue])',
          unit: 'count',
        },
      },
      formula: 'recurring_revenue/paying_accounts',
      numerator: 'recurring_revenue',
      denominator: 'paying_accounts',
      beside: {
        yearly: { label: 'a year', formula: 'recurring_revenue/paying_accounts*12', unit: 'money' },
        staying: {
          label: 'of those who have not left',
          formula: 'AVERAGEIFS(customers[monthly_revenue],customers[is_churned],FALSE)',
          unit: 'money',
        },
      },
      notes: [
        snapshotNote,
        'Every customer in the list counts, those who have left included; where the list says who they are, the mean of those who stay stands beside.',
      ],
      snapshot: true,
    },
    {
      id: 'assumption',
      label: 'as typed',
      inputs: { average: { label: 'average revenue a month', formula: 'average_revenue', unit: 'money' } },
      formula: 'average',
      beside: { yearly: { label: 'a year', formula: 'average*12', unit: 'money' } },
      snapshot: true,
    },
  ],
  examples: [
    {
      name: 'MRR 33,000 from 11 subscribers',
      data: {
        period_summary: [
          ['mrr_end', 'accounts'],
          [33000, 11],
        ],
      },
      method: 'summary_mrr',
      value: 3000,
    },
    {
      name: 'a list: a blank MRR is left out of both sides',
      data: {
        customers: [
          ['customer_id', 'mrr'],
          ['a', 10],
          ['b', 30],
          ['c', null],
        ],
      },
      method: 'snapshot',
      value: 20,
    },
    {
      name: 'who left before the end does not count',
      data: {
        customers: [
          ['customer_id', 'start_date', 'end_date', 'mrr'],
          ['a', '2023-01-01', null, 40],
          ['b', '2023-01-01', '2024-01-31', 500],
          ['c', '2024-01-20', '2024-02-01', 60],
          ['d', '2024-02-01', null, 500],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'dates',
      value: 50,
    },
    {
      name: 'MRR history: two subscriptions of one customer are one account',
      data: {
        mrr_history: [
          ['customer_id', 'month', 'mrr'],
          ['a', '2024-01-01', 10],
          ['a', '2024-01-01', 20],
          ['b', '2024-01-01', 50],
          ['c', '2024-01-01', 0],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'mrr_history',
      value: 40,
    },
    {
      name: 'no accounts: no value',
      data: {
        period_summary: [
          ['mrr_end', 'accounts'],
          [0, 0],
        ],
      },
      value: null,
    },
  ],
}

export default arpa
