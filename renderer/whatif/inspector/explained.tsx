import { Fragment } from 'react'

interface Props {
  readonly title: string
  readonly formula: string
  /** What the formula leaves open. */
  readonly words: string
  readonly terms: readonly { readonly name: string; readonly words: string }[]
}

/** What the figures of a panel are, and by which convention. */
export const Explained = ({ title, formula, words, terms }: Props) => (
  <div className="whatif-explained">
    <h2>{title}</h2>
    <section>
      <h3>Formula</h3>
      <p className="whatif-formula mono selectable">{formula}</p>
      <p className="selectable">{words}</p>
    </section>
    <section>
      {terms.map((term) => (
        <Fragment key={term.name}>
          <h3>{term.name}</h3>
          <p className="selectable">{term.words}</p>
        </Fragment>
      ))}
    </section>
  </div>
)
