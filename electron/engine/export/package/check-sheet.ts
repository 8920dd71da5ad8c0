/** Flaws of one sheet and of the tables and notes that belong to it. */
import { parseAddress } from '#shared/domain/address.ts'
import type { Problem } from '#shared/domain/result.ts'
import { parseRange } from './cell-range.ts'
import { flaw } from './flaw.ts'
import type { PackageDraft } from './package-draft.ts'
import { relatedParts } from './relationships.ts'
import { sheetElementOrder } from './sheet-frame.ts'
import { type XmlEvent, xmlEvents } from './xml-events.ts'

/** How many there are of what a sheet refers to by number. */
export interface SheetLimits {
  readonly cellFormats: number
  readonly differentialFormats: number
  readonly sharedStrings: number
}

type OpenEvent = Extract<XmlEvent, { kind: 'open' }>

export async function checkSheet(draft: PackageDraft, part: string, limits: SheetLimits): Promise<Problem[]> {
  const flaws: Problem[] = []
  const report = (message: string): void => {
    flaws.push(flaw(part, message))
  }
  const order = orderChecker(report)
  const cells = cellChecker(limits, report)
  const path: string[] = []
  await xmlEvents(draft.streamText(part), (event) => {
    if (event.kind === 'open') {
      if (path.length === 1) order(event.local)
      if (path.length === 2 && event.local === 'row') cells.row(event)
      if (path.length === 3 && event.local === 'c') cells.open(event)
      if (event.local === 'cfRule') checkDifferential(event, limits, report)
      path.push(event.local)
      return
    }
    if (event.kind === 'close') {
      path.pop()
      if (path.length === 3 && event.local === 'c') cells.close()
      return
    }
    if (path.length === 5 && path[4] === 'v') cells.value(event.text)
  })
  return [...flaws, ...(await checkTables(draft, part)), ...(await checkNotes(draft, part))]
}

/** Elements must come in the schema's order, and all but the conditional formats once at most. */
function orderChecker(report: (message: string) => void): (local: string) => void {
  let highest = -1
  let before = ''
  return (local) => {
    const rank = sheetElementOrder.indexOf(local)
    if (rank < 0) return
    if (rank < highest) report(`<${local}> comes after <${before}>`)
    if (local === before && local !== 'conditionalFormatting') report(`<${local}> stands twice`)
    highest = Math.max(highest, rank)
    before = local
  }
}

interface CellChecker {
  row(event: OpenEvent): void
  open(event: OpenEvent): void
  value(text: string): void
  close(): void
}

function cellChecker(limits: SheetLimits, report: (message: string) => void): CellChecker {
  let row = 0
  let column = 0
  let rowColumns = new Set<number>()
  let isShared = false
  let text = ''
  const rows = new Set<number>()
  const checkFormat = (event: OpenEvent): void => {
    const style = Number(event.attribute('s') ?? 0)
    if (style > 0 && style >= limits.cellFormats) {
      report(`row ${row} uses the cell format ${style} of ${limits.cellFormats}`)
    }
  }
  return {
    row: (event) => {
      row = Number(event.attribute('r') ?? row + 1)
      column = 0
      rowColumns = new Set()
      if (rows.has(row)) report(`row ${row} stands twice`)
      rows.add(row)
      checkFormat(event)
    },
    open: (event) => {
      const address = event.attribute('r')
      const place = address === undefined ? undefined : parseAddress(address)
      column = place?.column ?? column + 1
      if (place !== undefined && place.row !== row) report(`${address} stands in row ${row}`)
      if (rowColumns.has(column)) report(`${address ?? column} stands twice`)
      rowColumns.add(column)
      checkFormat(event)
      isShared = event.attribute('t') === 's'
      text = ''
    },
    value: (piece) => {
      text += piece
    },
    close: () => {
      if (!isShared || text === '') return
      if (Number(text) >= limits.sharedStrings) {
        report(`row ${row} uses the shared string ${text} of ${limits.sharedStrings}`)
      }
    },
  }
}

function checkDifferential(event: OpenEvent, limits: SheetLimits, report: (message: string) => void): void {
  const id = event.attribute('dxfId')
  if (id === undefined || Number(id) < limits.differentialFormats) return
  report(`a conditional format uses the format ${id} of ${limits.differentialFormats}`)
}

async function checkTables(draft: PackageDraft, sheet: string): Promise<Problem[]> {
  const flaws: Problem[] = []
  for (const part of relatedParts(draft, sheet, 'table')) {
    const names = new Set<string>()
    const ids = new Set<string>()
    let width = 0
    await xmlEvents(draft.streamText(part), (event) => {
      if (event.kind !== 'open') return
      if (event.local === 'table') {
        const range = parseRange(event.attribute('ref') ?? '')
        if (range !== undefined) width = range.lastColumn - range.firstColumn + 1
      }
      if (event.local !== 'tableColumn') return
      const name = (event.attribute('name') ?? '').toLowerCase()
      const id = event.attribute('id') ?? ''
      if (names.has(name)) flaws.push(flaw(part, `two columns are named "${name}"`))
      if (ids.has(id)) flaws.push(flaw(part, `two columns have the id ${id}`))
      names.add(name)
      ids.add(id)
    })
    if (names.size !== width) flaws.push(flaw(part, `has ${names.size} columns over ${width} cells`))
  }
  return flaws
}

async function checkNotes(draft: PackageDraft, sheet: string): Promise<Problem[]> {
  const flaws: Problem[] = []
  for (const part of relatedParts(draft, sheet, 'comments')) {
    const cells = new Set<string>()
    let authors = 0
    await xmlEvents(draft.streamText(part), (event) => {
      if (event.kind !== 'open') return
      if (event.local === 'author') authors++
      if (event.local !== 'comment') return
      const cell = event.attribute('ref') ?? ''
      if (cells.has(cell)) flaws.push(flaw(part, `${cell} has two notes`))
      cells.add(cell)
      if (Number(event.attribute('authorId') ?? 0) >= authors) {
        flaws.push(flaw(part, `the note of ${cell} has no author`))
      }
    })
  }
  return flaws
}
