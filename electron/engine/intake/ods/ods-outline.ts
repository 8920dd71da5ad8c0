import type { SheetState } from '#shared/domain/sheet.ts'
import type { ImportLimits } from '../import-limits.ts'
import { scanPart } from '../xlsx/part-reader.ts'
import { nameCode, type XmlHandler } from '../xlsx/xml-scanner.ts'
import { attributesOf } from '../xlsx/xml-text.ts'
import type { ZipArchive, ZipEntry } from '../xlsx/zip-archive.ts'

/** The sheets of an OpenDocument spreadsheet and the names it defines, found without reading a cell. */
export interface OdsOutline {
  readonly sheets: readonly { readonly name: string; readonly state: SheetState }[]
  readonly names: readonly { readonly name: string; readonly reference: string }[]
  readonly date1904: boolean
}

const names = {
  style: nameCode('style'),
  tableProperties: nameCode('table-properties'),
  table: nameCode('table'),
  trackedChanges: nameCode('tracked-changes'),
  ddeLinks: nameCode('dde-links'),
  namedRange: nameCode('named-range'),
  nullDate: nameCode('null-date'),
}

export async function readOdsOutline(
  zip: ZipArchive,
  entry: ZipEntry,
  limits: ImportLimits,
  signal?: AbortSignal,
): Promise<OdsOutline> {
  const sheets: { name: string; state: SheetState }[] = []
  const defined: { name: string; reference: string }[] = []
  const hiddenStyles = new Set<string>()
  let style = ''
  let date1904 = false
  let isIgnored = false
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
        sheets.push({
          name: own['table:name'] ?? `Sheet${sheets.length + 1}`,
          state: isHidden ? 'hidden' : 'visible',
        })
      } else if (name === names.namedRange) {
        const own = attributes()
        defined.push({ name: own['table:name'] ?? '', reference: own['table:cell-range-address'] ?? '' })
      } else if (name === names.nullDate)
        date1904 = (attributes()['table:date-value'] ?? '').startsWith('1904')
      return false
    },
    text() {},
    close(name) {
      if (name === names.trackedChanges || name === names.ddeLinks) isIgnored = false
    },
  }
  for await (const _ of scanPart(zip, entry, limits.sheetBytes, handler, signal));
  return { sheets, names: defined, date1904 }
}
