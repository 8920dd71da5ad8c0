import { builtinFormats, isDateFormat } from '../number-format.ts'
import { readElements } from './part-reader.ts'
import type { ZipArchive, ZipEntry } from './zip-archive.ts'

/** The number formats of a workbook's cell styles, by style index. */
export interface CellStyles {
  /** 1 where numbers of this style are shown as dates. */
  readonly dateStyles: Uint8Array
  readonly formatCodes: readonly string[]
}

export const noStyles: CellStyles = { dateStyles: new Uint8Array(0), formatCodes: [] }

/** Reads the number formats out of styles.xml; fonts, fills and borders are not looked at. */
export async function readStyles(zip: ZipArchive, entry: ZipEntry, limitBytes: number): Promise<CellStyles> {
  const customFormats = new Map<number, string>()
  const formatIds: number[] = []
  await readElements(zip, entry, limitBytes, {
    open({ name, attributes, path }) {
      if (name === 'numFmt' && path.at(-1) === 'numFmts') {
        customFormats.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      } else if (name === 'xf' && path.at(-1) === 'cellXfs') {
        formatIds.push(Number(attributes.numFmtId ?? 0))
      }
    },
  })
  const formatCodes = formatIds.map((id) => customFormats.get(id) ?? builtinFormats[id] ?? 'General')
  return { formatCodes, dateStyles: Uint8Array.from(formatCodes, (code) => (isDateFormat(code) ? 1 : 0)) }
}
