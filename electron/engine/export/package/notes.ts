/**
 * Cell notes as Excel keeps them: the text in a comments part, the box it is shown in as a VML shape. A threaded comment
 * stands in a part of its own besides. Notes that a sheet has stay as they are, but for those that are to go.
 */
import { cellAddress } from '#shared/domain/address.ts'
import type { Problem } from '#shared/domain/result.ts'
import { contentTypes } from './content-types.ts'
import { mainNamespace } from './dialect.ts'
import type { CellPlace } from './formula-references.ts'
import { addBelowComments, growNoteShapes } from './note-additions.ts'
import { appendNoteShapes, emptyVmlDrawing, freeShapeBlock, withoutNoteShapes } from './note-shapes.ts'
import type { PackageDraft } from './package-draft.ts'
import { resolveTarget } from './part-names.ts'
import { addRelationship, dropRelationships, readRelationships, relatedParts } from './relationships.ts'
import type { CellNote } from './workbook-changes.ts'
import type { Workbook } from './workbook-part.ts'
import { escapeCellText } from './xml-escape.ts'
import {
  appendTo,
  attributeOf,
  childOf,
  childrenOf,
  innerText,
  rootOf,
  type Splice,
  splice,
  type XmlElement,
} from './xml-text.ts'

/** Characters of one note; Excel cuts off what is longer. */
const longestNote = 32_767

export interface ChangedNotes {
  /** Notes that were not added, with the reason. */
  readonly refused: readonly Problem[]
  /** Id of the relationship to the drawing, where the sheet does not refer to it yet. */
  readonly legacyDrawingId: string | undefined
  /** New parts and what they are. */
  readonly parts: ReadonlyMap<string, string>
  readonly removedParts: readonly string[]
}

/** The sheet whose notes change. */
export interface NotedSheet {
  readonly name: string
  readonly part: string
  /** The relationship id of its `legacyDrawing`, where it has one. */
  readonly legacyDrawingId: string | undefined
}

/**
 * Adds notes to a sheet's parts and takes others out. A cell that has a note keeps it: the new one is put below its text
 * where it asks for that, and refused otherwise. Where its own is to go, the new one takes its place, in the same box. A
 * thread is not for others to rewrite: it stays without the new one, or goes and becomes a note.
 */
export function changeNotes(
  draft: PackageDraft,
  workbook: Workbook,
  sheet: NotedSheet,
  notes: readonly CellNote[],
  removed: readonly CellPlace[],
): ChangedNotes {
  const unchanged = { refused: [], legacyDrawingId: undefined, parts: new Map(), removedParts: [] }
  if (notes.length === 0 && removed.length === 0) return unchanged
  const gone = new Set(removed.map(({ row, column }) => cellAddress(row, column)))
  const existing = relatedParts(draft, sheet.part, 'comments')[0]
  const before =
    existing === undefined
      ? emptyComments(mainNamespace(workbook.dialect))
      : withLists(draft.readText(existing))
  const taken = commentedCells(before)
  const merged = mergedNotes(notes)
  const replacing = merged.filter((note) => gone.has(addressOf(note)) && taken.has(addressOf(note)))
  const added = merged.filter((note) => !taken.has(addressOf(note)))
  const kept = merged.filter((note) => taken.has(addressOf(note)) && !gone.has(addressOf(note)))
  const threads = threadedCells(draft, sheet.part)
  const fits = (note: CellNote): boolean =>
    note.belowOwn === true &&
    !threads.has(addressOf(note)) &&
    (taken.get(addressOf(note)) ?? 0) + note.text.length < longestNote
  const below = new Map(kept.filter(fits).map((note) => [addressOf(note), note.text]))
  const refused = kept
    .filter((note) => !below.has(addressOf(note)))
    .map((note) => keptNote(sheet.name, note, threads.has(addressOf(note))))
  const drawing = legacyDrawingPart(draft, sheet)
  if (drawing !== undefined && gone.size + below.size > 0) {
    const replaced = new Set(replacing.map(addressOf))
    const isGone = (row: number, column: number): boolean => {
      const cell = cellAddress(row, column)
      return gone.has(cell) && !replaced.has(cell)
    }
    const left = withoutNoteShapes(draft.readText(drawing), isGone)
    draft.write(
      drawing,
      growNoteShapes(left, (row, column) => below.has(cellAddress(row, column))),
    )
  }
  const removedParts = removeThreads(draft, sheet.part, gone)
  const text = addBelowComments(replaceComments(before, replacing, gone), below)
  if (added.length === 0) {
    if (existing !== undefined && text !== before) draft.write(existing, text)
    return { ...unchanged, refused, removedParts }
  }
  return { refused, removedParts, ...addNotes(draft, workbook, sheet, { existing, text, added }) }
}

/** Writes the comments with new ones among them, and the boxes of these. */
function addNotes(
  draft: PackageDraft,
  workbook: Workbook,
  sheet: NotedSheet,
  comments: {
    readonly existing: string | undefined
    readonly text: string
    readonly added: readonly CellNote[]
  },
): Pick<ChangedNotes, 'legacyDrawingId' | 'parts'> {
  const { existing, text, added } = comments
  const parts = new Map<string, string>()
  const commentsPart = existing ?? draft.freeName(resolveTarget(workbook.part, 'comments1.xml'))
  draft.write(commentsPart, appendComments(text, added))
  if (existing === undefined) {
    addRelationship(draft, sheet.part, 'comments', commentsPart, workbook.dialect)
  }
  parts.set(commentsPart, contentTypes.comments)

  const drawing = legacyDrawingPart(draft, sheet)
  const block = freeShapeBlock(draft)
  const drawingPart = drawing ?? draft.freeName(resolveTarget(workbook.part, 'drawings/vmlDrawing1.vml'))
  const vml = drawing === undefined ? emptyVmlDrawing : draft.readText(drawing)
  draft.write(drawingPart, appendNoteShapes(vml, added, block))
  parts.set(drawingPart, contentTypes.vmlDrawing)
  const legacyDrawingId =
    drawing === undefined
      ? addRelationship(draft, sheet.part, 'vmlDrawing', drawingPart, workbook.dialect)
      : undefined
  return { legacyDrawingId, parts }
}

const addressOf = ({ row, column }: CellPlace): string => cellAddress(row, column)

const refOf = (text: string, element: XmlElement): string =>
  (attributeOf(text, element, 'ref') ?? '').toUpperCase()

/** Cells where a thread of comments hangs: their note only stands in for it in programs that know no threads. */
const threadedCells = (draft: PackageDraft, sheetPart: string): Set<string> =>
  new Set(
    relatedParts(draft, sheetPart, 'threadedComment').flatMap((part) => {
      const text = draft.readText(part)
      return childrenOf(text, rootOf(text)).map((post) => refOf(text, post))
    }),
  )

/** Takes threads out; returns the parts of which nothing is left. */
function removeThreads(draft: PackageDraft, sheetPart: string, gone: ReadonlySet<string>): string[] {
  const emptied: string[] = []
  for (const part of relatedParts(draft, sheetPart, 'threadedComment')) {
    const text = draft.readText(part)
    const posts = childrenOf(text, rootOf(text))
    const doomed = posts.filter((post) => gone.has(refOf(text, post)))
    if (doomed.length === 0) continue
    if (doomed.length === posts.length) emptied.push(part)
    else
      draft.write(
        part,
        splice(
          text,
          doomed.map(({ start, end }) => ({ start, end, text: '' })),
        ),
      )
  }
  dropRelationships(draft, sheetPart, ({ target }) => emptied.includes(target))
  for (const part of emptied) draft.remove(part)
  return emptied
}

/** The comments with some replaced by others, and those that only go taken out. */
function replaceComments(text: string, notes: readonly CellNote[], gone: ReadonlySet<string>): string {
  const list = childOf(text, rootOf(text), 'commentList')
  if (list === undefined) return text
  const doomed = childrenOf(text, list).filter((comment) => gone.has(refOf(text, comment)))
  const { authors, xml } = commentsXml(text, notes)
  return splice(text, [
    ...authors,
    ...doomed.map((comment): Splice => {
      const index = notes.findIndex((note) => addressOf(note) === refOf(text, comment))
      return { start: comment.start, end: comment.end, text: xml[index] ?? '' }
    }),
  ])
}

const keptNote = (sheet: string, note: CellNote, isThread: boolean): Problem => {
  const cell = addressOf(note)
  const has = isThread ? 'a thread of comments' : 'a note'
  return {
    code: 'note_kept',
    severity: 'information',
    message: `Cell ${cell} of sheet "${sheet}" has ${has} already. It was kept and the new note left out: ${note.text}`,
    place: { sheet, cell },
  }
}

/** Several notes for one cell become one, one text below the other. */
function mergedNotes(notes: readonly CellNote[]): CellNote[] {
  const merged = new Map<string, CellNote>()
  for (const note of notes) {
    const cell = cellAddress(note.row, note.column)
    const before = merged.get(cell)
    const text = before === undefined ? note.text : `${before.text}\n\n${note.text}`
    const belowOwn = note.belowOwn === true || before?.belowOwn === true
    merged.set(cell, { ...(before ?? note), text, ...(belowOwn ? { belowOwn } : {}) })
  }
  return [...merged.values()]
}

function legacyDrawingPart(draft: PackageDraft, sheet: NotedSheet): string | undefined {
  if (sheet.legacyDrawingId === undefined) return undefined
  const relationship = readRelationships(draft, sheet.part).find((item) => item.id === sheet.legacyDrawingId)
  return relationship === undefined ? undefined : draft.find(relationship.target)
}

const emptyComments = (namespace: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<comments xmlns="${namespace}"><authors/><commentList/></comments>`

/** A comments part of which nothing was written but its root gets its lists. */
function withLists(text: string): string {
  const root = rootOf(text)
  if (childOf(text, root, 'commentList') !== undefined) return text
  return splice(text, [appendTo(text, root, `<${root.prefix}authors/><${root.prefix}commentList/>`)])
}

/** The cells that have a note, with the length of its text. */
function commentedCells(text: string): ReadonlyMap<string, number> {
  const list = childOf(text, rootOf(text), 'commentList')
  if (list === undefined) return new Map()
  return new Map(
    childrenOf(text, list).map((comment) => [refOf(text, comment), innerText(text, comment).length]),
  )
}

/** Notes as comments, and the splices that make their authors known. */
function commentsXml(
  text: string,
  notes: readonly CellNote[],
): { readonly authors: Splice[]; readonly xml: readonly string[] } {
  const root = rootOf(text)
  const authors = childOf(text, root, 'authors')
  const known =
    authors === undefined ? [] : childrenOf(text, authors).map((author) => innerText(text, author))
  const names = [...known]
  const xml = notes.map((note) => {
    if (!names.includes(note.author)) names.push(note.author)
    return commentXml(note, names.indexOf(note.author), root.prefix)
  })
  const added = names
    .slice(known.length)
    .map((name) => `<${root.prefix}author>${escapeCellText(name)}</${root.prefix}author>`)
    .join('')
  return { authors: authors === undefined || added === '' ? [] : [appendTo(text, authors, added)], xml }
}

function appendComments(text: string, notes: readonly CellNote[]): string {
  const list = childOf(text, rootOf(text), 'commentList')
  const { authors, xml } = commentsXml(text, notes)
  return list === undefined ? text : splice(text, [...authors, appendTo(text, list, xml.join(''))])
}

function commentXml(note: CellNote, author: number, prefix: string): string {
  const text = escapeCellText(note.text.slice(0, longestNote))
  const p = prefix
  const font = `<${p}rPr><${p}sz val="9"/><${p}color indexed="81"/><${p}rFont val="Tahoma"/><${p}family val="2"/></${p}rPr>`
  const run = `<${p}r>${font}<${p}t xml:space="preserve">${text}</${p}t></${p}r>`
  return `<${p}comment ref="${cellAddress(note.row, note.column)}" authorId="${author}"><${p}text>${run}</${p}text></${p}comment>`
}
