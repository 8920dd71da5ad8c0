import type { SeriesPoint } from '#shared/domain/metric-result.ts'

const width = 100
const height = 32
const inset = 2

interface Placed {
  readonly x: number
  readonly y: number
  readonly incomplete: boolean
}

/** The course of a metric without axes; gaps stay gaps, a period that is not over is dashed. */
export function Sparkline({ points }: { points: readonly SeriesPoint[] }) {
  const runs = runsOf(points)
  const last = runs.at(-1)?.at(-1)
  if (last === undefined || points.length < 2) return null
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {runs.map((run) => (
        <polyline
          key={run[0]?.x}
          className={
            run.some((point) => point.incomplete) ? 'sparkline-line sparkline-gap' : 'sparkline-line'
          }
          points={run.map((point) => `${point.x},${point.y}`).join(' ')}
        />
      ))}
      <path className="sparkline-end" d={`M${last.x},${last.y}h0.001`} />
    </svg>
  )
}

/** Unbroken runs of points, scaled to the box; the step into an incomplete period is a run of its own. */
function runsOf(points: readonly SeriesPoint[]): Placed[][] {
  const values = points.flatMap((point) => point.value ?? [])
  const low = Math.min(...values)
  const high = Math.max(...values)
  const span = high === low ? 1 : high - low
  const runs: Placed[][] = []
  let run: Placed[] = []
  points.forEach((point, index) => {
    if (point.value === null) {
      if (run.length > 0) runs.push(run)
      run = []
      return
    }
    const placed = {
      x: inset + (index / Math.max(1, points.length - 1)) * (width - 2 * inset),
      y: high === low ? height / 2 : height - inset - ((point.value - low) / span) * (height - 2 * inset),
      incomplete: point.incomplete,
    }
    const before = run.at(-1)
    if (point.incomplete && before !== undefined && !before.incomplete) {
      runs.push(run)
      run = [{ ...before, incomplete: true }]
    }
    run.push(placed)
  })
  if (run.length > 0) runs.push(run)
  return runs
}
