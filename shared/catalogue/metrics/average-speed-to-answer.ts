import type { MetricDefinition, MetricMethod } from '#shared/domain/metric.ts'
import { during, snapshotNote, summed } from '../fragments.ts'

const fromCalls = (
  criteria: string,
): Pick<MetricMethod, 'inputs' | 'formula' | 'numerator' | 'denominator' | 'beside'> => ({
  inputs: {
    waited: {
      label: 'seconds that answered calls waited',
      formula: `SUMIFS(calls[wait],calls[wait],">=0"${criteria})`,
      unit: 'seconds',
    },
    answered_calls: {
      label: 'answered calls',
      formula: `COUNTIFS(calls[wait],">=0"${criteria})`,
      unit: 'count',
    },
  },
  formula: 'waited/answered_calls',
  numerator: 'waited',
  denominator: 'answered_calls',
  beside: {
    median_wait: {
      label: 'median',
      formula: `MEDIANIFS(calls[wait],calls[wait],">=0"${criteria})`,
      unit: 'seconds',
    },
    p90_wait: {
      label: 'nine in ten within',
      formula: `PERCENTILEIFS(calls[wait],0.9,calls[wait],">=0"${criteria})`,
      unit: 'seconds',
    },
  },
})

const averageSpeedToAnswer: MetricDefinition = {
  id: 'average_speed_to_answer',
  version: 1,
  name: 'Average Speed to Answer',
  aliases: ['ASA', 'average speed of answer', 'average wait time', 'call wait time', 'speed of answer'],
  category: 'support',
  unit: 'seconds',
  direction: 'lower_is_better',
  question: 'How long does a caller wait for an agent?',
  description:
    'Seconds that answered calls waited in the queue, divided by the answered calls. The time in the menu (IVR) before the queue does not count; calls that nobody answered do not count.',
  source: 'Common usage in call centres.',
  methods: [
    { id: 'calls', label: 'from calls of the period', ...fromCalls(`,${during('calls[queued_at]')}`) },
    {
      id: 'summary',
      label: 'from waiting seconds and calls answered in the summary',
      inputs: {
        waited: { label: 'waiting seconds in total', formula: summed('wait_seconds_total'), unit: 'seconds' },
        answered_calls: { label: 'calls answered', formula: summed('calls'), unit: 'count' },
      },
      formula: 'waited/answered_calls',
    },
    {
      id: 'calls_undated',
      label: 'from all calls in the list',
      ...fromCalls(''),
      notes: [snapshotNote],
      snapshot: true,
    },
  ],
  examples: [
    {
      name: '20 and 40 seconds; nobody answered the third, and the fourth was answered before it was queued',
      data: {
        calls: [
          ['call_id', 'queued_at', 'answered_at'],
          ['1', '2024-01-02 09:00:00', '2024-01-02 09:00:20'],
          ['2', '2024-01-31 23:59:50', '2024-02-01 00:00:30'],
          ['3', '2024-01-02 09:00:00', null],
          ['4', '2024-01-02 09:00:00', '2024-01-02 08:00:00'],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'calls',
      value: 30,
    },
    {
      name: 'an abandoned call does not count, however long it waited',
      data: {
        calls: [
          ['call_id', 'wait_seconds', 'abandoned'],
          ['1', 10, false],
          ['2', 600, true],
          ['3', 0, false],
          ['4', null, false],
        ],
      },
      method: 'calls_undated',
      value: 5,
    },
    {
      name: 'no call answered: no value',
      data: {
        period_summary: [
          ['wait_seconds_total', 'calls'],
          [0, 0],
        ],
      },
      value: null,
    },
    {
      name: 'from the summary',
      data: {
        period_summary: [
          ['wait_seconds_total', 'calls'],
          [6000, 200],
        ],
      },
      method: 'summary',
      value: 30,
    },
  ],
}

export default averageSpeedToAnswer
