const scenarioColorCount = 8

/** The CSS colour of the scenario at `index` in the saved order; undefined is the baseline. */
export const scenarioColor = (index: number | undefined): string =>
  index === undefined ? 'var(--baseline)' : `var(--scenario-${(index % scenarioColorCount) + 1})`
