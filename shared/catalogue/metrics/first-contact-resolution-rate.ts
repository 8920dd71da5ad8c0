import type { MetricDefinition } from '#shared/domain/metric.ts'
import { during, summed } from '../fragments.ts'

const created = during('tickets[created_at]')

const firstContactResolutionRate: MetricDefinition = {
  id: 'first_contact_resolution_rate',
  version: 1,
  name: 'First Contact Resolution Rate',
  aliases: [
    'FCR',
    'first contact resolution',
    'first call resolution',
    'one-touch resolution',
    'first touch resolution rate',
  ],
  category: 'support',
  unit: 'percent',
  direction: 'higher_is_better',
  question: 'Which share of the issues was solved at the first contact?',
  description:
    'Issues solved at the first contact divided by all issues of the period. From tickets: solved, with at most one reply by an agent and never reopened, unless the sheet says itself which were.',
  source:
    'Common usage in customer support. Some divide by the solved issues only; that share stands beside.',
  bands: [
    { to: 0.75, label: 'below the satisfactory 75 %', grade: 'poor' },
    { from: 0.75, to: 0.9, label: 'satisfactory: 75 % and more', grade: 'fair' },
    { from: 0.9, label: 'high: 90 % and more', grade: 'good' },
  ],
  methods: [
    {
      id: 'tickets',
      label: 'from tickets created in the period',
      inputs: {
        at_first_contact: {
          label: 'tickets created, solved at the first contact',
          formula: `COUNTIFS(tickets[is_first_contact],TRUE,tickets[is_solved],TRUE,${created})`,
          unit: 'count',
        },
        issues_handled: { label: 'tickets created', formula: `COUNTIFS(${created})`, unit: 'count' },
      },
      formula: 'at_first_contact/issues_handled',
      numerator: 'at_first_contact',
      denominator: 'issues_handled',
      beside: {
        of_solved: {
          label: 'of the tickets solved by now',
          formula: `at_first_contact/COUNTIFS(tickets[is_solved],TRUE,${created})`,
          unit: 'percent',
        },
      },
    },
    {
      id: 'tickets_said',
      label: 'from tickets created in the period, by what the sheet says of the first contact',
      inputs: {
        at_first_contact: {
          label: 'tickets created, solved at the first contact',
          formula: `COUNTIFS(tickets[first_contact],TRUE,${created})`,
          unit: 'count',
        },
        issues_handled: { label: 'tickets created', formula: `COUNTIFS(${created})`, unit: 'count' },
      },
      formula: 'at_first_contact/issues_handled',
      numerator: 'at_first_contact',
      denominator: 'issues_handled',
    },
    {
      id: 'summary',
      label: 'from issues solved at first contact and all issues in the summary',
      inputs: {
        at_first_contact: {
          label: 'solved at first contact',
          formula: summed('first_contact_resolved'),
          unit: 'count',
        },
        issues_handled: { label: 'issues', formula: summed('issues_total'), unit: 'count' },
      },
      formula: 'at_first_contact/issues_handled',
    },
    {
      id: 'summary_tickets',
      label: 'from issues solved at first contact and tickets received in the summary',
      inputs: {
        at_first_contact: {
          label: 'solved at first contact',
          formula: summed('first_contact_resolved'),
          unit: 'count',
        },
        issues_handled: { label: 'tickets received', formula: summed('tickets_received'), unit: 'count' },
      },
      formula: 'at_first_contact/issues_handled',
    },
  ],
  examples: [
    {
      name: 'a sheet that says only whether the first contact solved it: 2 of 4',
      data: {
        tickets: [
          ['ticket_id', 'first_contact'],
          ['1', true],
          ['2', false],
          ['3', true],
          ['4', null],
        ],
      },
      method: 'tickets_said',
      value: 0.5,
    },
    {
      name: '200 of 500 issues at first contact',
      data: {
        period_summary: [
          ['issues_total', 'first_contact_resolved'],
          [500, 200],
        ],
      },
      method: 'summary',
      value: 0.4,
    },
    {
      name: 'one of five: two replies, a reopening, no solution and an unknown number of replies do not count',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'status', 'replies', 'reopens'],
          ['1', '2024-01-02 09:00:00', 'solved', 1, null],
          ['2', '2024-01-02 09:00:00', 'solved', 2, 0],
          ['3', '2024-01-02 09:00:00', 'closed', 1, 1],
          ['4', '2024-01-02 09:00:00', 'open', 1, 0],
          ['5', '2024-01-02 09:00:00', 'solved', null, 0],
          ['6', '2024-02-02 09:00:00', 'solved', 1, 0],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'tickets',
      value: 0.2,
    },
    {
      name: 'no issues: no rate',
      data: {
        period_summary: [
          ['issues_total', 'first_contact_resolved'],
          [0, 0],
        ],
      },
      value: null,
    },
  ],
}

export default firstContactResolutionRate
