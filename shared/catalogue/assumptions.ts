import type { Unit } from '#shared/domain/metric.ts'

/** A named number that the user may give; it is used by its name in any formula. */
export interface AssumptionDefinition {
  readonly name: string
  readonly label: string
  /** Left out for plain numbers such as a scale's end or a weight. A rate of unit `percent` is a fraction. */
  readonly unit?: Unit
  /** Left out where no value can be assumed: what needs it then has no value. */
  readonly default?: number
  readonly description: string
  /** Texts that mean it in people's sheets, in lower case; the name and the label need not be repeated. */
  readonly synonyms: readonly string[]
}

const healthDimension = (
  dimension: string,
  label: string,
  weight: number,
  high: number,
): readonly AssumptionDefinition[] => [
  {
    name: `health_${dimension}_weight`,
    label: `Health: weight of ${label}`,
    default: weight,
    description: `How much ${label} counts in the health score, beside the other weights.`,
    synonyms: [`${label} weight`, `weight ${label}`, `weight of ${label}`],
  },
  {
    name: `health_${dimension}_low`,
    label: `Health: ${label} worth 0`,
    default: 0,
    description: `The value of ${label} that is worth 0 points; above the other end where less is better.`,
    synonyms: [`${label} low`, `${label} worst`],
  },
  {
    name: `health_${dimension}_high`,
    label: `Health: ${label} worth 100`,
    default: high,
    description: `The value of ${label} that is worth 100 points.`,
    synonyms: [`${label} high`, `${label} best`],
  },
]

export const assumptions: readonly AssumptionDefinition[] = [
  {
    name: 'target_churn_rate',
    label: 'Target churn rate',
    unit: 'percent',
    description: 'The churn rate aimed at, for a period as long as the forecast’s.',
    synonyms: [
      'target churn',
      'churn target',
      'churn goal',
      'planned churn',
      'zielabwanderung',
      'objectif de churn',
    ],
  },
  {
    name: 'forecast_churn_rate',
    label: 'Forecast churn rate',
    unit: 'percent',
    description: 'The churn rate expected, typed or taken from the what-if model.',
    synonyms: [
      'forecast churn',
      'churn forecast',
      'expected churn',
      'expected churn rate',
      'projected churn',
      'predicted churn',
    ],
  },
  {
    name: 'monthly_churn_rate',
    label: 'Monthly churn rate',
    unit: 'percent',
    description: 'The share of customers lost in a month, where it is typed and not measured.',
    synonyms: [
      'churn',
      'churn rate',
      'monthly churn',
      'customer churn rate',
      'abwanderungsrate',
      'taux de churn',
      'tasa de abandono',
    ],
  },
  {
    name: 'gross_margin',
    label: 'Gross margin',
    unit: 'percent',
    description: 'The share of revenue that is left after the cost of serving it.',
    synonyms: [
      'margin',
      'gross margin %',
      'gross profit margin',
      'gm',
      'contribution margin',
      'bruttomarge',
      'marge brute',
      'margen bruto',
    ],
  },
  {
    name: 'discount_rate',
    label: 'Discount rate a year',
    unit: 'percent',
    default: 0.1,
    description: 'By how much money is worth less a year later.',
    synonyms: [
      'discount',
      'annual discount rate',
      'wacc',
      'cost of capital',
      'diskontsatz',
      'taux d’actualisation',
      'tasa de descuento',
    ],
  },
  {
    name: 'acquisition_cost',
    label: 'Acquisition cost of a customer',
    unit: 'money',
    description: 'What it costs to win one customer (CAC).',
    synonyms: [
      'cac',
      'customer acquisition cost',
      'cost of acquisition',
      'cost per acquisition',
      'cpa',
      'akquisekosten',
      'coût d’acquisition',
    ],
  },
  {
    name: 'retention_cost',
    label: 'Retention cost of a customer a month',
    unit: 'money',
    description: 'What it costs to keep one customer for one month.',
    synonyms: [
      'customer retention cost',
      'cost to retain',
      'retention cost per customer',
      'cost to serve',
      'crc',
    ],
  },
  {
    name: 'lifespan_months',
    label: 'Customer lifespan in months',
    unit: 'months',
    description: 'How many months a customer stays, on average.',
    synonyms: [
      'lifespan',
      'customer lifespan',
      'average customer lifespan',
      'average lifespan',
      'lifetime',
      'customer lifetime',
      'lifetime months',
      'average lifetime',
    ],
  },
  {
    name: 'lifespan_years',
    label: 'Customer lifespan in years',
    description: 'How many years a customer stays, on average.',
    synonyms: [
      'lifespan years',
      'lifespan in years',
      'customer lifespan years',
      'average lifespan years',
      'lifetime years',
      'years',
    ],
  },
  {
    name: 'average_revenue',
    label: 'Average revenue of a customer a month',
    unit: 'money',
    description: 'What a customer brings in a month, on average.',
    synonyms: [
      'average monthly revenue',
      'avg monthly revenue',
      'monthly revenue',
      'average revenue per month',
      'revenue per customer',
      'average revenue per customer',
      'arpa',
      'arpu',
    ],
  },
  {
    name: 'average_purchase_value',
    label: 'Average purchase value',
    unit: 'money',
    description: 'What a purchase brings, on average.',
    synonyms: [
      'average order value',
      'aov',
      'apv',
      'purchase value',
      'order value',
      'average sale',
      'average basket',
    ],
  },
  {
    name: 'purchases_per_year',
    label: 'Purchases of a customer a year',
    unit: 'per_year',
    description: 'How many times a customer buys in a year, on average.',
    synonyms: [
      'purchase frequency',
      'average purchase frequency',
      'orders per year',
      'orders a year',
      'purchases a year',
    ],
  },
  {
    name: 'tickets_target',
    label: 'Target of tickets solved in a month',
    unit: 'count',
    description: 'How many tickets are to be solved in a month.',
    synonyms: [
      'ticket target',
      'tickets solved target',
      'target tickets',
      'target tickets solved',
      'tickets goal',
      'solved target',
    ],
  },
  {
    name: 'acv_includes_one_time_fees',
    label: 'ACV includes one-time fees',
    default: 0,
    description:
      'Annual contract value: 0 counts only what recurs, 1 also counts one-time fees. Both are in use.',
    synonyms: ['acv includes one time fees', 'include one-time fees in acv', 'acv with one-time fees'],
  },
  {
    name: 'csat_scale',
    label: 'CSAT: highest answer',
    default: 5,
    description: 'The best answer on the satisfaction scale: 5 on a scale from 1 to 5.',
    synonyms: ['csat scale max', 'csat max', 'satisfaction scale'],
  },
  {
    name: 'csat_satisfied_from',
    label: 'CSAT: satisfied from',
    default: 4,
    description: 'The lowest answer that counts as satisfied: 4 on a scale from 1 to 5.',
    synonyms: ['csat threshold', 'satisfied from', 'csat satisfied threshold'],
  },
  {
    name: 'ces_scale',
    label: 'CES: highest answer',
    default: 7,
    description: 'The highest answer on the effort scale: 7 on a scale from 1 to 7.',
    synonyms: ['ces scale max', 'ces max', 'effort scale'],
  },
  {
    name: 'ces_easy_end',
    label: 'CES: the answer that means easiest',
    default: 1,
    description:
      'Which end of the effort scale means little effort: 1 where the question is how much effort it took, the highest answer where the question is how easy it was.',
    synonyms: ['ces easy', 'ces direction', 'easy end', 'ces easiest'],
  },
  ...healthDimension('usage', 'usage', 30, 100),
  ...healthDimension('support', 'support', 20, 100),
  ...healthDimension('relationship', 'relationship', 20, 100),
  ...healthDimension('nps', 'nps', 15, 10),
  ...healthDimension('payment', 'payment', 15, 100),
  {
    name: 'health_green_from',
    label: 'Health: green from',
    unit: 'points',
    default: 70,
    description: 'The lowest health score that is green.',
    synonyms: ['green from', 'healthy from', 'green threshold'],
  },
  {
    name: 'health_amber_from',
    label: 'Health: amber from',
    unit: 'points',
    default: 40,
    description: 'The lowest health score that is amber; below it is red.',
    synonyms: ['amber from', 'yellow from', 'at risk from', 'amber threshold'],
  },
]

/** The assumption of that name, or undefined. */
export const findAssumption = (name: string): AssumptionDefinition | undefined =>
  assumptions.find((assumption) => assumption.name === name)
