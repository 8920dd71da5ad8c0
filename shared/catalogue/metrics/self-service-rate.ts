import type { MetricDefinition } from '#shared/domain/metric.ts'
import { during, summed } from '../fragments.ts'

const created = during('tickets[created_at]')

const selfServiceRate: MetricDefinition = {
  id: 'self_service_rate',
  version: 1,
  name: 'Self-Service Rate',
  aliases: [
    'self service rate',
    'ticket deflection rate',
    'deflection rate',
    'self-service resolution rate',
    'self serve rate',
  ],
  category: 'support',
  unit: 'percent',
  direction: 'higher_is_better',
  question: 'Which share of the issues was solved without an agent?',
  description:
    'Issues that customers solved alone - help centre, bot, portal - divided by all issues of the period.',
  source: 'Common usage in customer support.',
  methods: [
    {
      id: 'tickets',
      label: 'from tickets created in the period',
      inputs: {
        without_agent: {
          label: 'tickets created, solved without an agent',
          formula: `COUNTIFS(tickets[self_served],TRUE,${created})`,
          unit: 'count',
        },
        all_issues: { label: 'tickets created', formula: `COUNTIFS(${created})`, unit: 'count' },
      },
      formula: 'without_agent/all_issues',
      numerator: 'without_agent',
      denominator: 'all_issues',
    },
    {
      id: 'summary',
      label: 'from issues solved without an agent and all issues in the summary',
      inputs: {
        without_agent: {
          label: 'solved without an agent',
          formula: summed('self_service_resolved'),
          unit: 'count',
        },
        all_issues: { label: 'issues', formula: summed('issues_total'), unit: 'count' },
      },
      formula: 'without_agent/all_issues',
    },
  ],
  examples: [
    {
      name: '150 of 200 self-served',
      data: {
        period_summary: [
          ['issues_total', 'self_service_resolved'],
          [200, 150],
        ],
      },
      method: 'summary',
      value: 0.75,
    },
    {
      name: 'one of three; a blank is not self-served',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'self_served'],
          ['1', '2024-01-02 09:00:00', true],
          ['2', '2024-01-02 09:00:00', false],
          ['3', '2024-01-02 09:00:00', null],
          ['4', '2024-02-02 09:00:00', true],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'tickets',
      value: 1 / 3,
    },
    {
      name: 'no issues: no rate',
      data: {
        period_summary: [
          ['issues_total', 'self_service_resolved'],
          [0, 0],
        ],
      },
      value: null,
    },
  ],
}

export default selfServiceRate
