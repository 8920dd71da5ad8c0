import { maximumColumn } from '#shared/domain/address.ts'
import type { CellRange } from '#shared/domain/sheet.ts'
import { parseRange } from '../cell-range.ts'
import type { ImportLimits } from '../import-limits.ts'
import { scanPart } from './part-reader.ts'
import { nameCode, type XmlHandler } from './xml-scanner.ts'
import { attributesOf, isTrue } from './xml-text.ts'
import type { ZipArchive, ZipEntry } from './zip-archive.ts'

/** What a sheet says before and after its cells. */
export interface SheetSurroundings {
  readonly mergedAreas: readonly CellRange[]
  readonly frozen?: { readonly rows: number; readonly columns: number }
  /** Runs of columns with a width, a hidden mark or both. */
  readonly columnRuns: readonly ColumnRun[]
}

/** A sheet looked at without its cells. */
export interface SheetOutline extends SheetSurroundings {
  readonly rowsInOrder: boolean
}

export interface ColumnRun {
  readonly first: number
  readonly last: number
  readonly width?: number
  readonly hidden: boolean
}

const names = {
  sheetData: nameCode('sheetData'),
  mergeCell: nameCode('mergeCell'),
  pane: nameCode('pane'),
  col: nameCode('col'),
}

const rowTag = /<(?:\w+:)?row\b/
const digitZero = 48

/** Gathers what stands around the cells from the tags outside them. */
export interface SurroundingsCollector {
  open(name: number, bytes: Buffer, nameEnd: number, tagEnd: number): void
  collected(): SheetSurroundings
}

export function createSurroundingsCollector(): SurroundingsCollector {
  const mergedAreas: CellRange[] = []
  const columnRuns: ColumnRun[] = []
  let frozen: SheetSurroundings['frozen']
  return {
    open(name, bytes, nameEnd, tagEnd) {
      if (name === names.mergeCell) {
        const area = parseRange(attributesOf(bytes, nameEnd, tagEnd).ref ?? '')
        if (area !== undefined) mergedAreas.push(area)
      } else if (name === names.col) {
        const run = columnRunOf(attributesOf(bytes, nameEnd, tagEnd))
        if (run !== undefined) columnRuns.push(run)
      } else if (name === names.pane) {
        frozen ??= frozenOf(attributesOf(bytes, nameEnd, tagEnd))
      }
    },
    collected: () => ({ mergedAreas, columnRuns, ...(frozen === undefined ? {} : { frozen }) }),
  }
}

/** Inflates the sheet once; merged areas stand after the cells, and the cells cannot be read rightly without them. */
export async function readSheetOutline(
  zip: ZipArchive,
  entry: ZipEntry,
  limits: ImportLimits,
  signal?: AbortSignal,
): Promise<SheetOutline> {
  const surroundings = createSurroundingsCollector()
  const order = createRowOrderCheck()
  const handler: XmlHandler = {
    wantsText: false,
    open(name, bytes, _nameStart, nameEnd, tagEnd, empty) {
      if (name === names.sheetData) return !empty
      surroundings.open(name, bytes, nameEnd, tagEnd)
      return false
    },
    close() {},
    text() {},
    skipped: order.look,
  }
  for await (const _ of scanPart(zip, entry, limits.sheetBytes, handler, signal));
  return { ...surroundings.collected(), rowsInOrder: order.isKept() }
}

function columnRunOf(attributes: Readonly<Record<string, string>>): ColumnRun | undefined {
  const first = Number(attributes.min)
  const last = Math.min(Number(attributes.max), maximumColumn)
  if (!(first >= 1 && last >= first)) return undefined
  const width = Number(attributes.width)
  return { first, last, hidden: isTrue(attributes.hidden), ...(width > 0 ? { width } : {}) }
}

function frozenOf(attributes: Readonly<Record<string, string>>): SheetSurroundings['frozen'] {
  if (!(attributes.state ?? '').startsWith('frozen')) return undefined
  const rows = Math.trunc(Number(attributes.ySplit ?? 0))
  const columns = Math.trunc(Number(attributes.xSplit ?? 0))
  return rows > 0 || columns > 0 ? { rows: Math.max(0, rows), columns: Math.max(0, columns) } : undefined
}

/** Looks only at the start of each row's tag. A row without a number follows the one before it. */
function createRowOrderCheck() {
  let previous = 0
  let kept = true
  let needle: Buffer | undefined
  return {
    isKept: () => kept,
    look(bytes: Buffer, start: number, end: number): void {
      if (!kept) return
      needle ??= needleIn(bytes, start, end)
      if (needle === undefined) return
      for (let at = bytes.indexOf(needle, start); at >= 0 && at < end; at = bytes.indexOf(needle, at)) {
        at += needle.length
        const row = rowNumberIn(bytes, at, end) ?? previous + 1
        if (row <= previous) {
          kept = false
          return
        }
        previous = row
      }
    },
  }
}

function needleIn(bytes: Buffer, start: number, end: number): Buffer | undefined {
  const found = rowTag.exec(bytes.toString('latin1', start, Math.min(end, start + 4096)))
  return found === null ? undefined : Buffer.from(found[0])
}

/** The `r` attribute of the row whose attributes begin at `from`. */
function rowNumberIn(bytes: Buffer, from: number, end: number): number | undefined {
  let at = from
  // Nearly always the first attribute: ` r="12"`.
  if (!(bytes[at] === 32 && bytes[at + 1] === 114 && bytes[at + 2] === 61)) {
    const close = bytes.indexOf(62, at)
    const row = attributesOf(bytes, at, close < 0 ? end : close).r
    return row === undefined ? undefined : Number(row)
  }
  let row = 0
  for (at += 4; ; at++) {
    const digit = (bytes[at] ?? 0) - digitZero
    if (digit < 0 || digit > 9) return row
    row = row * 10 + digit
  }
}
