import type { CellRange, SheetState } from '#shared/domain/sheet.ts'
import { parseRange } from '../cell-range.ts'
import { readElements } from './part-reader.ts'
import { isTrue } from './xml-text.ts'
import type { ZipArchive, ZipEntry } from './zip-archive.ts'

export interface WorkbookPart {
  readonly date1904: boolean
  readonly sheets: readonly {
    readonly name: string
    readonly relationId: string
    readonly state: SheetState
  }[]
  readonly definedNames: readonly {
    readonly name: string
    readonly sheet: string
    readonly range: CellRange
  }[]
}

/** Reads workbook.xml: the sheets in their order, the date system, and the names that stand for one rectangle. */
export async function readWorkbookPart(
  zip: ZipArchive,
  entry: ZipEntry,
  limitBytes: number,
): Promise<WorkbookPart> {
  const sheets: { name: string; relationId: string; state: SheetState }[] = []
  const definedNames: { name: string; sheet: string; range: CellRange }[] = []
  let date1904 = false
  await readElements(zip, entry, limitBytes, {
    close({ name, attributes, path }, text) {
      if (name === 'workbookPr' && path.length === 1) date1904 = isTrue(attributes.date1904)
      else if (name === 'sheet' && path.at(-1) === 'sheets') {
        sheets.push({
          name: attributes.name ?? `Sheet${sheets.length + 1}`,
          relationId: attributes.id ?? '',
          state: stateOf(attributes.state),
        })
      } else if (name === 'definedName' && !isTrue(attributes.hidden)) {
        const area = parseReference(text)
        const given = attributes.name ?? ''
        if (area !== undefined && given !== '' && !given.startsWith('_xlnm.'))
          definedNames.push({ name: given, ...area })
      }
    },
  })
  return { date1904, sheets, definedNames }
}

function stateOf(state: string | undefined): SheetState {
  return state === 'hidden' || state === 'veryHidden' ? state : 'visible'
}

const quotedReference = /^'((?:[^']|'')+)'!([^!]+)$/
const plainReference = /^([^'!:,()[\]]+)!([^!]+)$/

/** `Sheet1!$A$1:$C$9` or `'My sheet'!$A$1`; undefined for anything but one rectangle of one sheet. */
export function parseReference(text: string): { sheet: string; range: CellRange } | undefined {
  const reference = text.trim().replace(/^=/, '')
  const match = quotedReference.exec(reference) ?? plainReference.exec(reference)
  const range = parseRange(match?.[2] ?? '')
  if (match?.[1] === undefined || range === undefined) return undefined
  return { sheet: match[1].replaceAll("''", "'"), range }
}
