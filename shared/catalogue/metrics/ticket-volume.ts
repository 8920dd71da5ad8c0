import type { MetricDefinition } from '#shared/domain/metric.ts'
import { during, months, summed } from '../fragments.ts'

const ticketVolume: MetricDefinition = {
  id: 'ticket_volume',
  version: 1,
  name: 'Ticket Volume',
  aliases: [
    'tickets created',
    'tickets received',
    'support volume',
    'number of tickets',
    'case volume',
    'ticket count',
  ],
  category: 'support',
  unit: 'count',
  direction: 'neither',
  question: 'How many tickets came in?',
  description: 'Tickets created in the period.',
  source: 'Common usage in customer support. More tickets may mean more customers as well as more trouble.',
  methods: [
    {
      id: 'tickets',
      label: 'from tickets by the time of their creation',
      inputs: {
        received: {
          label: 'tickets created',
          formula: `COUNTIFS(${during('tickets[created_at]')})`,
          unit: 'count',
        },
      },
      formula: 'received',
      numerator: 'received',
      beside: {
        a_month: { label: 'a month', formula: `received/${months}`, unit: 'count' },
        a_day: { label: 'a day', formula: 'received/period_days', unit: 'count' },
      },
    },
    {
      id: 'summary',
      label: 'from tickets received in the summary',
      inputs: { received: { label: 'tickets received', formula: summed('tickets_received'), unit: 'count' } },
      formula: 'received',
    },
  ],
  examples: [
    {
      name: 'the first instant of the period counts, the first after it does not; a date that is none is left out',
      data: {
        tickets: [
          ['ticket_id', 'created_at'],
          ['1', '2024-01-01 00:00:00'],
          ['2', '2024-01-31 23:59:59'],
          ['3', '2024-02-01 00:00:00'],
          ['4', '2023-12-31 23:59:59'],
          ['5', 'yesterday'],
          ['6', null],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'tickets',
      value: 2,
    },
    {
      name: 'none in the period: zero is the answer',
      data: {
        tickets: [
          ['ticket_id', 'created_at'],
          ['1', '2023-01-01 00:00:00'],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      value: 0,
    },
    {
      name: 'from the summary',
      data: {
        period_summary: [
          ['tickets_received', 'tickets_solved'],
          [100, 95],
        ],
      },
      method: 'summary',
      value: 100,
    },
  ],
}

export default ticketVolume
