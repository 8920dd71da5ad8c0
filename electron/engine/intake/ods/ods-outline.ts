import type { SheetState } from '#shared/domain/sheet.ts'
import type { ImportLimits } from '../import-limits.ts'
import { scanPart } from '../xlsx/part-reader.ts'
import { nameCode, type XmlHandler } from '../xlsx/xml-scanner.ts'
import { attributesOf } from '../xlsx/xml-text.ts'
import type { ZipArchive, ZipEntry } from '../xlsx/zip-archive.ts'

/** The sheets of an OpenDocument spreadsheet and the names it defines, found without reading a cell. */
export interface OdsOutline {
  readonly sheets: readonly { readonly name: string; readonly state: SheetState }[]
  readonly names: readonly OdsName[]
  readonly date1904: boolean
}

/** A named range, or a name for an expression. */
export interface OdsName {
  readonly name: string
  readonly kind: 'range' | 'expression'
  readonly body: string
  /** The cell from which references that are not fixed are seen. */
  readonly base: string
  /** The sheet that it stands in, where it does not stand beside the sheets. */
  readonly sheet?: string
}

const names = {
  style: nameCode('style'),
  tableProperties: nameCode('table-properties'),
  table: nameCode('table'),
  trackedChanges: nameCode('tracked-changes'),
  ddeLinks: nameCode('dde-links'),
  namedRange: nameCode('named-range'),
  namedExpression: nameCode('named-expression'),
  nullDate: nameCode('null-date'),
}

export async function readOdsOutline(
  zip: ZipArchive,
  entry: ZipEntry,
  limits: ImportLimits,
  signal?: AbortSignal,
): Promise<OdsOutline> {
  const sheets: { name: string; state: SheetState }[] = []
  const defined: OdsName[] = []
  const hiddenStyles = new Set<string>()
  let style = ''
  let date1904 = false
  let isIgnored = false
  let within: string | undefined
  const handler: XmlHandler = {
    wantsText: false,
    open(name, bytes, _nameStart, nameEnd, tagEnd, empty) {
      const attributes = () => attributesOf(bytes, nameEnd, tagEnd)
      if (name === names.style) style = attributes()['style:name'] ?? ''
      else if (name === names.tableProperties && attributes()['table:display'] === 'false')
        hiddenStyles.add(style)
      else if (name === names.trackedChanges || name === names.ddeLinks) isIgnored = !empty
      else if (name === names.table && !isIgnored) {
        const own = attributes()
        const isHidden = hiddenStyles.has(own['table:style-name'] ?? '')
        const sheet = own['table:name'] ?? `Sheet${sheets.length + 1}`
        sheets.push({ name: sheet, state: isHidden ? 'hidden' : 'visible' })
        within = empty ? undefined : sheet
      } else if (name === names.namedRange || name === names.namedExpression) {
        const own = attributes()
        const isRange = name === names.namedRange
        defined.push({
          name: own['table:name'] ?? '',
          kind: isRange ? 'range' : 'expression',
          body: own[isRange ? 'table:cell-range-address' : 'table:expression'] ?? '',
          base: own['table:base-cell-address'] ?? '',
          ...(within === undefined ? {} : { sheet: within }),
        })
      } else if (name === names.nullDate)
        date1904 = (attributes()['table:date-value'] ?? '').startsWith('1904')
      return false
    },
    text() {},
    close(name) {
      if (name === names.trackedChanges || name === names.ddeLinks) isIgnored = false
      if (name === names.table && !isIgnored) within = undefined
    },
  }
  for await (const _ of scanPart(zip, entry, limits.sheetBytes, handler, signal));
  return { sheets, names: defined, date1904 }
}
