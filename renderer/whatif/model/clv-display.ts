import type { ClvReply, clvModels } from '#shared/contract/scenario.ts'

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

/** What each parameter says. */
export const parameterWords: Readonly<Record<string, string>> = {
  r: 'shape of the purchase rates',
  alpha: 'scale of the purchase rates; for sBG, shape of the churn chances',
  a: 'shape of the drop-out chances',
  b: 'shape of the drop-out chances',
  s: 'shape of the drop-out rates',
  beta: 'scale of the drop-out rates; for sBG, shape of the churn chances',
  p: 'spend: shape of the values of a customer',
  q: 'spend: shape across customers',
  v: 'spend: scale across customers',
}

const customerColumns = ['pAlive', 'expectedPurchases', 'expectedValue', 'clv'] as const

/** P(alive), purchases, value and CLV of every customer as tab-separated text. */
export const customersText = (customers: ClvReply['customers']): string =>
  [
    'Customer\tP(alive)\tExpected purchases\tExpected value\tCLV\tRisk',
    ...customers.map((customer) =>
      [customer.id, ...customerColumns.map((column) => customer[column] ?? ''), customer.riskBand ?? ''].join(
        '\t',
      ),
    ),
  ].join('\n')

/** "discountedLifetime" as "Discounted lifetime". */
export function wordsOfName(name: string): string {
  const spaced = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}
