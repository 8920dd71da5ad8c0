/** What belongs to a sheet in parts of its own (tables, notes, drawings, pivots), and what refers to cells from elsewhere. */

import { type Moves, movesOfSheet, type SheetMoves } from '../../../sheet/formula-text/moves.ts'
import { rewriteFormula } from '../../../sheet/formula-text/rewrite-formula.ts'
import type { PackageDraft } from '../package-draft.ts'
import { relationshipsPartOf } from '../part-names.ts'
import { readRelationships, relatedParts } from '../relationships.ts'
import { patchWorkbook, type Workbook } from '../workbook-part.ts'
import { escapeXml, unescapeXml } from '../xml-escape.ts'
import { attributeOf, childOf, childrenOf, rootOf, setAttribute, splice } from '../xml-text.ts'
import { moveDrawing } from './move-drawing.ts'
import { moveElements } from './move-elements.ts'
import { moveNoteShapes } from './move-note-shapes.ts'
import { movedRanges } from './moved-ranges.ts'
import { rewriteTexts } from './rewrite-frame.ts'
import { moveTable, type ReshapedTable } from './table-moves.ts'

function rewritePart(draft: PackageDraft, part: string, change: (text: string) => string): void {
  const text = draft.readText(part)
  const after = change(text)
  if (after !== text) draft.write(part, after)
}

/** The part with its root element changed; what stands before it stays. */
function changeRoot(text: string, change: (root: string) => string): string {
  const { start, end } = rootOf(text)
  return text.slice(0, start) + change(text.slice(start, end)) + text.slice(end)
}

/** Tables, notes, their boxes, drawings and pivot tables of a sheet whose cells move. */
export function moveOwnParts(
  draft: PackageDraft,
  sheetPart: string,
  moves: SheetMoves,
  tables: readonly ReshapedTable[],
): void {
  const each = (kind: string, change: (text: string) => string) => {
    for (const part of relatedParts(draft, sheetPart, kind)) rewritePart(draft, part, change)
  }
  for (const table of tables)
    if (!table.isGone)
      rewritePart(draft, table.part, (text) => changeRoot(text, (root) => moveTable(root, table, moves)))
  each('comments', (text) => changeRoot(text, (root) => moveElements(root, { moves })))
  each('threadedComment', (text) => changeRoot(text, (root) => moveElements(root, { moves })))
  each('pivotTable', (text) =>
    text.replace(/<(?:[\w.-]+:)?location\b[^>]*>/, (location) => moveRef(location, moves)),
  )
  each('vmlDrawing', (text) => moveNoteShapes(text, moves))
  each('drawing', (text) => moveDrawing(text, moves))
}

const moveRef = (tag: string, moves: SheetMoves): string =>
  tag.replace(
    /(\sref=")([^"]*)"/,
    (_whole, name: string, value: string) => `${name}${movedRanges(moves, value) || value}"`,
  )

const chartFormulas = /(<((?:c|cx|c15|c16|xdr)?:?f)(?:\s[^>]*)?>)([^<]*)(<\/\2>)/g
const columnFormulas =
  /(<((?:[\w.-]+:)?(?:calculatedColumnFormula|totalsRowFormula))(?:\s[^>]*)?>)([^<]*)(<\/\2>)/g

const boundFormulas = /(<(x:Fmla(?:Link|Range|Txbx|Group))>)([^<]*)(<\/\2>)/g

/** Charts, pivot caches, tables' column formulas, controls and links of drawings, on whichever sheet they stand. */
export function rewriteReferringParts(draft: PackageDraft, workbook: Workbook, moves: Moves): void {
  for (const part of draft.parts()) {
    if (/\/charts\/chart(Ex)?[^/]*\.xml$/i.test(part))
      rewritePart(draft, part, (text) => rewriteTexts(text, chartFormulas, '', moves))
    else if (/\/pivotCacheDefinition[^/]*\.xml$/i.test(part))
      rewritePart(draft, part, (text) => rewriteCacheSource(text, moves))
  }
  for (const { name, part } of workbook.sheets) {
    if (part === undefined) continue
    for (const table of relatedParts(draft, part, 'table'))
      rewritePart(draft, table, (text) => rewriteTexts(text, columnFormulas, name, moves))
    for (const drawing of relatedParts(draft, part, 'drawing')) {
      rewritePart(draft, drawing, (text) => rewriteAttributes(text, 'textlink', name, moves))
      rewriteLinks(draft, drawing, moves)
    }
    for (const control of relatedParts(draft, part, 'ctrlProp'))
      rewritePart(draft, control, (text) =>
        ['fmlaLink', 'fmlaRange', 'fmlaTxbx', 'fmlaGroup'].reduce(
          (changed, attribute) => rewriteAttributes(changed, attribute, name, moves),
          text,
        ),
      )
    for (const shapes of relatedParts(draft, part, 'vmlDrawing'))
      rewritePart(draft, shapes, (text) => rewriteTexts(text, boundFormulas, name, moves))
  }
}

/** Attributes that hold a formula. */
const rewriteAttributes = (text: string, attribute: string, host: string, moves: Moves): string =>
  text.replace(
    new RegExp(`(\\s${attribute}=")([^"]*)"`, 'g'),
    (_whole, name: string, value: string) =>
      `${name}${escapeXml(rewriteFormula(unescapeXml(value), host, moves))}"`,
  )

/** What a pivot table is made from: a range of a sheet; what is named otherwise follows by itself. */
export interface PivotSource {
  readonly sheet: string
  readonly ref: string
}

const cacheSource = /<(?:[\w.-]+:)?worksheetSource\b[^>]*>/g

export const pivotSources = (draft: PackageDraft): PivotSource[] =>
  draft
    .parts()
    .filter((part) => /\/pivotCacheDefinition[^/]*\.xml$/i.test(part))
    .flatMap((part) => [...draft.readText(part).matchAll(cacheSource)])
    .flatMap(([tag]) => {
      const [sheet, ref] = ['sheet', 'ref'].map((name) =>
        attributeOf(tag, { start: 0, openEnd: tag.length }, name),
      )
      return sheet === undefined || ref === undefined ? [] : [{ sheet, ref }]
    })

const rewriteCacheSource = (text: string, moves: Moves): string =>
  text.replace(cacheSource, (source) => {
    const open = { start: 0, openEnd: source.length }
    const own = movesOfSheet(moves, attributeOf(source, open, 'sheet') ?? '')
    if (own === undefined) return source
    const moved = moveRef(source, own)
    if (own.renamedTo === undefined) return moved
    return splice(moved, [setAttribute(moved, { start: 0, openEnd: moved.length }, 'sheet', own.renamedTo)])
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

/**
 * The workbook part with sheets under their new names, defined names that follow what moved, and formulas set to be
 * recalculated when it is opened.
 */
export function rewriteWorkbook(draft: PackageDraft, workbook: Workbook, moves: Moves): void {
  rewritePart(draft, workbook.part, (text) => {
    const changedNames = new Map(
      workbook.definedNames.flatMap(({ formula, sheet }, index) => {
        const after = rewriteFormula(formula, sheet ?? '', moves, { onlyFixed: true })
        return after === formula ? [] : [[index, after] as const]
      }),
    )
    const followed = patchWorkbook(text, workbook, { sheets: [], names: [], changedNames })
    const sheets = childOf(followed, rootOf(followed), 'sheets')
    const renames = (sheets === undefined ? [] : childrenOf(followed, sheets)).flatMap((sheet) => {
      const renamedTo = movesOfSheet(moves, attributeOf(followed, sheet, 'name') ?? '')?.renamedTo
      return renamedTo === undefined ? [] : [setAttribute(followed, sheet, 'name', renamedTo)]
    })
    return splice(followed, renames)
  })
}
