import type { MetricDefinition } from '#shared/domain/metric.ts'
import { during, summed } from '../fragments.ts'

const ticketResolutionRate: MetricDefinition = {
  id: 'ticket_resolution_rate',
  version: 1,
  name: 'Ticket Resolution Rate',
  aliases: ['resolution rate', 'solve rate', 'tickets solved rate', 'case resolution rate', 'resolved rate'],
  category: 'support',
  unit: 'percent',
  direction: 'higher_is_better',
  question: 'How many tickets were resolved for each hundred that came in?',
  description:
    'Tickets resolved in the period divided by tickets received in it. Above 100 % the backlog shrinks. A ticket is resolved when it is solved, or closed where the time of solving is not known.',
  source:
    'Common usage in customer support. A variant asks which share of the tickets received has been solved since; it is shown beside, and used where the time of solving is not known.',
  methods: [
    {
      id: 'tickets',
      label: 'from tickets by the times of their creation and resolution',
      inputs: {
        resolved: {
          label: 'tickets resolved',
          formula: `COUNTIFS(${during('tickets[resolved_at]')})`,
          unit: 'count',
        },
        received: {
          label: 'tickets created',
          formula: `COUNTIFS(${during('tickets[created_at]')})`,
          unit: 'count',
        },
      },
      formula: 'resolved/received',
      numerator: 'resolved',
      denominator: 'received',
      beside: {
        solved_since: {
          label: 'of the tickets received, solved since',
          formula: `COUNTIFS(tickets[is_solved],TRUE,${during('tickets[created_at]')})/received`,
          unit: 'percent',
        },
      },
    },
    {
      id: 'status',
      label: 'from the status of the tickets created',
      inputs: {
        resolved: {
          label: 'tickets created that are solved or closed',
          formula: `COUNTIFS(tickets[is_solved],TRUE,${during('tickets[created_at]')})`,
          unit: 'count',
        },
        received: {
          label: 'tickets created',
          formula: `COUNTIFS(${during('tickets[created_at]')})`,
          unit: 'count',
        },
      },
      formula: 'resolved/received',
      numerator: 'resolved',
      denominator: 'received',
      notes: [
        'Of the tickets created in the period, those solved by now, whenever that was: the time of solving is not known.',
      ],
    },
    {
      id: 'summary',
      label: 'from tickets solved and received in the summary',
      inputs: {
        resolved: { label: 'tickets solved', formula: summed('tickets_solved'), unit: 'count' },
        received: { label: 'tickets received', formula: summed('tickets_received'), unit: 'count' },
      },
      formula: 'resolved/received',
    },
  ],
  examples: [
    {
      name: '95 of 100 tickets',
      data: {
        period_summary: [
          ['tickets_received', 'tickets_solved'],
          [100, 95],
        ],
      },
      method: 'summary',
      value: 0.95,
    },
    {
      name: 'two received, three resolved: one was older; closed stands in for solved',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'solved_at', 'closed_at'],
          ['1', '2023-12-20 09:00:00', '2024-01-02 09:00:00', null],
          ['2', '2024-01-10 09:00:00', null, '2024-01-11 09:00:00'],
          ['3', '2024-01-12 09:00:00', '2024-01-13 09:00:00', '2024-02-20 09:00:00'],
          ['4', '2023-12-20 09:00:00', '2024-02-01 00:00:00', null],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'tickets',
      value: 1.5,
    },
    {
      name: 'none received: no rate',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'solved_at'],
          ['1', '2023-12-20 09:00:00', '2024-01-02 09:00:00'],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      value: null,
    },
    {
      name: 'only a status: three of four',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'status'],
          ['1', '2024-01-02 09:00:00', 'solved'],
          ['2', '2024-01-02 09:00:00', 'closed'],
          ['3', '2024-01-02 09:00:00', 'Solved'],
          ['4', '2024-01-02 09:00:00', 'on_hold'],
          ['5', '2024-02-02 09:00:00', 'new'],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'status',
      value: 0.75,
    },
  ],
}

export default ticketResolutionRate
