import type { AxisMoves } from '../../../sheet/formula-text/moves.ts'
import { attributeOf, childrenOf, setAttribute, splice, type XmlElement } from '../xml-text.ts'

/** Page breaks, each before the row or column that it stood before; undefined where none is left. */
export function moveBreaks(text: string, list: XmlElement, axis: AxisMoves): string | undefined {
  if (!axis.isMoved) return text
  const seen = new Set<number>()
  let manual = 0
  const splices = childrenOf(text, list).map((element) => {
    const moved = axis.before(Number(attributeOf(text, element, 'id') ?? 0) + 1)
    if (moved === 0 || seen.has(moved)) return { start: element.start, end: element.end, text: '' }
    seen.add(moved)
    if (attributeOf(text, element, 'man') === '1') manual += 1
    return setAttribute(text, element, 'id', String(moved))
  })
  if (seen.size === 0) return undefined
  return splice(text, [
    setAttribute(text, list, 'count', String(seen.size)),
    setAttribute(text, list, 'manualBreakCount', String(manual)),
    ...splices,
  ])
}
