import type { MetricDefinition, MetricMethod } from '#shared/domain/metric.ts'
import { averaged, during, snapshotNote } from '../fragments.ts'

const valid = 'survey_responses[ces],">=0",survey_responses[ces],"<="&ces_scale'

/** Answers of a question of ease are turned round, so that the score always means effort. */
const effort = 'IF(easy_end>1,scale_end+1-mean_answer,mean_answer)'
const scale = {
  scale_end: { label: 'highest answer on the scale', formula: 'ces_scale', unit: 'points' },
  easy_end: { label: 'the answer that means easiest', formula: 'ces_easy_end', unit: 'points' },
} as const
const directionNote =
  'Two directions are in use. The value is effort: low is good. Where the survey asks how easy it was, set the answer that means easiest among the assumptions to the top of the scale, and the mean is turned round.'

const fromAnswers = (
  criteria: string,
): Pick<MetricMethod, 'inputs' | 'formula' | 'denominator' | 'beside'> => ({
  inputs: {
    mean_answer: {
      label: 'mean answer',
      formula: `AVERAGEIFS(survey_responses[ces],${valid}${criteria})`,
      unit: 'points',
    },
    answer_count: { label: 'answers', formula: `COUNTIFS(${valid}${criteria})`, unit: 'count' },
    ...scale,
  },
  formula: effort,
  denominator: 'answer_count',
  beside: {
    median_answer: {
      label: 'median answer',
      formula: `MEDIANIFS(survey_responses[ces],${valid}${criteria})`,
      unit: 'points',
    },
    as_answered: { label: 'mean answer as given', formula: 'mean_answer', unit: 'points' },
  },
})

const ces: MetricDefinition = {
  id: 'ces',
  version: 1,
  name: 'Customer Effort Score',
  aliases: ['CES', 'customer effort', 'effort score', 'ease score', 'customer ease score'],
  category: 'loyalty',
  unit: 'points',
  direction: 'lower_is_better',
  question: 'How much effort did it take customers?',
  description:
    'The mean answer on the effort scale, 1 to 7 unless the assumptions say otherwise. Low means little effort.',
  source:
    'Dixon, Freeman & Toman 2010, as commonly used. Newer surveys ask how easy it was and take a high mean as good; the setting turns their answers round.',
  methods: [
    {
      id: 'answers',
      label: 'from answers of the period',
      ...fromAnswers(`,${during('survey_responses[date]')}`),
      notes: [directionNote],
    },
    {
      id: 'summary',
      label: 'from the mean in the summary',
      inputs: {
        mean_answer: { label: 'mean answer', formula: averaged('ces_average'), unit: 'points' },
        ...scale,
      },
      formula: effort,
      notes: [
        directionNote,
        'Over several rows it is the mean of their means, whatever the number of answers behind each.',
      ],
    },
    {
      id: 'answers_undated',
      label: 'from all answers in the list',
      ...fromAnswers(''),
      notes: [directionNote, snapshotNote],
      snapshot: true,
    },
  ],
  examples: [
    {
      name: 'the mean of 1, 2 and 6; 9 is off the scale',
      data: {
        survey_responses: [
          ['response_id', 'ces'],
          ['1', 1],
          ['2', 2],
          ['3', 6],
          ['4', 9],
          ['5', null],
        ],
      },
      method: 'answers_undated',
      value: 3,
    },
    {
      name: 'the survey asks how easy it was: 6 of 7 is an effort of 2',
      data: {
        survey_responses: [
          ['response_id', 'ces'],
          ['1', 5],
          ['2', 7],
        ],
      },
      assumptions: { ces_easy_end: 7 },
      value: 2,
    },
    {
      name: 'only answers of the period',
      data: {
        survey_responses: [
          ['response_id', 'date', 'ces'],
          ['1', '2024-01-31 20:00:00', 2],
          ['2', '2024-02-01', 7],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'answers',
      value: 2,
    },
    {
      name: 'no answers: no score',
      data: {
        survey_responses: [
          ['response_id', 'ces'],
          ['1', null],
        ],
      },
      value: null,
    },
  ],
}

export default ces
