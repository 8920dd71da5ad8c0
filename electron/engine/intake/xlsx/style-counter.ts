/** Counts styles by column; in nearly every column long runs of cells share one. */
export function createStyleCounter() {
  const counts = new Map<number, Map<number, number>>()
  const lastStyle: number[] = []
  const runLength: number[] = []
  const settle = (column: number): void => {
    const style = lastStyle[column]
    if (style === undefined) return
    const ofColumn = counts.get(column) ?? new Map<number, number>()
    counts.set(column, ofColumn.set(style, (ofColumn.get(style) ?? 0) + (runLength[column] ?? 0)))
    runLength[column] = 0
  }
  return {
    add(column: number, style: number): void {
      if (lastStyle[column] === style) {
        runLength[column] = (runLength[column] ?? 0) + 1
        return
      }
      settle(column)
      lastStyle[column] = style
      runLength[column] = 1
    },
    counts() {
      for (const column of lastStyle.keys()) settle(column)
      return counts
    },
  }
}
