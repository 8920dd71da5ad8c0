import type { Direction, Unit } from '#shared/domain/metric.ts'
import type { Billing, OutputName } from '#shared/domain/scenario.ts'
import type { MonthlyOutput } from '#shared/models/projection/projection.ts'

/** What an output is, in words, with its formula and the convention it follows. */
export interface OutputDisplay {
  readonly label: string
  readonly unit: Unit
  readonly direction: Direction
  readonly definition: string
  /** The formula, which depends on when revenue is billed. */
  readonly formula: (billing: Billing) => string
  readonly convention: (billing: Billing) => string
}

const higher = 'higher_is_better' as const

const revenueFormulas: Readonly<Record<Billing, string>> = {
  advance: 'revenue(t) = ARPA(t) × C(t−1)',
  average: 'revenue(t) = (ARPA(t) × C(t−1) + ARPA(t+1) × C(t)) / 2',
  closing: 'revenue(t) = ARPA(t+1) × C(t)',
}

const billingWords: Readonly<Record<Billing, string>> = {
  advance: 'Billed in advance: the customers at the start of the month pay, also those who leave in it.',
  average: 'Average: the mean of the month’s start and end.',
  closing: 'Closing: the customers at the end of the month pay.',
}

export const billingLabels: Readonly<Record<Billing, string>> = {
  advance: 'Billed in advance',
  average: 'Average base',
  closing: 'Closing base',
}

const discountedFormulas: Readonly<Record<Billing, string>> = {
  advance: 'ARPA × margin × (1 + i) / (i + churn)',
  average: 'ARPA × margin × √(1 + i) / (i + churn)',
  closing: 'ARPA × margin / (i + churn)',
}

const monthlyRate = 'i = (1 + annual discount)^(1/12) − 1: 10 % a year is 0.797 % a month, not 0.833 %.'

export const outputDisplays: Readonly<Record<OutputName, OutputDisplay>> = {
  clv: {
    label: 'CLV',
    unit: 'money',
    direction: higher,
    definition: 'Gross profit that a customer brings over a whole lifetime, not discounted.',
    formula: () => 'ARPA × margin / churn',
    convention: () =>
      'Churn is the share that leaves in a month. Where drivers change over the months, the profits of the months are added up, and the last month holds ever after.',
  },
  clvDiscounted: {
    label: 'CLV, discounted',
    unit: 'money',
    direction: higher,
    definition: 'What those profits are worth at the start.',
    formula: (billing) => discountedFormulas[billing],
    convention: () => monthlyRate,
  },
  ltvToCac: {
    label: 'LTV to CAC',
    unit: 'ratio',
    direction: higher,
    definition: 'CLV for each unit of money spent on winning the customer.',
    formula: () => 'CLV / CAC',
    convention: () => 'CLV is the one that is not discounted. Without CAC there is no value.',
  },
  paybackMonths: {
    label: 'CAC payback',
    unit: 'months',
    direction: 'lower_is_better',
    definition: 'Months until the gross profit of a customer has covered the cost of winning it.',
    formula: () => 'first t with Σ survival × ARPA × margin ≥ CAC',
    convention: () =>
      'Survival is included: some leave before they have paid back. The simple form, CAC / (ARPA × margin), stands beside it.',
  },
  customers: {
    label: 'Customers at the end',
    unit: 'count',
    direction: higher,
    definition: 'Customers at the end of the last month.',
    formula: () => 'C(t) = C(t−1) − churn(t) × C(t−1) + new(t)',
    convention: () => 'New customers join at the month’s end, so nobody leaves in the month of joining.',
  },
  mrr: {
    label: 'MRR at the end',
    unit: 'money',
    direction: higher,
    definition: 'Monthly recurring revenue at the end of the last month.',
    formula: () => 'MRR(t) = ARPA(t) × (1 + expansion − contraction) × C(t)',
    convention: () => 'ARPA of the next month, on the customers at the month’s end.',
  },
  revenue: {
    label: 'Revenue',
    unit: 'money',
    direction: higher,
    definition: 'Revenue of all months together.',
    formula: (billing) => revenueFormulas[billing],
    convention: (billing) => billingWords[billing],
  },
  grossProfit: {
    label: 'Gross profit',
    unit: 'money',
    direction: higher,
    definition: 'Gross profit of all months together.',
    formula: () => 'gross profit(t) = margin(t) × revenue(t)',
    convention: (billing) => billingWords[billing],
  },
}

/** Figures of the comparison that are not questions' outputs. */
export const extraDisplays = {
  contribution: { label: 'Contribution', unit: 'money', direction: higher },
  lifetimeMonths: { label: 'Lifetime of a customer', unit: 'months', direction: higher },
  paybackMonthsSimple: {
    label: 'CAC payback, simple form',
    unit: 'months',
    direction: 'lower_is_better',
  },
} as const satisfies Record<string, Pick<OutputDisplay, 'label' | 'unit' | 'direction'>>

/** The lines that the month chart can show. */
export const monthLines = ['mrr', 'customers', 'revenue', 'grossProfit', 'contribution'] as const
export type MonthLine = (typeof monthLines)[number]

export const monthLineDisplays: Readonly<
  Record<MonthLine, { readonly label: string; readonly unit: Unit; readonly figure: MonthlyOutput }>
> = {
  mrr: { label: 'MRR', unit: 'money', figure: 'mrr' },
  customers: { label: 'Customers', unit: 'count', figure: 'customers' },
  revenue: { label: 'Revenue', unit: 'money', figure: 'revenue' },
  grossProfit: { label: 'Gross profit', unit: 'money', figure: 'grossProfit' },
  contribution: { label: 'Contribution', unit: 'money', figure: 'contribution' },
}
