/** Text put below that of a note which the file has: what the note says, and how, stays as it is. */
import { changeNoteShapes } from './note-shapes.ts'
import { escapeCellText } from './xml-escape.ts'
import {
  appendTo,
  attributeOf,
  childOf,
  childrenOf,
  outerText,
  rootOf,
  type Splice,
  splice,
  type XmlElement,
} from './xml-text.ts'

/** The comments with more text below that of some: by the cell's address, in capitals. */
export function addBelowComments(text: string, additions: ReadonlyMap<string, string>): string {
  const list = childOf(text, rootOf(text), 'commentList')
  if (list === undefined || additions.size === 0) return text
  return splice(
    text,
    childrenOf(text, list).flatMap((comment) => {
      const addition = additions.get((attributeOf(text, comment, 'ref') ?? '').toUpperCase())
      const body = childOf(text, comment, 'text')
      return addition === undefined || body === undefined ? [] : addBelow(text, body, addition)
    }),
  )
}

/** Text that is no run becomes the first run, since none may follow it otherwise. */
function addBelow(text: string, body: XmlElement, addition: string): Splice[] {
  const { prefix } = body
  const last = childrenOf(text, body).findLast(({ local }) => local === 'r' || local === 't')
  if (last === undefined) return [appendTo(text, body, runOf(addition, prefix, ''))]
  if (last.local === 't') {
    const run = runOf(`\n\n${addition}`, prefix, '')
    return [
      { start: last.start, end: last.start, text: `<${prefix}r>` },
      { start: last.end, end: last.end, text: `</${prefix}r>${run}` },
    ]
  }
  const font = childOf(text, last, 'rPr')
  const run = runOf(`\n\n${addition}`, prefix, font === undefined ? '' : outerText(text, font))
  return [{ start: last.end, end: last.end, text: run }]
}

const runOf = (text: string, prefix: string, font: string): string =>
  `<${prefix}r>${font}<${prefix}t xml:space="preserve">${escapeCellText(text)}</${prefix}t></${prefix}r>`

/** Rows that a blank line and a line of text take. */
const addedRows = 2

/** The drawing with the boxes of some notes made higher, so that the text added to them shows. */
export const growNoteShapes = (vml: string, isGrown: (row: number, column: number) => boolean): string =>
  changeNoteShapes(vml, (shape, row, column) =>
    isGrown(row, column)
      ? shape.replace(
          // Left column and offset, top row and offset, right column and offset, then the bottom row.
          /(<x:Anchor>\s*(?:\d+\s*,\s*){6})(\d+)/,
          (_whole, before: string, bottom: string) => `${before}${Number(bottom) + addedRows}`,
        )
      : shape,
  )
