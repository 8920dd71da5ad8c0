import type { MetricDefinition } from '#shared/domain/metric.ts'
import { during, summed } from '../fragments.ts'

const created = during('tickets[created_at]')

const ticketReopens: MetricDefinition = {
  id: 'ticket_reopens',
  version: 1,
  name: 'Ticket Reopens',
  aliases: [
    'number of reopens',
    'reopenings',
    'ticket reopen count',
    'attempts to solve',
    'reopens per ticket',
  ],
  category: 'support',
  unit: 'count',
  direction: 'lower_is_better',
  question: 'How many times were tickets opened again?',
  description:
    'Reopenings of the tickets created in the period, added up: one ticket may count several times. Beside it the reopenings per solved ticket, and the attempts that a solution took: one more than that.',
  source: 'Common usage in customer support.',
  methods: [
    {
      id: 'tickets',
      label: 'from tickets created in the period',
      inputs: {
        reopenings: { label: 'reopenings', formula: `SUMIFS(tickets[reopens],${created})`, unit: 'count' },
        reopenings_of_solved: {
          label: 'reopenings of solved tickets',
          formula: `SUMIFS(tickets[reopens],tickets[is_solved],TRUE,${created})`,
          unit: 'count',
        },
        solved_tickets: {
          label: 'tickets created in the period that are solved',
          formula: `COUNTIFS(tickets[is_solved],TRUE,${created})`,
          unit: 'count',
        },
      },
      formula: 'reopenings',
      numerator: 'reopenings',
      beside: {
        per_solved_ticket: {
          label: 'per solved ticket',
          formula: 'reopenings_of_solved/solved_tickets',
          unit: 'ratio',
        },
        attempts: {
          label: 'attempts to solve a ticket',
          formula: '1+reopenings_of_solved/solved_tickets',
          unit: 'ratio',
        },
      },
    },
    {
      id: 'summary',
      label: 'from reopenings in the summary',
      inputs: { reopenings: { label: 'reopenings', formula: summed('reopens'), unit: 'count' } },
      formula: 'reopenings',
    },
  ],
  examples: [
    {
      name: 'three of one ticket, one of another, which is still open',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'status', 'reopens'],
          ['1', '2024-01-02 09:00:00', 'solved', 3],
          ['2', '2024-01-02 09:00:00', 'open', 1],
          ['3', '2024-01-02 09:00:00', 'solved', null],
          ['4', '2024-01-02 09:00:00', 'solved', 'twice'],
          ['5', '2024-02-02 09:00:00', 'solved', 9],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'tickets',
      value: 4,
    },
    { name: 'from the summary', data: { period_summary: [['reopens'], [7]] }, method: 'summary', value: 7 },
    {
      name: 'none: zero',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'status', 'reopens'],
          ['1', '2024-01-02 09:00:00', 'solved', 0],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      value: 0,
    },
  ],
}

export default ticketReopens
