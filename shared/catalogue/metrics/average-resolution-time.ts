import type { MetricDefinition } from '#shared/domain/metric.ts'
import { during, summed } from '../fragments.ts'

const resolved = `tickets[resolution_hours],">=0",${during('tickets[resolved_at]')}`

/** Tickets created in the period whose time the sheet gives. */
const said = `tickets[resolution_time],">=0",${during('tickets[created_at]')}`

const averageResolutionTime: MetricDefinition = {
  id: 'average_resolution_time',
  version: 1,
  name: 'Average Resolution Time',
  aliases: [
    'full resolution time',
    'average full resolution time',
    'ART',
    'MTTR',
    'mean time to resolution',
    'time to resolution',
    'average handle time to resolution',
  ],
  category: 'support',
  unit: 'hours',
  direction: 'lower_is_better',
  question: 'How long does it take from the creation of a ticket to its solution?',
  description:
    'Hours from creation to solving - or to closing, where the solving is not known - of the tickets resolved in the period, divided by their number. Calendar hours, nights and weekends included.',
  source:
    'Common usage in customer support. Some count business hours only, or by the tickets created in the period. A few old tickets weigh heavily in the mean: look at the median beside it.',
  methods: [
    {
      id: 'tickets',
      label: 'from tickets by the times of their creation and resolution',
      inputs: {
        total_hours: {
          label: 'hours from creation to resolution, added up',
          formula: `SUMIFS(tickets[resolution_hours],${resolved})`,
          unit: 'hours',
        },
        tickets_resolved: { label: 'tickets resolved', formula: `COUNTIFS(${resolved})`, unit: 'count' },
      },
      formula: 'total_hours/tickets_resolved',
      numerator: 'total_hours',
      denominator: 'tickets_resolved',
      beside: {
        median_hours: {
          label: 'median',
          formula: `MEDIANIFS(tickets[resolution_hours],${resolved})`,
          unit: 'hours',
        },
        p90_hours: {
          label: 'nine in ten within',
          formula: `PERCENTILEIFS(tickets[resolution_hours],0.9,${resolved})`,
          unit: 'hours',
        },
        out_of_order: {
          label: 'left out: solved before created',
          formula: `COUNTIFS(tickets[resolution_hours],"<0",${during('tickets[resolved_at]')})`,
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
          formula: `SUMIFS(tickets[resolution_time],${said})`,
          unit: 'hours',
        },
        tickets_resolved: { label: 'tickets with their hours', formula: `COUNTIFS(${said})`, unit: 'count' },
      },
      formula: 'total_hours/tickets_resolved',
      numerator: 'total_hours',
      denominator: 'tickets_resolved',
      beside: {
        median_hours: {
          label: 'median',
          formula: `MEDIANIFS(tickets[resolution_time],${said})`,
          unit: 'hours',
        },
        p90_hours: {
          label: 'nine in ten within',
          formula: `PERCENTILEIFS(tickets[resolution_time],0.9,${said})`,
          unit: 'hours',
        },
      },
    },
    {
      id: 'summary',
      label: 'from resolution hours and tickets solved in the summary',
      inputs: {
        total_hours: {
          label: 'resolution hours in total',
          formula: summed('resolution_hours_total'),
          unit: 'hours',
        },
        tickets_resolved: { label: 'tickets solved', formula: summed('tickets_solved'), unit: 'count' },
      },
      formula: 'total_hours/tickets_resolved',
    },
  ],
  examples: [
    {
      name: 'hours in the sheet: 10 and 20 give 15; a blank is left out',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'resolution_time'],
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
      name: '24 and 48 hours; one solved outside of the period, one not solved, one solved before it was created',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'solved_at'],
          ['1', '2024-01-01 09:00:00', '2024-01-02 09:00:00'],
          ['2', '2024-01-01 09:00:00', '2024-01-03 09:00:00'],
          ['3', '2024-01-30 09:00:00', '2024-02-01 09:00:00'],
          ['4', '2024-01-30 09:00:00', null],
          ['5', '2024-01-30 09:00:00', '2024-01-20 09:00:00'],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'tickets',
      value: 36,
    },
    {
      name: 'over the end of February in a leap year',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'closed_at'],
          ['1', '2024-02-28 12:00:00', '2024-03-01 12:00:00'],
        ],
      },
      period: { from: '2024-03-01', to: '2024-04-01' },
      value: 48,
    },
    {
      name: 'nothing resolved: no value, not 0',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'solved_at'],
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
          ['resolution_hours_total', 'tickets_solved'],
          [300, 60],
        ],
      },
      method: 'summary',
      value: 5,
    },
  ],
}

export default averageResolutionTime
