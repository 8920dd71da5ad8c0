/** The unit a metric's value is in. `percent` values are fractions: 0.05 is 5 %. */
export type Unit =
  | 'percent'
  | 'percentage_points'
  | 'money'
  | 'count'
  | 'ratio'
  | 'points'
  | 'seconds'
  | 'hours'
  | 'days'
  | 'months'
  | 'per_year'

export type Direction = 'higher_is_better' | 'lower_is_better' | 'neither'

export const metricCategories = ['churn', 'revenue', 'value', 'loyalty', 'support', 'engagement'] as const
export type MetricCategory = (typeof metricCategories)[number]

/** A published benchmark range; an open end is left out. */
export interface BenchmarkBand {
  /** The length of period that it speaks of; left out where it holds for any. */
  readonly grain?: 'month' | 'quarter' | 'year'
  readonly from?: number
  readonly to?: number
  readonly label: string
  readonly grade: 'good' | 'fair' | 'poor'
}

/** A part of a metric's formula with a name of its own: shown to the user, and the handle for "show the rows". */
export interface MetricInput {
  readonly label: string
  readonly formula: string
  readonly unit?: Unit
}

/**
 * One way to compute a metric from one kind of data. The formula speaks of the inputs by name; the inputs speak of
 * fields, assumptions, other metrics and the period.
 */
export interface MetricMethod {
  readonly id: string
  /** "from customers' start and end dates" */
  readonly label: string
  readonly inputs: Readonly<Record<string, MetricInput>>
  readonly formula: string
  /** Names of the inputs whose rows are the numerator and the denominator, where rows stand behind them. */
  readonly numerator?: string
  readonly denominator?: string
  /** Figures shown beside the value, such as a median beside a mean; same names are available as in `formula`. */
  readonly beside?: Readonly<Record<string, MetricInput>>
  /** What the user must know about this way of counting ("net of new customers"). */
  readonly notes?: readonly string[]
  /** True where the data has no dates: the value covers whatever the file covers, and no series exists. */
  readonly snapshot?: boolean
}

/** A small table and what the metric must make of it; a test runs every one. */
export interface MetricExample {
  readonly name: string
  /** Dataset kind -> its rows: the first line of each is the field ids. */
  readonly data: Readonly<Record<string, readonly (readonly (string | number | boolean | null)[])[]>>
  readonly assumptions?: Readonly<Record<string, number>>
  readonly period?: { readonly from: string; readonly to: string }
  /** Method that must be the one chosen, where it matters. */
  readonly method?: string
  /** null: no value. */
  readonly value: number | null
}

export interface MetricDefinition {
  readonly id: string
  /** Raised when the definition changes in a way that changes numbers. */
  readonly version: number
  readonly name: string
  readonly aliases: readonly string[]
  readonly category: MetricCategory
  readonly unit: Unit
  readonly direction: Direction
  /** The question it answers, in the analyst's words. */
  readonly question: string
  readonly description: string
  /** Where the definition comes from, and how it differs from usual variants. */
  readonly source: string
  readonly bands?: readonly BenchmarkBand[]
  /** True of a rate whose flows add up over the period against its opening: that of three years is none of a month. */
  readonly addsUp?: true
  /** Best first. */
  readonly methods: readonly MetricMethod[]
  readonly examples: readonly MetricExample[]
}
