import type { MetricDefinition, MetricMethod } from '#shared/domain/metric.ts'
import { overActiveAtEnd, snapshotNote } from '../fragments.ts'

const reweightedNote =
  'A dimension that is not mapped, or blank for a customer, leaves its weight to the others. Weights, scales and the limits of the bands stand among the assumptions.'
const scored = 'customers[health_score],">=0"'

type Count = (criteria: string) => string

const figures = (
  sum: string,
  count: Count,
): Pick<MetricMethod, 'inputs' | 'formula' | 'denominator' | 'beside'> => ({
  inputs: {
    points: { label: 'health scores, added up', formula: sum, unit: 'points' },
    customers_scored: { label: 'customers with a score', formula: count(scored), unit: 'count' },
  },
  formula: 'points/customers_scored',
  denominator: 'customers_scored',
  beside: {
    green: {
      label: 'green',
      formula: count('customers[health_score],">="&health_green_from'),
      unit: 'count',
    },
    amber: {
      label: 'amber',
      formula: count(
        'customers[health_score],">="&health_amber_from,customers[health_score],"<"&health_green_from',
      ),
      unit: 'count',
    },
    red: { label: 'red', formula: count('customers[health_score],"<"&health_amber_from'), unit: 'count' },
  },
})

const activeAtEnd: Count = (criteria) => overActiveAtEnd('COUNTIFS', `${criteria},`)

const customerHealthScore: MetricDefinition = {
  id: 'customer_health_score',
  version: 1,
  name: 'Customer Health Score',
  aliases: ['CHS', 'health score', 'account health', 'customer health', 'health index'],
  category: 'loyalty',
  unit: 'points',
  direction: 'higher_is_better',
  question: 'How healthy are the customers, on average?',
  description:
    'For each customer the weighted mean of its health dimensions - usage, support, relationship, NPS, payment - each brought to 0 to 100 by its worst and best value; then the mean over customers.',
  source:
    'Common practice in customer success; there is no standard. Dimensions, weights, scales and bands are settings, and a score is worth what it has been checked against churn.',
  bands: [
    { to: 40, label: 'red: below 40', grade: 'poor' },
    { from: 40, to: 70, label: 'amber: 40 to 70', grade: 'fair' },
    { from: 70, label: 'green: 70 and more', grade: 'good' },
  ],
  methods: [
    {
      id: 'dates',
      label: 'of customers active at the end',
      ...figures(overActiveAtEnd('SUMIFS', 'customers[health_score],'), activeAtEnd),
      notes: [reweightedNote, 'The list has one score a customer: it is taken for every period.'],
    },
    {
      id: 'staying',
      label: 'of customers in the list who have not left',
      ...figures(
        'SUMIFS(customers[health_score],customers[is_churned],FALSE)',
        (criteria) => `COUNTIFS(${criteria},customers[is_churned],FALSE)`,
      ),
      notes: [reweightedNote, snapshotNote],
      snapshot: true,
    },
    {
      id: 'snapshot',
      label: 'of all customers in the list',
      ...figures('SUM(customers[health_score])', (criteria) => `COUNTIFS(${criteria})`),
      notes: [reweightedNote, snapshotNote],
      snapshot: true,
    },
  ],
  examples: [
    {
      name: 'weights 30 and 20: usage 80, support 30 give 60; a missing dimension leaves its weight to the other',
      data: {
        customers: [
          ['customer_id', 'usage_score', 'support_score'],
          ['a', 80, 30],
          ['b', 40, null],
          ['c', null, null],
        ],
      },
      method: 'snapshot',
      value: 50,
    },
    {
      name: 'a value beyond its scale is cut off; an NPS answer of 5 of 10 is worth 50',
      data: {
        customers: [
          ['customer_id', 'usage_score', 'nps_score'],
          ['a', 250, 5],
        ],
      },
      assumptions: { health_usage_weight: 1, health_nps_weight: 1 },
      value: 75,
    },
    {
      name: 'a scale in falling order: 0 tickets are worth 100, 10 are worth 0',
      data: {
        customers: [
          ['customer_id', 'support_score'],
          ['a', 2],
        ],
      },
      assumptions: { health_support_low: 10, health_support_high: 0 },
      value: 80,
    },
    {
      name: 'who has left does not count',
      data: {
        customers: [
          ['customer_id', 'churned', 'usage_score'],
          ['a', true, 10],
          ['b', false, 90],
        ],
      },
      method: 'staying',
      value: 90,
    },
    {
      name: 'no customer has a score: no value',
      data: {
        customers: [
          ['customer_id', 'usage_score'],
          ['a', null],
        ],
      },
      value: null,
    },
  ],
}

export default customerHealthScore
