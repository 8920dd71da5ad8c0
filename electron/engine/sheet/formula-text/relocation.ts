/** Cells that were cut and pasted elsewhere in their workbook, in the rows and columns of the source. */
import { z } from 'zod'
import { maximumRow } from '#shared/domain/address.ts'
import type { Span } from './moves.ts'

/** Rows, or columns, next to one another and where the first of them went. */
const runSchema = z.object({ first: z.number(), last: z.number(), to: z.number() })

/** Runs between which nothing stands that did not move with them: a range over them moves as a whole. */
const stretchSchema = z.object({ first: z.number(), last: z.number(), runs: z.array(runSchema) })

export const relocationSchema = z.object({
  /** Sheets by their names in the source. */
  from: z.string(),
  to: z.string(),
  rows: z.array(stretchSchema),
  columns: z.array(stretchSchema),
})

export type Relocation = z.infer<typeof relocationSchema>
export type Stretch = z.infer<typeof stretchSchema>

/** A line of a block and where it goes, in the source and as spreadsheets number it now. */
export interface MovedLine {
  readonly from: number
  readonly to: number
  readonly fromNumber: number
  readonly toNumber: number
}

export interface LineGround {
  /** Whether a line stands between two numbers of now that does not move with them. */
  readonly isParted: (first: number, last: number) => boolean
  /** Whether a line of the source is gone. */
  readonly isGone: (line: number) => boolean
}

/** The stretches of a block's rows or columns. */
export function stretchesOf(lines: readonly MovedLine[], { isParted, isGone }: LineGround): Stretch[] {
  const stretches: { first: number; last: number; runs: { first: number; last: number; to: number }[] }[] = []
  let previous: MovedLine | undefined
  for (const line of lines.toSorted((one, other) => one.from - other.from)) {
    const stretch = stretches.at(-1)
    const run = stretch?.runs.at(-1)
    const goesOn =
      previous !== undefined &&
      line.toNumber - line.fromNumber === previous.toNumber - previous.fromNumber &&
      line.to > previous.to &&
      !isParted(previous.fromNumber, line.fromNumber)
    previous = line
    if (stretch === undefined || run === undefined || !goesOn) {
      const first = { first: line.from, last: line.from, to: line.to }
      stretches.push({ first: line.from, last: line.from, runs: [first] })
      continue
    }
    stretch.last = line.from
    if (line.to - line.from === run.to - run.first) run.last = line.from
    else stretch.runs.push({ first: line.from, last: line.from, to: line.to })
  }
  for (const stretch of stretches) {
    while (isGone(stretch.first - 1)) stretch.first -= 1
    while (isGone(stretch.last + 1)) stretch.last += 1
  }
  return stretches
}

/** All rows, or all columns, which stay where they are. */
export const everyLine: Stretch[] = [
  { first: 1, last: maximumRow, runs: [{ first: 1, last: maximumRow, to: 1 }] },
]

/** Where a span lies after the move; undefined where it did not move as a whole. */
export function relocatedSpan(stretches: readonly Stretch[], { first, last }: Span): Span | undefined {
  const stretch = stretches.find((each) => first >= each.first && last <= each.last)
  const from = stretch?.runs.find((run) => run.last >= first)
  const to = stretch?.runs.findLast((run) => run.first <= last)
  if (from === undefined || to === undefined) return undefined
  const moved = {
    first: from.to + Math.max(0, first - from.first),
    last: to.to + Math.min(last, to.last) - to.first,
  }
  return moved.first > moved.last ? undefined : moved
}
