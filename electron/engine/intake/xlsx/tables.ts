import type { CellRange } from '#shared/domain/sheet.ts'
import { parseRange } from '../cell-range.ts'
import { readElements } from './part-reader.ts'
import { decodeEscapes } from './xml-text.ts'
import type { ZipArchive, ZipEntry } from './zip-archive.ts'

/** A native table of a sheet. */
export interface NativeTable {
  readonly name: string
  readonly range: CellRange
  readonly headerRows: number
  readonly totalsRows: number
  readonly columns: readonly string[]
}

export async function readTable(
  zip: ZipArchive,
  entry: ZipEntry,
  limitBytes: number,
): Promise<NativeTable | undefined> {
  let table: NativeTable | undefined
  const columns: string[] = []
  await readElements(zip, entry, limitBytes, {
    open({ name, attributes, path }) {
      if (name === 'tableColumn') columns.push(decodeEscapes(attributes.name ?? ''))
      if (name !== 'table' || path.length > 0) return
      const range = parseRange(attributes.ref ?? '')
      const title = attributes.displayName ?? attributes.name
      if (range !== undefined && title !== undefined) {
        table = {
          name: title,
          range,
          headerRows: Number(attributes.headerRowCount ?? 1),
          totalsRows: Number(attributes.totalsRowCount ?? 0),
          columns,
        }
      }
    },
  })
  return table
}
