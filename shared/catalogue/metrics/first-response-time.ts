import type { MetricDefinition } from '#shared/domain/metric.ts'
import { during, summed } from '../fragments.ts'

const answered = `tickets[first_response_hours],">=0",${during('tickets[first_response_at]')}`

/** Tickets created in the period whose time the sheet gives. */
const said = `tickets[response_time],">=0",${during('tickets[created_at]')}`

const firstResponseTime: MetricDefinition = {
  id: 'first_response_time',
  version: 1,
  name: 'First Response Time',
  aliases: [
    'FRT',
    'first reply time',
    'average first response time',
    'time to first response',
    'initial response time',
  ],
  category: 'support',
  unit: 'hours',
  direction: 'lower_is_better',
  question: 'How long does a customer wait for the first answer?',
  description:
    'Mean hours from the creation of a ticket to the first answer by an agent, over tickets first answered in the period. Calendar hours, nights and weekends included.',
  source:
    'Common usage in customer support. Some count business hours only, or by the tickets created in the period.',
  bands: [
    { to: 24, label: 'within the 24 hours expected by e-mail', grade: 'good' },
    { from: 24, label: 'longer than the 24 hours expected by e-mail', grade: 'poor' },
  ],
  methods: [
    {
      id: 'tickets',
      label: 'from tickets by the times of their creation and first answer',
      inputs: {
        total_hours: {
          label: 'hours to the first answer, added up',
          formula: `SUMIFS(tickets[first_response_hours],${answered})`,
          unit: 'hours',
        },
        tickets_answered: {
          label: 'tickets first answered',
          formula: `COUNTIFS(${answered})`,
          unit: 'count',
        },
      },
      formula: 'total_hours/tickets_answered',
      numerator: 'total_hours',
      denominator: 'tickets_answered',
      beside: {
        median_hours: {
          label: 'median',
          formula: `MEDIANIFS(tickets[first_response_hours],${answered})`,
          unit: 'hours',
        },
        p90_hours: {
          label: 'nine in ten within',
          formula: `PERCENTILEIFS(tickets[first_response_hours],0.9,${answered})`,
          unit: 'hours',
        },
        out_of_order: {
          label: 'left out: answered before created',
          formula: `COUNTIFS(tickets[first_response_hours],"<0",${during('tickets[first_response_at]')})`,
          unit: 'count',
        },
      },
    },
    {
      id: 'tickets_said',
      label: 'from tickets created in the period, by how long the sheet says each took',
      inputs: {
        total_hours: {
          label: 'hours in the sheet, added up',
          formula: `SUMIFS(tickets[response_time],${said})`,
          unit: 'hours',
        },
        tickets_answered: { label: 'tickets with their hours', formula: `COUNTIFS(${said})`, unit: 'count' },
      },
      formula: 'total_hours/tickets_answered',
      numerator: 'total_hours',
      denominator: 'tickets_answered',
      beside: {
        median_hours: {
          label: 'median',
          formula: `MEDIANIFS(tickets[response_time],${said})`,
          unit: 'hours',
        },
        p90_hours: {
          label: 'nine in ten within',
          formula: `PERCENTILEIFS(tickets[response_time],0.9,${said})`,
          unit: 'hours',
        },
      },
    },
    {
      id: 'summary',
      label: 'from first response hours and tickets answered in the summary',
      inputs: {
        total_hours: {
          label: 'first response hours in total',
          formula: summed('first_response_hours_total'),
          unit: 'hours',
        },
        tickets_answered: { label: 'tickets answered', formula: summed('tickets_answered'), unit: 'count' },
      },
      formula: 'total_hours/tickets_answered',
    },
  ],
  examples: [
    {
      name: 'hours in the sheet: 10 and 20 give 15; a blank is left out',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'response_time'],
          ['1', '2024-01-01', 10],
          ['2', '2024-01-02', 20],
          ['3', '2024-01-03', null],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'tickets_said',
      value: 15,
    },
    {
      name: 'one hour and three hours; one not answered, one answered before it was created',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'first_response_at'],
          ['1', '2024-01-01 09:00:00', '2024-01-01 10:00:00'],
          ['2', '2023-12-31 22:30:00', '2024-01-01 01:30:00'],
          ['3', '2024-01-01 09:00:00', null],
          ['4', '2024-01-05 09:00:00', '2024-01-04 09:00:00'],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'tickets',
      value: 2,
    },
    {
      name: 'nothing answered: no value',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'first_response_at'],
          ['1', '2024-01-01 09:00:00', null],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      value: null,
    },
    {
      name: 'from the summary',
      data: {
        period_summary: [
          ['first_response_hours_total', 'tickets_answered'],
          [120, 40],
        ],
      },
      method: 'summary',
      value: 3,
    },
  ],
}

export default firstResponseTime
