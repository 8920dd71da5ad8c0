import { numberAt } from '../number-at.ts'

interface Vertex {
  readonly point: number[]
  readonly value: number
}

const MOST_EVALUATIONS = 2000
const FIRST_EDGE = 0.5

/**
 * Minimises a function of a few unbounded coordinates without derivatives (Nelder & Mead 1965, with the usual
 * coefficients 1, 2, 1/2, 1/2). Slow but hard to confuse: it brings a fit near its optimum where BFGS lost its way.
 * Stops when the values at the corners agree to within `tolerance`.
 */
export function minimiseNelderMead(
  f: (point: readonly number[]) => number,
  start: readonly number[],
  tolerance: number,
): { point: number[]; value: number; evaluations: number } {
  let evaluations = 0
  const vertexAt = (point: number[]): Vertex => {
    evaluations += 1
    const value = f(point)
    return { point, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value }
  }

  let simplex = [vertexAt([...start])]
  for (const [index, coordinate] of start.entries())
    simplex.push(vertexAt(start.with(index, coordinate + FIRST_EDGE)))

  while (evaluations < MOST_EVALUATIONS) {
    simplex = simplex.toSorted((a, b) => a.value - b.value)
    const [best, worst, secondWorst] = [simplex.at(0), simplex.at(-1), simplex.at(-2)]
    if (best === undefined || worst === undefined || secondWorst === undefined) break
    if (worst.value - best.value <= tolerance) break

    const centre = centroid(simplex.slice(0, -1))
    const moved = vertexAt(along(centre, worst.point, -1))
    let replacement = moved
    if (moved.value < best.value) {
      const expanded = vertexAt(along(centre, worst.point, -2))
      replacement = expanded.value < moved.value ? expanded : moved
    } else if (moved.value >= secondWorst.value) {
      const outside = moved.value < worst.value
      const contracted = vertexAt(along(centre, worst.point, outside ? -0.5 : 0.5))
      if (contracted.value >= Math.min(moved.value, worst.value)) {
        simplex = [best, ...simplex.slice(1).map((vertex) => vertexAt(along(best.point, vertex.point, 0.5)))]
        continue
      }
      replacement = contracted
    }
    simplex = [...simplex.slice(0, -1), replacement]
  }
  const best = simplex.reduce((least, vertex) => (vertex.value < least.value ? vertex : least))
  return { point: best.point, value: best.value, evaluations }
}

/** The point at `distance` times the way from `from` to `to`. */
function along(from: readonly number[], to: readonly number[], distance: number): number[] {
  return from.map((coordinate, index) => coordinate + distance * (numberAt(to, index) - coordinate))
}

function centroid(vertices: readonly Vertex[]): number[] {
  const [first] = vertices
  if (first === undefined) return []
  return first.point.map(
    (_, index) =>
      vertices.reduce((total, vertex) => total + numberAt(vertex.point, index), 0) / vertices.length,
  )
}
