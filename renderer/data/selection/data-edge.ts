/** Counts the filled cells among `count` cells from `first` steps away on, in the direction of travel. */
export type CountFilled = (first: number, count: number) => Promise<number>

/**
 * Where Ctrl and an arrow key stop, as in Excel: from inside a run of filled cells at its last one, from its end or
 * from a blank at the next filled one, at the end of the sheet where there is none. Returns the steps to go, at most
 * `limit`. Asks for about 2 log2(steps) counts, so that a column of millions is crossed at once.
 */
export async function stepsToEdge(
  startFilled: boolean,
  limit: number,
  countFilled: CountFilled,
): Promise<number> {
  if (limit <= 0) return 0
  const inRun = startFilled && (await countFilled(1, 1)) === 1
  const holdsEdge = async (first: number, count: number): Promise<boolean> => {
    const filled = await countFilled(first, count)
    return inRun ? filled < count : filled > 0
  }
  // Most columns are filled to their end, or blank from here on.
  if (!(await holdsEdge(1, limit))) return limit
  // Stretches that double in length until one holds the edge, then halves of that one.
  let first = inRun ? 2 : 1
  let count = 1
  while (first <= limit && !(await holdsEdge(first, Math.min(count, limit - first + 1)))) {
    first += count
    count *= 2
  }
  if (first > limit) return limit
  let last = Math.min(first + count - 1, limit)
  while (first < last) {
    const middle = (first + last) >> 1
    if (await holdsEdge(first, middle - first + 1)) last = middle
    else first = middle + 1
  }
  return inRun ? first - 1 : first
}
