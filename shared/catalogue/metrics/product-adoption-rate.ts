import type { MetricDefinition } from '#shared/domain/metric.ts'
import { during, summed } from '../fragments.ts'

const signedUp = during('users[signed_up_at]')

const productAdoptionRate: MetricDefinition = {
  id: 'product_adoption_rate',
  version: 1,
  name: 'Product Adoption Rate',
  aliases: ['adoption rate', 'activation rate', 'user activation rate', 'user adoption rate'],
  category: 'engagement',
  unit: 'percent',
  direction: 'higher_is_better',
  question: 'Which share of those who signed up became active?',
  description:
    'Users who signed up in the period and were activated, at whatever time since, divided by the users who signed up in it.',
  source:
    'Common usage for software products. The latest sign-ups have had little time, so the last periods look worse than they will be.',
  methods: [
    {
      id: 'users',
      label: 'from users who signed up in the period',
      inputs: {
        became_active: {
          label: 'users who signed up and became active',
          formula: `COUNTIFS(users[activated_at],"<>",${signedUp})`,
          unit: 'count',
        },
        new_users: { label: 'users who signed up', formula: `COUNTIFS(${signedUp})`, unit: 'count' },
      },
      formula: 'became_active/new_users',
      numerator: 'became_active',
      denominator: 'new_users',
    },
    {
      id: 'users_flag',
      label: 'from users who signed up in the period, by whether they are marked as activated',
      inputs: {
        became_active: {
          label: 'users who signed up and are activated',
          formula: `COUNTIFS(users[activated],TRUE,${signedUp})`,
          unit: 'count',
        },
        new_users: { label: 'users who signed up', formula: `COUNTIFS(${signedUp})`, unit: 'count' },
      },
      formula: 'became_active/new_users',
      numerator: 'became_active',
      denominator: 'new_users',
    },
    {
      id: 'summary',
      label: 'from activated users and sign-ups in the summary',
      inputs: {
        became_active: { label: 'activated', formula: summed('activated'), unit: 'count' },
        new_users: { label: 'sign-ups', formula: summed('signups'), unit: 'count' },
      },
      formula: 'became_active/new_users',
    },
  ],
  examples: [
    {
      name: '5 of 50 sign-ups active',
      data: {
        period_summary: [
          ['signups', 'activated'],
          [50, 5],
        ],
      },
      method: 'summary',
      value: 0.1,
    },
    {
      name: 'activated after the period still counts; who signed up outside of it does not',
      data: {
        users: [
          ['user_id', 'signed_up_at', 'activated_at'],
          ['a', '2024-01-31 10:00:00', '2024-02-03 10:00:00'],
          ['b', '2024-01-01 00:00:00', null],
          ['c', '2023-12-31 10:00:00', '2024-01-03 10:00:00'],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'users',
      value: 0.5,
    },
    {
      name: 'marked yes or no, without any date: 1 of 3',
      data: {
        users: [
          ['user_id', 'activated'],
          ['a', true],
          ['b', false],
          ['c', null],
        ],
      },
      method: 'users_flag',
      value: 1 / 3,
    },
    {
      name: 'nobody signed up: no rate',
      data: {
        period_summary: [
          ['signups', 'activated'],
          [0, 0],
        ],
      },
      value: null,
    },
  ],
}

export default productAdoptionRate
