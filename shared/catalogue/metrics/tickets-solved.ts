import type { MetricDefinition, MetricInput } from '#shared/domain/metric.ts'
import { during, months, summed } from '../fragments.ts'

const resolvedInPeriod = `COUNTIFS(${during('tickets[resolved_at]')})`
const attainment: Readonly<Record<string, MetricInput>> = {
  goal: { label: 'target for the period', formula: `tickets_target*${months}`, unit: 'count' },
  attainment: {
    label: 'share of the target reached',
    formula: `resolved/(tickets_target*${months})`,
    unit: 'percent',
  },
}

const ticketsSolved: MetricDefinition = {
  id: 'tickets_solved',
  version: 1,
  name: 'Tickets Solved',
  aliases: [
    'tickets resolved',
    'solved tickets',
    'tickets closed',
    'cases closed',
    'tickets solved against target',
  ],
  category: 'support',
  unit: 'count',
  direction: 'higher_is_better',
  question: 'How many tickets were solved?',
  description:
    'Tickets solved in the period - or closed, where the solving is not known - whenever they were created. Where a monthly target is given, the share of it that was reached stands beside.',
  source: 'Common usage in customer support.',
  methods: [
    {
      id: 'tickets',
      label: 'from tickets by the time of their resolution',
      inputs: { resolved: { label: 'tickets solved', formula: resolvedInPeriod, unit: 'count' } },
      formula: 'resolved',
      numerator: 'resolved',
      beside: attainment,
    },
    {
      id: 'status',
      label: 'from the status of the tickets created',
      inputs: {
        resolved: {
          label: 'tickets created in the period that are solved',
          formula: `COUNTIFS(tickets[is_solved],TRUE,${during('tickets[created_at]')})`,
          unit: 'count',
        },
      },
      formula: 'resolved',
      numerator: 'resolved',
      notes: ['By the tickets created in the period: the time of solving is not known.'],
    },
    {
      id: 'summary',
      label: 'from tickets solved in the summary',
      inputs: { resolved: { label: 'tickets solved', formula: summed('tickets_solved'), unit: 'count' } },
      formula: 'resolved',
      beside: attainment,
    },
  ],
  examples: [
    {
      name: 'by the time of solving, whenever created',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'solved_at'],
          ['1', '2023-11-01 09:00:00', '2024-01-01 00:00:00'],
          ['2', '2024-01-05 09:00:00', '2024-01-06 09:00:00'],
          ['3', '2024-01-05 09:00:00', '2024-02-01 00:00:00'],
          ['4', '2024-01-05 09:00:00', null],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'tickets',
      value: 2,
    },
    {
      name: 'against a target',
      data: {
        period_summary: [
          ['period', 'tickets_solved'],
          ['2024-01-01', 95],
        ],
      },
      assumptions: { tickets_target: 100 },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'summary',
      value: 95,
    },
    {
      name: 'none solved: zero',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'solved_at'],
          ['1', '2024-01-05 09:00:00', null],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      value: 0,
    },
  ],
}

export default ticketsSolved
