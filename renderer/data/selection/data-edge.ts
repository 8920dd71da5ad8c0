/**
 * Where Ctrl and an arrow key stop, as in Excel: from inside a run of filled cells at its last one, from its end or
 * from a blank at the next filled one, at the end of the sheet where there is none. Fed with stretches of cells in the
 * direction of travel, so that a column of millions need not be at hand at once.
 */
export interface EdgeSearch {
  /** Takes the next stretch (true: filled). Returns the steps to go, or undefined while the edge is not reached. */
  readonly take: (filled: Iterable<boolean>) => number | undefined
  /** The steps to go where the sheet ends here. */
  readonly atEnd: () => number
}

export function searchEdge(startFilled: boolean): EdgeSearch {
  let steps = 0
  let inRun: boolean | undefined
  return {
    take: (filled) => {
      for (const cell of filled) {
        steps += 1
        inRun ??= startFilled && cell
        if (inRun && !cell) return steps - 1
        if (!inRun && cell) return steps
      }
      return undefined
    },
    atEnd: () => steps,
  }
}
