import type { MetricDefinition } from '#shared/domain/metric.ts'
import { atLast } from '../fragments.ts'

const created = 'tickets[created_at],"<"&period_end'

const ticketBacklog: MetricDefinition = {
  id: 'ticket_backlog',
  version: 1,
  name: 'Ticket Backlog',
  aliases: [
    'backlog',
    'open tickets',
    'unresolved tickets',
    'unsolved tickets',
    'pending tickets',
    'outstanding tickets',
  ],
  category: 'support',
  unit: 'count',
  direction: 'lower_is_better',
  question: 'How many tickets were not solved at the end of the period?',
  description:
    'Tickets created before the period’s end that were not solved - nor closed, where the solving is not known - before it. Read by category it shows where the work lies.',
  source: 'Common usage in customer support.',
  methods: [
    {
      id: 'tickets',
      label: 'from tickets by the times of their creation and resolution',
      inputs: {
        never_resolved: {
          label: 'created before the end, not solved since',
          formula: `COUNTIFS(${created},tickets[resolved_at],"",tickets[is_open],TRUE)`,
          unit: 'count',
        },
        resolved_later: {
          label: 'created before the end, solved after it',
          formula: `COUNTIFS(${created},tickets[resolved_at],">="&period_end)`,
          unit: 'count',
        },
      },
      formula: 'never_resolved+resolved_later',
      numerator: 'never_resolved',
      beside: {
        older_than_30_days: {
          label: 'of them created 30 days and more before the end',
          formula:
            'COUNTIFS(tickets[created_at],"<"&period_end-30,tickets[resolved_at],"",tickets[is_open],TRUE)+' +
            'COUNTIFS(tickets[created_at],"<"&period_end-30,tickets[resolved_at],">="&period_end)',
          unit: 'count',
        },
      },
      notes: [
        'A ticket whose status says solved but that has no time of solving is left out: when it was solved is not known.',
      ],
    },
    {
      id: 'summary',
      label: 'from open tickets in the summary',
      inputs: {
        open_at_end: { label: 'open tickets at the end', formula: atLast('tickets_open'), unit: 'count' },
      },
      formula: 'open_at_end',
    },
    {
      id: 'status',
      label: 'from the status of the tickets created',
      inputs: {
        open_now: {
          label: 'created before the end, not solved in the list',
          formula: `COUNTIFS(${created},tickets[is_open],TRUE)`,
          unit: 'count',
        },
      },
      formula: 'open_now',
      numerator: 'open_now',
      notes: [
        'The status is that of the day of the export: tickets solved since the period’s end are not counted.',
      ],
    },
  ],
  examples: [
    {
      name: 'solved on the first instant after the period: was open at its end',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'solved_at', 'status'],
          ['1', '2023-12-05 09:00:00', '2024-02-01 00:00:00', 'solved'],
          ['2', '2024-01-05 09:00:00', '2024-01-31 23:59:59', 'solved'],
          ['3', '2024-01-05 09:00:00', null, 'pending'],
          ['4', '2024-02-01 00:00:00', null, 'new'],
          ['5', '2024-01-05 09:00:00', null, 'closed'],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'tickets',
      value: 2,
    },
    {
      name: 'everything solved: zero',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'closed_at'],
          ['1', '2024-01-05 09:00:00', '2024-01-06 09:00:00'],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      value: 0,
    },
    {
      name: 'only a status; a creation that is no date is left out',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'status'],
          ['1', '2024-01-05 09:00:00', 'open'],
          ['2', '2024-01-05 09:00:00', 'solved'],
          ['3', 'unknown', 'open'],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'status',
      value: 1,
    },
    {
      name: 'the last month of a quarter',
      data: {
        period_summary: [
          ['period', 'tickets_open'],
          ['2024-01-01', 40],
          ['2024-02-01', 50],
          ['2024-03-01', 30],
          ['2024-04-01', 90],
        ],
      },
      period: { from: '2024-01-01', to: '2024-04-01' },
      method: 'summary',
      value: 30,
    },
  ],
}

export default ticketBacklog
