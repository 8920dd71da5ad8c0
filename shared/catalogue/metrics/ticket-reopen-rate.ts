import type { MetricDefinition } from '#shared/domain/metric.ts'
import { during, summed } from '../fragments.ts'

const ticketReopenRate: MetricDefinition = {
  id: 'ticket_reopen_rate',
  version: 1,
  name: 'Ticket Reopen Rate',
  aliases: ['reopen rate', 'reopened ticket rate', 'case reopen rate', 'reopen percentage'],
  category: 'support',
  unit: 'percent',
  direction: 'lower_is_better',
  question: 'Which share of the solved tickets had been opened again?',
  description:
    'Tickets solved in the period that had been reopened at least once, divided by the tickets solved in it.',
  source:
    'Common usage in customer support. A ticket reopened three times counts once; all reopenings are counted by Ticket Reopens.',
  methods: [
    {
      id: 'tickets',
      label: 'from tickets by the time of their resolution',
      inputs: {
        reopened: {
          label: 'reopened tickets',
          formula: `COUNTIFS(tickets[is_reopened],TRUE,${during('tickets[resolved_at]')})`,
          unit: 'count',
        },
        tickets_resolved: {
          label: 'tickets resolved',
          formula: `COUNTIFS(${during('tickets[resolved_at]')})`,
          unit: 'count',
        },
      },
      formula: 'reopened/tickets_resolved',
      numerator: 'reopened',
      denominator: 'tickets_resolved',
    },
    {
      id: 'status',
      label: 'from the status of the tickets created',
      inputs: {
        reopened: {
          label: 'reopened tickets',
          formula: `COUNTIFS(tickets[is_reopened],TRUE,tickets[is_solved],TRUE,${during('tickets[created_at]')})`,
          unit: 'count',
        },
        tickets_resolved: {
          label: 'tickets created in the period that are solved',
          formula: `COUNTIFS(tickets[is_solved],TRUE,${during('tickets[created_at]')})`,
          unit: 'count',
        },
      },
      formula: 'reopened/tickets_resolved',
      numerator: 'reopened',
      denominator: 'tickets_resolved',
      notes: ['By the tickets created in the period: the time of solving is not known.'],
    },
    {
      id: 'summary',
      label: 'from tickets reopened and solved in the summary',
      inputs: {
        reopened: { label: 'tickets reopened', formula: summed('tickets_reopened'), unit: 'count' },
        tickets_resolved: { label: 'tickets solved', formula: summed('tickets_solved'), unit: 'count' },
      },
      formula: 'reopened/tickets_resolved',
    },
  ],
  examples: [
    {
      name: 'one of two solved had been reopened, three times; an open one does not count',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'solved_at', 'reopens'],
          ['1', '2024-01-01 09:00:00', '2024-01-02 09:00:00', 3],
          ['2', '2024-01-01 09:00:00', '2024-01-03 09:00:00', 0],
          ['3', '2024-01-01 09:00:00', null, 1],
          ['4', '2024-01-01 09:00:00', '2024-02-03 09:00:00', 1],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'tickets',
      value: 0.5,
    },
    {
      name: 'a blank count is not reopened',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'status', 'reopens'],
          ['1', '2024-01-01 09:00:00', 'solved', null],
          ['2', '2024-01-01 09:00:00', 'closed', 1],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'status',
      value: 0.5,
    },
    {
      name: 'nothing solved: no rate',
      data: {
        period_summary: [
          ['tickets_reopened', 'tickets_solved'],
          [0, 0],
        ],
      },
      value: null,
    },
  ],
}

export default ticketReopenRate
