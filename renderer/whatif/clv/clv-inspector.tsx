import { Fragment } from 'react'

/** What the figures of a CLV model are, and by which convention. */
export function ClvInspector() {
  return (
    <div className="whatif-explained">
      <h2>CLV by model</h2>
      <section>
        <h3>Formula</h3>
        <p className="whatif-formula mono selectable">
          CLV = Σ expected purchases in month t × expected value × margin / (1 + i)^t
        </p>
        <p className="selectable">
          Over the months ahead. i = (1 + annual discount)^(1/12) − 1; margin and discount are those of the
          baseline.
        </p>
      </section>
      <section>
        {terms.map(({ name, words }) => (
          <Fragment key={name}>
            <h3>{name}</h3>
            <p className="selectable">{words}</p>
          </Fragment>
        ))}
      </section>
    </div>
  )
}

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
  { name: 'Risk', words: 'By 1 − P(alive): low below 20 %, medium below 50 %, else high.' },
  {
    name: 'Conventions',
    words:
      'Recency is the customer’s age at the last purchase; T runs to the end of the observation. Purchases on one day are one, and the first is not a repeat. A month is 365.25 / 12 days.',
  },
] as const
