/**
 * The pairing of rows with columns, each used once at most, whose scores add up highest (the Hungarian method with
 * potentials, in cubic time). A pair that scores 0 or less is no pair. Returns for each row its column, or -1.
 */
export function assign(scores: readonly (readonly number[])[]): number[] {
  const rows = scores.length
  const columns = Math.max(0, ...scores.map((row) => row.length))
  if (rows === 0 || columns === 0) return scores.map(() => -1)
  const size = Math.max(rows, columns)
  const cost = (row: number, column: number) => -Math.max(0, scores[row - 1]?.[column - 1] ?? 0)

  const rowPotential = new Float64Array(size + 1)
  const columnPotential = new Float64Array(size + 1)
  const rowOf = new Int32Array(size + 1)
  const previous = new Int32Array(size + 1)

  for (let row = 1; row <= size; row += 1) {
    rowOf[0] = row
    let column = 0
    const least = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY)
    const visited = new Uint8Array(size + 1)
    do {
      visited[column] = 1
      const current = rowOf[column] ?? 0
      let step = Number.POSITIVE_INFINITY
      let next = 0
      for (let candidate = 1; candidate <= size; candidate += 1) {
        if (visited[candidate] === 1) continue
        const reduced =
          cost(current, candidate) - (rowPotential[current] ?? 0) - (columnPotential[candidate] ?? 0)
        if (reduced < (least[candidate] ?? 0)) {
          least[candidate] = reduced
          previous[candidate] = column
        }
        if ((least[candidate] ?? 0) < step) {
          step = least[candidate] ?? 0
          next = candidate
        }
      }
      for (let each = 0; each <= size; each += 1) {
        const matched = rowOf[each] ?? 0
        if (visited[each] === 1) {
          rowPotential[matched] = (rowPotential[matched] ?? 0) + step
          columnPotential[each] = (columnPotential[each] ?? 0) - step
        } else {
          least[each] = (least[each] ?? 0) - step
        }
      }
      column = next
    } while ((rowOf[column] ?? 0) !== 0)
    while (column !== 0) {
      const before = previous[column] ?? 0
      rowOf[column] = rowOf[before] ?? 0
      column = before
    }
  }
  const chosen = scores.map(() => -1)
  for (let column = 1; column <= columns; column += 1) {
    const row = (rowOf[column] ?? 0) - 1
    if (row >= 0 && row < rows && (scores[row]?.[column - 1] ?? 0) > 0) chosen[row] = column - 1
  }
  return chosen
}
