import { type AxisMoves, nearestPosition, type SheetMoves } from '../../../sheet/formula-text/moves.ts'

const anchors = /<((?:[\w.-]+:)?(?:oneCellAnchor|twoCellAnchor))\b[^>]*>.*?<\/\1>/gs
const marker = /<((?:[\w.-]+:)?(from|to))>(.*?)<\/\1>/gs

/**
 * Pictures and charts that move with their cells. They shrink with rows and columns that are taken out from behind
 * them, but where nothing would be left they keep their size: nobody who deletes rows means to lose a chart.
 */
export const moveDrawing = (text: string, moves: SheetMoves): string =>
  text.replace(anchors, (anchor) => {
    const kind = /^<[^>]*\beditAs="([^"]*)"/.exec(anchor)?.[1]
    if (kind === 'absolute') return anchor
    const rows = movedEdges(anchor, 'row', moves.rows, kind === 'oneCell')
    const columns = movedEdges(anchor, 'col', moves.columns, kind === 'oneCell')
    return anchor.replace(marker, (whole, _name: string, end: string) => {
      const isStart = end === 'from'
      return withEdge(withEdge(whole, 'row', rows, isStart), 'col', columns, isStart)
    })
  })

interface Edge {
  readonly position: number
  /** The cell in which it lay is gone, so that there is nothing to lie within. */
  readonly isAtStart: boolean
}

interface Edges {
  readonly from: Edge
  readonly to: Edge
}

/** Positions count from 0 here. */
function movedEdges(anchor: string, axisName: 'row' | 'col', axis: AxisMoves, keepsSize: boolean): Edges {
  const [from = 0, to = from] = [...anchor.matchAll(marker)].map(([, , , content = '']) =>
    Number(new RegExp(`<(?:[\\w.-]+:)?${axisName}>(\\d+)<`).exec(content)?.[1] ?? 0),
  )
  const edge = (position: number): Edge => ({
    position: nearestPosition(axis, position + 1) - 1,
    isAtStart: axis.isDeleted(position + 1),
  })
  const start = edge(from)
  const end = edge(to)
  const isSquashed = end.position <= start.position && to > from
  if (!keepsSize && !isSquashed) return { from: start, to: end }
  return { from: start, to: { position: start.position + to - from, isAtStart: false } }
}

function withEdge(text: string, axisName: 'row' | 'col', edges: Edges, isStart: boolean): string {
  const { position, isAtStart } = isStart ? edges.from : edges.to
  const moved = text.replace(
    new RegExp(`(<(?:[\\w.-]+:)?${axisName}>)\\d+(<)`),
    (_whole, open: string, close: string) => `${open}${position}${close}`,
  )
  if (!isAtStart) return moved
  return moved.replace(
    new RegExp(`(<(?:[\\w.-]+:)?${axisName}Off>)-?\\d+(<)`),
    (_whole, open: string, close: string) => `${open}0${close}`,
  )
}
