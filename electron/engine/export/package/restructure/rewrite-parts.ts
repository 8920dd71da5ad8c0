/** What belongs to a sheet in parts of its own (tables, notes, drawings, pivots), and what refers to cells from elsewhere. */

import type { PackageDraft } from '../package-draft.ts'
import { relationshipsPartOf } from '../part-names.ts'
import { readRelationships, relatedParts } from '../relationships.ts'
import type { Workbook } from '../workbook-part.ts'
import { escapeXml, unescapeXml } from '../xml-escape.ts'
import { attributeOf, childOf, childrenOf, elementsOf, rootOf, setAttribute, splice } from '../xml-text.ts'
import { type Moves, movedRanges, movedRow, type SheetMoves } from './moves.ts'
import { rewriteFormula } from './rewrite-formula.ts'
import { rewriteTexts } from './rewrite-sheet.ts'

function rewritePart(draft: PackageDraft, part: string, change: (text: string) => string): void {
  const text = draft.readText(part)
  const after = change(text)
  if (after !== text) draft.write(part, after)
}

const moveRefs = (text: string, moves: SheetMoves): string =>
  text.replace(
    /(\sref=")([^"]*)"/g,
    (_whole, name: string, value: string) => `${name}${movedRanges(moves, value)}"`,
  )

/** Tables, notes, their boxes, drawings and pivot tables of a sheet whose rows move. */
export function moveOwnParts(draft: PackageDraft, sheetPart: string, moves: SheetMoves): void {
  const each = (kind: string, change: (text: string) => string) => {
    for (const part of relatedParts(draft, sheetPart, kind)) rewritePart(draft, part, change)
  }
  each('table', (text) => moveRefs(text, moves))
  each('comments', (text) => moveRefs(text, moves))
  each('threadedComment', (text) => moveRefs(text, moves))
  each('pivotTable', (text) =>
    text.replace(/<(?:[\w.-]+:)?location\b[^>]*>/, (location) => moveRefs(location, moves)),
  )
  each('vmlDrawing', (text) => moveShapes(text, moves))
  each('drawing', (text) => moveAnchors(text, moves))
}

/** Rows of boxes count from 0; an anchor is left, its offset, top, its offset, right, ..., bottom, .... */
const moveShapes = (text: string, moves: SheetMoves): string =>
  text
    .replace(/(<x:Anchor>)([^<]*)(<\/x:Anchor>)/g, (whole, open: string, anchor: string, close: string) => {
      const numbers = anchor.split(',').map(Number)
      const [left, leftBy, top, topBy, right, rightBy, bottom, bottomBy] = numbers
      if (top === undefined || bottom === undefined || numbers.some((number) => !Number.isFinite(number)))
        return whole
      const down = movedRow(moves, top + 1) - top - 1
      const moved = [left, leftBy, top + down, topBy, right, rightBy, bottom + down, bottomBy]
      return `${open}${moved.join(', ')}${close}`
    })
    .replace(
      /(<x:Row>)(\d+)(<\/x:Row>)/g,
      (_whole, open: string, row: string, close: string) =>
        `${open}${movedRow(moves, Number(row) + 1) - 1}${close}`,
    )

/** Pictures and charts that move with their cells. */
const moveAnchors = (text: string, moves: SheetMoves): string =>
  text.replace(/<xdr:(oneCellAnchor|twoCellAnchor)\b[^>]*>.*?<\/xdr:\1>/gs, (anchor) =>
    /^<[^>]*editAs="absolute"/.test(anchor)
      ? anchor
      : anchor.replace(
          /(<xdr:row>)(\d+)(<\/xdr:row>)/g,
          (_whole, open: string, row: string, close: string) =>
            `${open}${movedRow(moves, Number(row) + 1) - 1}${close}`,
        ),
  )

const chartFormulas = /(<((?:c|cx|c15|c16|xdr)?:?f)(?:\s[^>]*)?>)([^<]*)(<\/\2>)/g
const columnFormulas =
  /(<((?:[\w.-]+:)?(?:calculatedColumnFormula|totalsRowFormula))(?:\s[^>]*)?>)([^<]*)(<\/\2>)/g

/** Charts, pivot caches, tables' column formulas and links of drawings, on whichever sheet they stand. */
export function rewriteReferringParts(draft: PackageDraft, workbook: Workbook, moves: Moves): void {
  for (const part of draft.parts()) {
    if (/\/charts\/chart[^/]*\.xml$/i.test(part) || /\/charts\/chartEx[^/]*\.xml$/i.test(part))
      rewritePart(draft, part, (text) => rewriteTexts(text, chartFormulas, '', moves))
    else if (/\/pivotCacheDefinition[^/]*\.xml$/i.test(part))
      rewritePart(draft, part, (text) => rewriteCacheSource(text, moves))
  }
  for (const { name, part } of workbook.sheets) {
    if (part === undefined) continue
    for (const table of relatedParts(draft, part, 'table'))
      rewritePart(draft, table, (text) => rewriteTexts(text, columnFormulas, name, moves))
    for (const drawing of relatedParts(draft, part, 'drawing')) rewriteLinks(draft, drawing, moves)
  }
}

const rewriteCacheSource = (text: string, moves: Moves): string =>
  text.replace(/<(?:[\w.-]+:)?worksheetSource\b[^>]*>/g, (source) => {
    const element = elementsOf(source.endsWith('/>') ? source : source.replace(/>$/, '/>'))[0]
    const sheet = element === undefined ? undefined : attributeOf(source, element, 'sheet')
    const own = sheet === undefined ? undefined : moves.get(sheet.toLowerCase())
    if (own === undefined) return source
    const moved = moveRefs(source, own)
    return own.renamedTo === undefined
      ? moved
      : moved.replace(
          /(\ssheet=")[^"]*"/,
          (_whole, name: string) => `${name}${escapeXml(own.renamedTo ?? '')}"`,
        )
  })

/** A picture or a chart may lead to a cell of the workbook: its target then is `#Sheet!A1`. */
function rewriteLinks(draft: PackageDraft, part: string, moves: Moves): void {
  const links = readRelationships(draft, part).some(({ kind }) => kind === 'hyperlink')
  const stored = draft.find(relationshipsPartOf(part))
  if (!links || stored === undefined) return
  rewritePart(draft, stored, (text) =>
    text.replace(/(\sTarget="#)([^"]*)"/g, (_whole, open: string, target: string) => {
      return `${open}${escapeXml(rewriteFormula(unescapeXml(target), '', moves))}"`
    }),
  )
}

/** The workbook part with sheets under their new names, and defined names that follow what moved. */
export function rewriteWorkbook(draft: PackageDraft, workbook: Workbook, moves: Moves): void {
  rewritePart(draft, workbook.part, (text) => {
    const root = rootOf(text)
    const sheets = childOf(text, root, 'sheets')
    const names = childOf(text, root, 'definedNames')
    const renames = (sheets === undefined ? [] : childrenOf(text, sheets)).flatMap((sheet) => {
      const renamedTo = moves.get((attributeOf(text, sheet, 'name') ?? '').toLowerCase())?.renamedTo
      return renamedTo === undefined ? [] : [setAttribute(text, sheet, 'name', escapeXml(renamedTo))]
    })
    const formulas = (names === undefined ? [] : childrenOf(text, names)).flatMap((name, index) => {
      const defined = workbook.definedNames[index]
      if (defined === undefined) return []
      const after = rewriteFormula(defined.formula, defined.sheet ?? '', moves)
      return after === defined.formula
        ? []
        : [{ start: name.openEnd, end: name.closeStart, text: escapeXml(after) }]
    })
    return splice(text, [...renames, ...formulas])
  })
}
