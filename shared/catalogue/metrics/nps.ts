import type { MetricDefinition, MetricInput, MetricMethod } from '#shared/domain/metric.ts'
import { during, snapshotNote, summed } from '../fragments.ts'

const value = '(promoter_count-detractor_count)/answer_count*100'

/**
 * Half the width of the 95 % interval of a difference of two shares of one sample:
 * variance = (p + d) - (p - d)^2, for shares p of promoters and d of detractors.
 */
const beside: Readonly<Record<string, MetricInput>> = {
  margin_of_error: {
    label: 'margin of error (95 %), plus or minus',
    formula:
      '1.96*(((promoter_count+detractor_count)/answer_count-((promoter_count-detractor_count)/answer_count)^2)/answer_count)^0.5*100',
    unit: 'points',
  },
  promoter_share: { label: 'promoters', formula: 'promoter_count/answer_count', unit: 'percent' },
  detractor_share: { label: 'detractors', formula: 'detractor_count/answer_count', unit: 'percent' },
}

const fromAnswers = (
  criteria: string,
): Pick<MetricMethod, 'inputs' | 'formula' | 'beside' | 'denominator'> => ({
  inputs: {
    promoter_count: {
      label: 'promoters: answers of 9 or 10',
      formula: `COUNTIFS(survey_responses[nps],">=9",survey_responses[nps],"<=10"${criteria})`,
      unit: 'count',
    },
    detractor_count: {
      label: 'detractors: answers of 0 to 6',
      formula: `COUNTIFS(survey_responses[nps],">=0",survey_responses[nps],"<=6"${criteria})`,
      unit: 'count',
    },
    answer_count: {
      label: 'answers of 0 to 10',
      formula: `COUNTIFS(survey_responses[nps],">=0",survey_responses[nps],"<=10"${criteria})`,
      unit: 'count',
    },
  },
  formula: value,
  denominator: 'answer_count',
  beside,
})

const nps: MetricDefinition = {
  id: 'nps',
  version: 1,
  name: 'Net Promoter Score',
  aliases: ['NPS', 'net promoter', 'promoter score', 'likelihood to recommend'],
  category: 'loyalty',
  unit: 'points',
  direction: 'higher_is_better',
  question: 'How many more customers would recommend than would warn?',
  description:
    'The share of promoters (answers of 9 or 10) less the share of detractors (0 to 6), from -100 to 100. Passives (7 or 8) count among the answers. Answers outside of 0 to 10 are left out.',
  source:
    'Reichheld 2003, as commonly used. The margin of error is that of a difference of two shares of one sample.',
  bands: [
    { to: 0, label: 'below 0', grade: 'poor' },
    { from: 0, to: 30, label: 'acceptable: above 0', grade: 'fair' },
    { from: 30, to: 50, label: 'great: above 30', grade: 'good' },
    { from: 50, to: 71, label: 'amazing: above 50', grade: 'good' },
    { from: 71, label: 'outstanding: above 71', grade: 'good' },
  ],
  methods: [
    {
      id: 'answers',
      label: 'from answers of the period',
      ...fromAnswers(`,${during('survey_responses[date]')}`),
    },
    {
      id: 'summary',
      label: 'from promoters, passives and detractors in the summary',
      inputs: {
        promoter_count: { label: 'promoters', formula: summed('promoters'), unit: 'count' },
        detractor_count: { label: 'detractors', formula: summed('detractors'), unit: 'count' },
        answer_count: {
          label: 'promoters, passives and detractors',
          formula: `${summed('promoters')}+${summed('passives')}+${summed('detractors')}`,
          unit: 'count',
        },
      },
      formula: value,
      beside,
    },
    {
      id: 'answers_undated',
      label: 'from all answers in the list',
      ...fromAnswers(''),
      notes: [snapshotNote],
      snapshot: true,
    },
  ],
  examples: [
    {
      name: '5 promoters, 3 passives, 2 detractors',
      data: {
        period_summary: [
          ['promoters', 'passives', 'detractors'],
          [5, 3, 2],
        ],
      },
      method: 'summary',
      value: 30,
    },
    {
      name: 'the ends of the groups: 0 and 6 detract, 7 and 8 do not count, 9 and 10 promote; 11 and -1 are left out',
      data: {
        survey_responses: [
          ['response_id', 'nps'],
          ['1', 0],
          ['2', 6],
          ['3', 7],
          ['4', 8],
          ['5', 9],
          ['6', 10],
          ['7', 10],
          ['8', 10],
          ['9', 11],
          ['10', -1],
          ['11', null],
          ['12', 'ten'],
        ],
      },
      method: 'answers_undated',
      value: 25,
    },
    {
      name: 'only answers of the period',
      data: {
        survey_responses: [
          ['response_id', 'date', 'nps'],
          ['1', '2024-01-31', 10],
          ['2', '2024-02-01', 0],
          ['3', null, 0],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'answers',
      value: 100,
    },
    {
      name: 'no answers: no score, not 0',
      data: {
        survey_responses: [
          ['response_id', 'nps'],
          ['1', null],
        ],
      },
      value: null,
    },
  ],
}

export default nps
