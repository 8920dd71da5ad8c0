import { numberAt } from '../number-at.ts'

/** Nodes and weights of the 16-point Gauss-Legendre rule on [-1, 1], positive half (Abramowitz & Stegun, table 25.4). */
const NODES = [
  0.0950125098376374, 0.2816035507792589, 0.4580167776572274, 0.6178762444026438, 0.755404408355003,
  0.8656312023878318, 0.9445750230732326, 0.9894009349916499,
]
const WEIGHTS = [
  0.1894506104550685, 0.1826034150449236, 0.1691565193950025, 0.1495959888165767, 0.1246289712555339,
  0.0951585116824928, 0.0622535239386479, 0.0271524594117541,
]

/** The integral of a smooth function over [from, to], in `panels` equal pieces of 16 points each. */
export function integrate(f: (x: number) => number, from: number, to: number, panels: number): number {
  const half = (to - from) / (2 * panels)
  let total = 0
  for (let panel = 0; panel < panels; panel += 1) {
    const middle = from + half * (2 * panel + 1)
    for (let index = 0; index < NODES.length; index += 1) {
      const offset = half * numberAt(NODES, index)
      total += numberAt(WEIGHTS, index) * (f(middle - offset) + f(middle + offset))
    }
  }
  return total * half
}
