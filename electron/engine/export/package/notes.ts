/**
 * Cell notes as Excel keeps them: the text in a comments part, the box it is shown in as a VML shape. Notes that a
 * sheet has already, threaded ones included, stay as they are.
 */
import { posix } from 'node:path'
import { cellAddress } from '#shared/domain/address.ts'
import type { Problem } from '#shared/domain/result.ts'
import { contentTypes } from './content-types.ts'
import { mainNamespace } from './dialect.ts'
import { appendNoteShapes, emptyVmlDrawing, freeShapeBlock } from './note-shapes.ts'
import type { PackageDraft } from './package-draft.ts'
import { addRelationship, readRelationships, relatedParts } from './relationships.ts'
import type { CellNote } from './workbook-changes.ts'
import type { Workbook } from './workbook-part.ts'
import { escapeCellText } from './xml-escape.ts'
import { appendTo, attributeOf, childOf, childrenOf, innerText, rootOf, splice } from './xml-text.ts'

/** Characters of one note; Excel cuts off what is longer. */
const longestNote = 32_767

export interface AddedNotes {
  /** Notes that were not added, with the reason. */
  readonly refused: readonly Problem[]
  /** Id of the relationship to the drawing, where the sheet does not refer to it yet. */
  readonly legacyDrawingId: string | undefined
  /** New parts and what they are. */
  readonly parts: ReadonlyMap<string, string>
}

/** The sheet that gets notes. */
export interface NotedSheet {
  readonly name: string
  readonly part: string
  /** The relationship id of its `legacyDrawing`, where it has one. */
  readonly legacyDrawingId: string | undefined
}

/** Adds notes to a sheet's parts; a cell that has a note already keeps it and the new one is refused. */
export function addNotes(
  draft: PackageDraft,
  workbook: Workbook,
  sheet: NotedSheet,
  notes: readonly CellNote[],
): AddedNotes {
  const parts = new Map<string, string>()
  if (notes.length === 0) return { refused: [], legacyDrawingId: undefined, parts }
  const folder = posix.dirname(workbook.part)
  const existing = relatedParts(draft, sheet.part, 'comments')[0]
  const text =
    existing === undefined ? emptyComments(mainNamespace(workbook.dialect)) : draft.readText(existing)
  const taken = commentedCells(text)
  const added = mergedNotes(notes).filter((note) => !taken.has(cellAddress(note.row, note.column)))
  const refused = notes
    .filter((note) => taken.has(cellAddress(note.row, note.column)))
    .map((note) => keptNote(sheet.name, note))
  if (added.length === 0) return { refused, legacyDrawingId: undefined, parts }

  const commentsPart = existing ?? draft.freeName(`${folder}/comments1.xml`)
  draft.write(commentsPart, appendComments(text, added))
  if (existing === undefined) {
    addRelationship(draft, sheet.part, 'comments', commentsPart, workbook.dialect)
  }
  parts.set(commentsPart, contentTypes.comments)

  const drawing = legacyDrawingPart(draft, sheet)
  const block = freeShapeBlock(draft)
  const drawingPart = drawing ?? draft.freeName(`${folder}/drawings/vmlDrawing1.vml`)
  const vml = drawing === undefined ? emptyVmlDrawing : draft.readText(drawing)
  draft.write(drawingPart, appendNoteShapes(vml, added, block))
  parts.set(drawingPart, contentTypes.vmlDrawing)
  const legacyDrawingId =
    drawing === undefined
      ? addRelationship(draft, sheet.part, 'vmlDrawing', drawingPart, workbook.dialect)
      : undefined
  return { refused, legacyDrawingId, parts }
}

const keptNote = (sheet: string, note: CellNote): Problem => {
  const cell = cellAddress(note.row, note.column)
  return {
    code: 'note_kept',
    severity: 'information',
    message: `Cell ${cell} of sheet "${sheet}" has a note already. It was kept and the new note left out.`,
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
    merged.set(cell, { ...(before ?? note), text })
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

function commentedCells(text: string): Set<string> {
  const list = childOf(text, rootOf(text), 'commentList')
  if (list === undefined) return new Set()
  return new Set(
    childrenOf(text, list).map((comment) => (attributeOf(text, comment, 'ref') ?? '').toUpperCase()),
  )
}

function appendComments(text: string, notes: readonly CellNote[]): string {
  const root = rootOf(text)
  const { prefix } = root
  const authors = childOf(text, root, 'authors')
  const list = childOf(text, root, 'commentList')
  const known =
    authors === undefined ? [] : childrenOf(text, authors).map((author) => innerText(text, author))
  const names = [...known]
  const comments = notes.map((note) => {
    if (!names.includes(note.author)) names.push(note.author)
    return commentXml(note, names.indexOf(note.author), prefix)
  })
  const authorsXml = names
    .slice(known.length)
    .map((name) => `<${prefix}author>${escapeCellText(name)}</${prefix}author>`)
    .join('')
  const listXml = comments.join('')
  if (authors === undefined || list === undefined) {
    const content = `<${prefix}authors>${authorsXml}</${prefix}authors><${prefix}commentList>${listXml}</${prefix}commentList>`
    return splice(text, [appendTo(text, root, content)])
  }
  return splice(text, [
    ...(authorsXml === '' ? [] : [appendTo(text, authors, authorsXml)]),
    appendTo(text, list, listXml),
  ])
}

function commentXml(note: CellNote, author: number, prefix: string): string {
  const text = escapeCellText(note.text.slice(0, longestNote))
  const p = prefix
  const font = `<${p}rPr><${p}sz val="9"/><${p}color indexed="81"/><${p}rFont val="Tahoma"/><${p}family val="2"/></${p}rPr>`
  const run = `<${p}r>${font}<${p}t xml:space="preserve">${text}</${p}t></${p}r>`
  return `<${p}comment ref="${cellAddress(note.row, note.column)}" authorId="${author}"><${p}text>${run}</${p}text></${p}comment>`
}
