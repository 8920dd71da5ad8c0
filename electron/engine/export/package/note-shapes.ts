/** The boxes that notes are shown in: VML shapes, hidden until the pointer rests on the cell. */
import type { PackageDraft } from './package-draft.ts'
import { refuse } from './package-fault.ts'
import type { CellNote } from './workbook-changes.ts'

/** Shape ids come in blocks of this many; a drawing names the blocks that it uses. */
const blockSize = 1024
const shapesInBlock = blockSize - 1

const namespaces: readonly (readonly [string, string])[] = [
  ['v', 'urn:schemas-microsoft-com:vml'],
  ['o', 'urn:schemas-microsoft-com:office:office'],
  ['x', 'urn:schemas-microsoft-com:office:excel'],
]

export const emptyVmlDrawing = `<xml ${namespaces
  .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  .join(' ')}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>`

const noteShapeType =
  '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'

const idMap = /(<o:idmap\b[^>]*?\bdata=)(["'])([^"']*)\2/
const shapeId = /_x0000_s(\d+)/g

/** The first block of shape ids that no VML drawing of the package uses. */
export function freeShapeBlock(draft: PackageDraft): number {
  let highest = 0
  for (const part of draft.parts()) {
    if (!part.toLowerCase().endsWith('.vml')) continue
    const text = draft.readText(part)
    const blocks = (idMap.exec(text)?.[3] ?? '').split(',').map(Number)
    const ids = [...text.matchAll(shapeId)].map((match) => Math.floor(Number(match[1]) / blockSize))
    highest = Math.max(highest, ...blocks.filter(Number.isFinite), ...ids)
  }
  return highest + 1
}

/** The drawing with a box for each note; its own shapes stay as they are. */
export function appendNoteShapes(vml: string, notes: readonly CellNote[], firstBlock: number): string {
  const end = vml.lastIndexOf('</xml')
  if (end < 0) {
    return refuse(
      'damaged',
      "The workbook is damaged: the drawing that holds a sheet's notes is cut off. Open it in Excel, save it again and retry.",
    )
  }
  const declarations = namespaces
    .filter(([prefix, uri]) => !vml.includes(`xmlns:${prefix}="${uri}"`))
    .map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
    .join('')
  const type = vml.includes('id="_x0000_t202"') ? '' : noteShapeType
  const shapes = notes.map((note, index) => {
    const block = firstBlock + Math.floor(index / shapesInBlock)
    const id = block * blockSize + 1 + (index % shapesInBlock)
    return noteShape(note, id, declarations)
  })
  const blocks = Math.ceil(notes.length / shapesInBlock)
  const numbers = Array.from({ length: blocks }, (_, i) => firstBlock + i)
  const grown = `${vml.slice(0, end)}${declared(type, declarations)}${shapes.join('')}${vml.slice(end)}`
  return grown.replace(
    idMap,
    (_whole, before: string, quote: string, data: string) =>
      `${before}${quote}${[...data.split(',').filter((block) => block !== ''), ...numbers].join(',')}${quote}`,
  )
}

const declared = (xml: string, declarations: string): string =>
  xml.replace('<v:shapetype', `<v:shapetype${declarations}`)

/** Rows that a note's box spans, by the length of its text. */
function boxRows(text: string): number {
  const charactersInLine = 34
  const lines = text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / charactersInLine)), 0)
  return Math.min(Math.max(4, lines + 1), 20)
}

function noteShape(note: CellNote, id: number, declarations: string): string {
  const column = note.column - 1
  const row = note.row - 1
  const top = Math.max(0, row - 1)
  // Left column and offset, top row and offset, right column and offset, bottom row and offset, in pixels.
  const anchor = `${column + 1}, 15, ${top}, 10, ${column + 4}, 15, ${top + boxRows(note.text)}, 4`
  return `<v:shape${declarations} id="_x0000_s${id}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;width:150pt;height:60pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
}

const shapeElement = /<v:shape\b[^>]*>.*?<\/v:shape>/gs

/** The cell that a note's box belongs to; undefined for another shape. */
function cellOfShape(shape: string): { readonly row: number; readonly column: number } | undefined {
  const [row, column] = ['Row', 'Column'].map(
    (name) => new RegExp(`<x:${name}>\\s*(\\d+)\\s*<`).exec(shape)?.[1],
  )
  if (row === undefined || column === undefined) return undefined
  return { row: Number(row) + 1, column: Number(column) + 1 }
}

/** The drawing with its notes' boxes changed, or taken out where `change` gives nothing. */
export const changeNoteShapes = (
  vml: string,
  change: (shape: string, row: number, column: number) => string,
): string =>
  vml.replace(shapeElement, (shape) => {
    const cell = cellOfShape(shape)
    return cell === undefined ? shape : change(shape, cell.row, cell.column)
  })

export const withoutNoteShapes = (vml: string, isGone: (row: number, column: number) => boolean): string =>
  changeNoteShapes(vml, (shape, row, column) => (isGone(row, column) ? '' : shape))
