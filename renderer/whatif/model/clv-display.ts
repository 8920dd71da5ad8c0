import type { clvModels } from '#shared/contract/clv.ts'
import type { Unit } from '#shared/domain/metric.ts'

export type ClvModelName = (typeof clvModels)[number]

/** Each model in plain words: what it is for and what it takes for granted. */
export const clvModelDisplays: Readonly<
  Record<ClvModelName, { readonly label: string; readonly words: string }>
> = {
  simple: {
    label: 'ARPA / churn',
    words: 'One churn rate for everybody. Quick, and right only where all customers are alike.',
  },
  sbg: {
    label: 'sBG (contracts)',
    words:
      'Shifted beta-geometric: for contracts that are renewed or not. Customers differ in how readily they leave, so those who stay longer leave less.',
  },
  'bg-nbd': {
    label: 'BG/NBD (purchases)',
    words:
      'For purchases without a contract: a customer buys at a rate of its own and may drop out after a purchase. Who has bought only once counts as alive for certain.',
  },
  'mbg-nbd': {
    label: 'MBG/NBD (purchases)',
    words: 'As BG/NBD, but a customer may also drop out right after the first purchase.',
  },
  'pareto-nbd': {
    label: 'Pareto/NBD (purchases)',
    words:
      'For purchases without a contract: a customer buys at a rate of its own and may drop out at any time. The oldest of these models.',
  },
}

/** What each parameter says; the same letter means something else in a model of contracts. */
export function parameterWords(model: string, name: string): string {
  const ofModel = model === 'sbg' ? contractParameters : purchaseParameters
  return ofModel[name] ?? ''
}

const contractParameters: Readonly<Record<string, string>> = {
  alpha: 'first shape of the churn chances',
  beta: 'second shape of the churn chances',
}

const purchaseParameters: Readonly<Record<string, string>> = {
  r: 'shape of the purchase rates',
  alpha: 'scale of the purchase rates',
  a: 'first shape of the drop-out chances',
  b: 'second shape of the drop-out chances',
  s: 'shape of the drop-out rates',
  beta: 'scale of the drop-out rates',
  p: 'spend: shape within a customer',
  q: 'spend: shape across customers',
  v: 'spend: scale across customers',
  churn: 'share that leaves in a month',
  arpa: 'what a customer pays in a month',
  margin: 'share of revenue that is profit',
}

interface AggregateDisplay {
  readonly label: string
  readonly unit: Unit
  readonly digits?: number
  /** What it means that there is no number. */
  readonly absent?: string
}

const aggregateDisplays: Readonly<Record<string, AggregateDisplay>> = {
  customers: { label: 'Customers', unit: 'count' },
  repeatCustomers: { label: 'Bought again', unit: 'count' },
  alive: { label: 'Expected to be still there', unit: 'count', digits: 0 },
  lost: { label: 'Left so far', unit: 'count' },
  expectedPurchases: { label: 'Purchases expected ahead', unit: 'count', digits: 0 },
  clv: { label: 'CLV of all', unit: 'money', digits: 0 },
  meanClv: { label: 'CLV a customer', unit: 'money' },
  clvNewCustomer: { label: 'CLV of a new customer', unit: 'money' },
  clvDiscountedInAdvance: { label: 'CLV discounted, paid in advance', unit: 'money' },
  clvDiscountedInArrears: { label: 'CLV discounted, paid in arrears', unit: 'money' },
  meanSpend: { label: 'Mean spend a purchase', unit: 'money' },
  spendCorrelation: { label: 'Correlation of spend and purchases', unit: 'ratio' },
  spendLogLikelihood: { label: 'Log-likelihood of the spend', unit: 'points' },
  monthsPerPeriod: { label: 'Months in a period', unit: 'count' },
  churnFirstPeriod: { label: 'Churn in the first period', unit: 'percent' },
  lifetimeMonths: { label: 'Lifetime', unit: 'months' },
  expectedLifetime: {
    label: 'Lifetime in periods',
    unit: 'ratio',
    absent: 'without end, as alpha is at most 1',
  },
  discountedExpectedLifetime: { label: 'Lifetime discounted, in periods', unit: 'ratio' },
  discountedResidualLifetime: { label: 'What is left after one renewal, discounted', unit: 'ratio' },
  holdoutActual: { label: 'Hold-out: purchases made', unit: 'count' },
  holdoutExpected: { label: 'Hold-out: purchases foreseen', unit: 'count', digits: 0 },
  holdoutMeanAbsoluteError: { label: 'Hold-out: mean error a customer', unit: 'ratio' },
  holdoutMeanAbsoluteErrorOfMean: { label: 'The same if all were alike', unit: 'ratio' },
}

/** A figure of all customers together, in words. */
export const aggregateDisplay = (name: string): AggregateDisplay =>
  aggregateDisplays[name] ?? { label: wordsOfName(name), unit: 'ratio' }

/** "discountedLifetime" as "Discounted lifetime". */
export function wordsOfName(name: string): string {
  const spaced = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}
