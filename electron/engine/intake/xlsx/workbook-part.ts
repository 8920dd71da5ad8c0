import type { CellRange, SheetState } from '#shared/domain/sheet.ts'
import { parseRange } from '../cell-range.ts'
import type { ImportedName } from '../imported.ts'
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
  /** The names that stand for one rectangle and are shown. */
  readonly namedRanges: readonly {
    readonly name: string
    readonly sheet: string
    readonly range: CellRange
  }[]
  readonly definedNames: readonly ImportedName[]
}

/** Reads workbook.xml: the sheets in their order, the date system, and the defined names. */
export async function readWorkbookPart(
  zip: ZipArchive,
  entry: ZipEntry,
  limitBytes: number,
): Promise<WorkbookPart> {
  const sheets: { name: string; relationId: string; state: SheetState }[] = []
  const namedRanges: { name: string; sheet: string; range: CellRange }[] = []
  const scoped: { name: string; formula: string; scope: string | undefined }[] = []
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
      } else if (name === 'definedName') {
        const given = attributes.name ?? ''
        if (given === '' || given.startsWith('_xlnm.')) return
        scoped.push({ name: given, formula: text.trim().replace(/^=/, ''), scope: attributes.localSheetId })
        const area = isTrue(attributes.hidden) ? undefined : parseReference(text)
        if (area !== undefined) namedRanges.push({ name: given, ...area })
      }
    },
  })
  const definedNames = scoped.map(({ scope, ...rest }): ImportedName => {
    const sheet = scope === undefined ? undefined : sheets[Number(scope)]?.name
    return sheet === undefined ? rest : { ...rest, sheet }
  })
  return { date1904, sheets, namedRanges, definedNames }
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
