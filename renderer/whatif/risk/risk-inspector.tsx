import { Explained } from '../inspector/explained.tsx'

/** What revenue at risk is, and by which convention. */
export const RiskInspector = () => (
  <Explained
    title="Revenue at risk"
    formula="MRR at risk = Σ MRR of a customer × probability that it leaves"
    words="Of the customers there are at the end of the data, as it is: scenarios do not change it."
    terms={terms}
  />
)

const terms = [
  {
    name: 'Churn by tenure',
    words:
      'The probability of leaving within the months, by sBG fitted to how long customers stayed; one churn for all where churn does not fall with tenure.',
  },
  {
    name: 'P(alive)',
    words:
      'The probability of having left already, 1 − P(alive), by the purchase model last fitted, else by the one that is advised. MRR is mapped, or a twelfth of the purchases of the last year.',
  },
  {
    name: 'Health bands',
    words: 'A band is no probability: all MRR in red counts as at risk, and no other.',
  },
  { name: 'Risk band', words: 'Low below 20\u00a0%, medium below 50\u00a0%, else high.' },
  {
    name: 'Saved so far',
    words: 'What it is worth to keep this customer and all above it: the MRR at risk added up.',
  },
] as const
