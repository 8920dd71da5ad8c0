import type { MetricDefinition } from '#shared/domain/metric.ts'
import { during } from '../fragments.ts'

const usersReached = `users[hours_to_value],">=0",${during('users[first_value_at]')}`
const customersReached = `customers[days_to_value],">=0",${during('customers[first_value_date]')}`

const timeToValue: MetricDefinition = {
  id: 'time_to_value',
  version: 1,
  name: 'Time to Value',
  aliases: ['TTV', 'time to first value', 'onboarding time', 'time to activation', 'time to first success'],
  category: 'engagement',
  unit: 'days',
  direction: 'lower_is_better',
  question: 'How long does it take from signing up to the first value?',
  description:
    'The median time from signing up, or from the start as a customer, to the first value, over those who reached it in the period. The mean stands beside.',
  source:
    'Common usage in customer success. The median is taken because a few who come back after months would make up most of a mean. Who has not reached value yet does not count.',
  methods: [
    {
      id: 'users',
      label: 'from users who reached value in the period',
      inputs: {
        median_hours: {
          label: 'median hours to value',
          formula: `MEDIANIFS(users[hours_to_value],${usersReached})`,
          unit: 'hours',
        },
        reached: { label: 'users who reached value', formula: `COUNTIFS(${usersReached})`, unit: 'count' },
      },
      formula: 'median_hours/24',
      denominator: 'reached',
      beside: {
        mean_days: {
          label: 'mean',
          formula: `AVERAGEIFS(users[hours_to_value],${usersReached})/24`,
          unit: 'days',
        },
        median_in_hours: { label: 'median, in hours', formula: 'median_hours', unit: 'hours' },
      },
    },
    {
      id: 'customers',
      label: 'from customers who reached value in the period',
      inputs: {
        median_days: {
          label: 'median days to value',
          formula: `MEDIANIFS(customers[days_to_value],${customersReached})`,
          unit: 'days',
        },
        reached: {
          label: 'customers who reached value',
          formula: `COUNTIFS(${customersReached})`,
          unit: 'count',
        },
      },
      formula: 'median_days',
      denominator: 'reached',
      beside: {
        mean_days: {
          label: 'mean',
          formula: `AVERAGEIFS(customers[days_to_value],${customersReached})`,
          unit: 'days',
        },
      },
    },
  ],
  examples: [
    {
      name: '12 hours, 1 day, 30 days: the median; value before signing up is left out',
      data: {
        users: [
          ['user_id', 'signed_up_at', 'first_value_at'],
          ['a', '2024-01-01 08:00:00', '2024-01-01 20:00:00'],
          ['b', '2024-01-01 08:00:00', '2024-01-02 08:00:00'],
          ['c', '2023-12-15 08:00:00', '2024-01-14 08:00:00'],
          ['d', '2024-01-10 08:00:00', '2024-01-09 08:00:00'],
          ['e', '2024-01-10 08:00:00', null],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'users',
      value: 1,
    },
    {
      name: 'customers, over the end of February in a leap year',
      data: {
        customers: [
          ['customer_id', 'start_date', 'first_value_date'],
          ['a', '2024-02-28', '2024-03-01'],
          ['b', '2024-02-28', '2024-03-03'],
        ],
      },
      period: { from: '2024-03-01', to: '2024-04-01' },
      method: 'customers',
      value: 3,
    },
    {
      name: 'nobody reached value: no value',
      data: {
        users: [
          ['user_id', 'signed_up_at', 'first_value_at'],
          ['a', '2024-01-01 08:00:00', null],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      value: null,
    },
  ],
}

export default timeToValue
