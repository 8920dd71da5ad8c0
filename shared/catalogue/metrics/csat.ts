import type { MetricDefinition, MetricMethod } from '#shared/domain/metric.ts'
import { during, snapshotNote, summed } from '../fragments.ts'

const valid = 'survey_responses[csat],">=0",survey_responses[csat],"<="&csat_scale'
const inPeriod = `,${during('survey_responses[date]')}`

type Figures = Pick<MetricMethod, 'inputs' | 'formula' | 'numerator' | 'denominator' | 'beside'>

const satisfiedShare = (criteria: string): Figures => ({
  inputs: {
    satisfied_answers: {
      label: 'satisfied answers: 4 or 5 of 5',
      formula: `COUNTIFS(survey_responses[csat],">="&csat_satisfied_from,survey_responses[csat],"<="&csat_scale${criteria})`,
      unit: 'count',
    },
    answer_count: { label: 'answers', formula: `COUNTIFS(${valid}${criteria})`, unit: 'count' },
  },
  formula: 'satisfied_answers/answer_count',
  numerator: 'satisfied_answers',
  denominator: 'answer_count',
  beside: {
    mean_score: {
      label: 'mean answer',
      formula: `AVERAGEIFS(survey_responses[csat],${valid}${criteria})`,
      unit: 'points',
    },
    margin_of_error: {
      label: 'margin of error (95 %), plus or minus',
      formula: '1.96*(satisfied_answers/answer_count*(1-satisfied_answers/answer_count)/answer_count)^0.5',
      unit: 'percent',
    },
  },
})

const meanScore = (criteria: string): Figures => ({
  inputs: {
    mean_answer: {
      label: 'mean answer',
      formula: `AVERAGEIFS(survey_responses[csat],${valid}${criteria})`,
      unit: 'points',
    },
    best_answer: { label: 'best answer on the scale', formula: 'csat_scale', unit: 'points' },
  },
  formula: 'mean_answer/best_answer',
  beside: { answer_count: { label: 'answers', formula: `COUNTIFS(${valid}${criteria})`, unit: 'count' } },
})

const meanNote =
  'The mean answer as a share of the best one. It is a second definition in use and comes out higher or lower than the share of satisfied answers.'

const csat: MetricDefinition = {
  id: 'csat',
  version: 1,
  name: 'Customer Satisfaction Score',
  aliases: ['CSAT', 'customer satisfaction', 'satisfaction score', 'satisfaction rate', 'happiness score'],
  category: 'loyalty',
  unit: 'percent',
  direction: 'higher_is_better',
  question: 'Which share of those who answered are satisfied?',
  description:
    'Answers of 4 or 5 on a scale from 1 to 5, divided by all answers. The scale and what counts as satisfied stand among the assumptions. The mean answer is shown beside.',
  source: 'Common usage; the mean answer is a second definition in use and is the second method.',
  bands: [
    { to: 0.73, label: 'below the usual 73-77 %', grade: 'poor' },
    { from: 0.73, to: 0.77, label: 'usual: 73-77 %', grade: 'fair' },
    { from: 0.77, label: 'above the usual 73-77 %', grade: 'good' },
  ],
  methods: [
    { id: 'answers', label: 'satisfied answers of the period', ...satisfiedShare(inPeriod) },
    {
      id: 'summary',
      label: 'from satisfied answers and answers in the summary',
      inputs: {
        satisfied_answers: { label: 'satisfied answers', formula: summed('csat_satisfied'), unit: 'count' },
        answer_count: { label: 'answers', formula: summed('csat_responses'), unit: 'count' },
      },
      formula: 'satisfied_answers/answer_count',
    },
    {
      id: 'answers_undated',
      label: 'satisfied answers in the list',
      ...satisfiedShare(''),
      notes: [snapshotNote],
      snapshot: true,
    },
    { id: 'mean', label: 'mean answer of the period', ...meanScore(inPeriod), notes: [meanNote] },
    {
      id: 'mean_undated',
      label: 'mean answer in the list',
      ...meanScore(''),
      notes: [meanNote, snapshotNote],
      snapshot: true,
    },
  ],
  examples: [
    {
      name: 'three of five say 4 or 5',
      data: {
        survey_responses: [
          ['response_id', 'csat'],
          ['1', 5],
          ['2', 4],
          ['3', 3],
          ['4', 1],
          ['5', 4],
        ],
      },
      method: 'answers_undated',
      value: 0.6,
    },
    {
      name: 'answers outside of the scale, blanks and texts are left out',
      data: {
        survey_responses: [
          ['response_id', 'csat'],
          ['1', 5],
          ['2', 50],
          ['3', null],
          ['4', 'good'],
          ['5', 2],
        ],
      },
      value: 0.5,
    },
    {
      name: 'a scale to 10, satisfied from 8',
      data: {
        survey_responses: [
          ['response_id', 'csat'],
          ['1', 10],
          ['2', 8],
          ['3', 7],
          ['4', 5],
        ],
      },
      assumptions: { csat_scale: 10, csat_satisfied_from: 8 },
      value: 0.5,
    },
    {
      name: 'only answers of the period',
      data: {
        survey_responses: [
          ['response_id', 'date', 'csat'],
          ['1', '2024-01-01', 5],
          ['2', '2024-01-31 23:59:59', 1],
          ['3', '2024-02-01', 1],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'answers',
      value: 0.5,
    },
    {
      name: 'no answers: no score',
      data: {
        survey_responses: [
          ['response_id', 'csat'],
          ['1', null],
        ],
      },
      value: null,
    },
    {
      name: 'from the summary',
      data: {
        period_summary: [
          ['csat_satisfied', 'csat_responses'],
          [75, 100],
        ],
      },
      method: 'summary',
      value: 0.75,
    },
  ],
}

export default csat
