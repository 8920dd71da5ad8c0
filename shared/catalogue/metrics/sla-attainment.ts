import type { MetricDefinition } from '#shared/domain/metric.ts'
import { during, summed } from '../fragments.ts'

const resolvedInPeriod = during('tickets[resolved_at]')

const slaAttainment: MetricDefinition = {
  id: 'sla_attainment',
  version: 1,
  name: 'SLA Attainment',
  aliases: [
    'SLA compliance',
    'SLA achievement rate',
    'SLA met',
    'service level attainment',
    'resolution SLA',
  ],
  category: 'support',
  unit: 'percent',
  direction: 'higher_is_better',
  question: 'Which share of the tickets was solved within the time promised?',
  description:
    'Tickets solved in the period within their SLA hours, divided by the tickets solved in it that have an SLA. Calendar hours, nights and weekends included.',
  source:
    'Common usage in customer support. Tickets that are late but still open do not count until they are solved; they stand in the backlog.',
  methods: [
    {
      id: 'tickets',
      label: 'from tickets resolved in the period',
      inputs: {
        in_time: {
          label: 'solved within the SLA',
          formula: `COUNTIFS(tickets[is_within_sla],TRUE,${resolvedInPeriod})`,
          unit: 'count',
        },
        late: {
          label: 'solved late',
          formula: `COUNTIFS(tickets[is_within_sla],FALSE,${resolvedInPeriod})`,
          unit: 'count',
        },
      },
      formula: 'in_time/(in_time+late)',
      numerator: 'in_time',
    },
    {
      id: 'summary',
      label: 'from tickets solved within the SLA and tickets solved in the summary',
      inputs: {
        in_time: { label: 'solved within the SLA', formula: summed('tickets_within_sla'), unit: 'count' },
        resolved: { label: 'tickets solved', formula: summed('tickets_solved'), unit: 'count' },
      },
      formula: 'in_time/resolved',
    },
  ],
  examples: [
    {
      name: 'exactly in time counts as in time; one late; one without an SLA does not count',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'solved_at', 'sla_hours'],
          ['1', '2024-01-02 09:00:00', '2024-01-02 17:00:00', 8],
          ['2', '2024-01-02 09:00:00', '2024-01-02 17:00:01', 8],
          ['3', '2024-01-02 09:00:00', '2024-01-02 10:00:00', null],
          ['4', '2024-01-02 09:00:00', null, 8],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'tickets',
      value: 0.5,
    },
    {
      name: 'none solved: no rate',
      data: {
        period_summary: [
          ['tickets_within_sla', 'tickets_solved'],
          [0, 0],
        ],
      },
      value: null,
    },
    {
      name: 'from the summary',
      data: {
        period_summary: [
          ['tickets_within_sla', 'tickets_solved'],
          [45, 50],
        ],
      },
      method: 'summary',
      value: 0.9,
    },
  ],
}

export default slaAttainment
