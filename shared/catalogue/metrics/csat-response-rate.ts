import type { MetricDefinition, MetricMethod } from '#shared/domain/metric.ts'
import { during, snapshotNote, summed } from '../fragments.ts'

const answersToSent = (
  criteria: string,
): Pick<MetricMethod, 'inputs' | 'formula' | 'numerator' | 'denominator'> => ({
  inputs: {
    answers: {
      label: 'surveys sent and answered',
      formula: `COUNTIFS(survey_responses[sent],TRUE,survey_responses[is_answered],TRUE${criteria})`,
      unit: 'count',
    },
    surveys: {
      label: 'surveys sent',
      formula: `COUNTIFS(survey_responses[sent],TRUE${criteria})`,
      unit: 'count',
    },
  },
  formula: 'answers/surveys',
  numerator: 'answers',
  denominator: 'surveys',
})

const csatResponseRate: MetricDefinition = {
  id: 'csat_response_rate',
  version: 1,
  name: 'Survey Response Rate',
  aliases: ['CSAT response rate', 'response rate', 'survey participation rate', 'return rate'],
  category: 'loyalty',
  unit: 'percent',
  direction: 'higher_is_better',
  question: 'Which share of the surveys sent was answered?',
  description:
    'Answers divided by surveys sent. The number of answers stands beside it: few answers say little.',
  source: 'Common usage in customer research.',
  methods: [
    {
      id: 'sent_surveys',
      label: 'from surveys sent in the period',
      ...answersToSent(`,${during('survey_responses[date]')}`),
      notes: [
        'A survey belongs to the period of its date: where the list has the date of the answer, one without an answer has none and is not counted.',
      ],
    },
    {
      id: 'summary',
      label: 'from answers and surveys sent in the summary',
      inputs: {
        answers: { label: 'answers', formula: summed('csat_responses'), unit: 'count' },
        surveys: { label: 'surveys sent', formula: summed('surveys_sent'), unit: 'count' },
      },
      formula: 'answers/surveys',
    },
    {
      id: 'answers_and_summary',
      label: 'from answers of the period and surveys sent in the summary',
      inputs: {
        answers: {
          label: 'answers of the period',
          formula: `COUNTIFS(survey_responses[is_answered],TRUE,${during('survey_responses[date]')})`,
          unit: 'count',
        },
        surveys: { label: 'surveys sent', formula: summed('surveys_sent'), unit: 'count' },
      },
      formula: 'answers/surveys',
      numerator: 'answers',
    },
    {
      id: 'sent_surveys_undated',
      label: 'from all surveys in the list',
      ...answersToSent(''),
      notes: [snapshotNote],
      snapshot: true,
    },
  ],
  examples: [
    {
      name: '30 of 120',
      data: {
        period_summary: [
          ['csat_responses', 'surveys_sent'],
          [30, 120],
        ],
      },
      method: 'summary',
      value: 0.25,
    },
    {
      name: 'a list of surveys sent: two of three answered; one that was not sent does not count',
      data: {
        survey_responses: [
          ['response_id', 'sent', 'csat'],
          ['1', true, 5],
          ['2', true, null],
          ['3', true, 1],
          ['4', false, null],
        ],
      },
      method: 'sent_surveys_undated',
      value: 2 / 3,
    },
    {
      name: 'none sent: no rate',
      data: {
        period_summary: [
          ['csat_responses', 'surveys_sent'],
          [0, 0],
        ],
      },
      value: null,
    },
  ],
}

export default csatResponseRate
