const longestWait = 120_000
const step = 200
/** A view that has just got its first figures asks for others; it has all once it stays without a question. */
const quietSteps = 3

/** What stands in place of figures that are still being worked out, as a selector. */
export const waitingElements = ':is(.bp6-skeleton, .bp6-spinner, .app-loading, [aria-busy="true"])'

/** Whether the view still waits for figures. */
const isComputing = (): boolean => document.querySelector(`.app-workspace ${waitingElements}`) !== null

/** Resolves once the view has what it shows: printed before, it would be empty boxes. */
export async function computedView(): Promise<void> {
  let quiet = 0
  for (let waited = 0; waited < longestWait && quiet < quietSteps; waited += step) {
    await new Promise((resolve) => setTimeout(resolve, step))
    quiet = isComputing() ? 0 : quiet + 1
  }
}
