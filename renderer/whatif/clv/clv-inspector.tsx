import { Explained } from '../inspector/explained.tsx'

/** What the figures of a CLV model are, and by which convention. */
export const ClvInspector = () => (
  <Explained
    title="CLV by model"
    formula="CLV = Σ expected purchases in month t × expected value × margin / (1 + i)^t"
    words="Over the months ahead. i = (1 + annual discount)^(1/12) − 1; margin and discount are those of the baseline."
    terms={terms}
  />
)

const terms = [
  {
    name: 'P(alive)',
    words:
      'The probability that the customer is still one at the end of the observation. A customer under contract is, or is not.',
  },
  {
    name: 'Expected purchases',
    words:
      'Purchases in the months ahead, P(alive) included. For contracts: payments, renewals that may not happen included.',
  },
  {
    name: 'Expected value',
    words:
      'Of one purchase, by Gamma-Gamma: a customer’s own mean, drawn towards that of all the more, the fewer purchases there are.',
  },
  { name: 'Risk', words: 'By 1 − P(alive): low below 20\u00a0%, medium below 50\u00a0%, else high.' },
  {
    name: 'Conventions',
    words:
      'Recency is the customer’s age at the last purchase; T runs to the end of the observation. Purchases on one day are one, and the first is not a repeat. A month is 365.25 / 12 days.',
  },
] as const
