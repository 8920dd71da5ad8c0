import { engine } from '#renderer/app/engine-client.ts'
import { useProject } from '#renderer/app/state/project.ts'
import { columnNumber } from '#shared/domain/address.ts'
import { type RowId, rowId } from '#shared/domain/ids.ts'
import { selectPlace, selectRange } from '../selection/selection.ts'
import { useGrid } from '../state/grid-state.ts'
import { type PresentSheet, presentSheet } from '../state/present-sheet.ts'
import { showSheet } from '../state/show-sheet.ts'
import { type DestinationArea, parseDestination } from './parse-destination.ts'

/**
 * Goes to an A1 address, a range of them, whole rows or columns, another sheet's, a table or named range, or a column
 * by its letter or name. Returns what stands in the way.
 */
export async function jumpTo(typed: string): Promise<string | undefined> {
  const { sheet, area, text } = parseDestination(typed)
  if (sheet !== undefined && !showSheetNamed(sheet)) return `There is no sheet "${sheet}" in this project.`
  const present = presentSheet()
  if (present === undefined || text === '') return undefined
  if (area !== undefined) return jumpToArea(present, area)
  const wanted = text.toLowerCase()
  const exact = present.columns.findIndex((column) => column.name.toLowerCase() === wanted)
  if (exact >= 0) return selectColumn(present, exact)
  const answer = await engine('sheet.names', {})
  const named = answer.ok ? answer.value.names.filter(({ name }) => name.toLowerCase() === wanted) : []
  const found = named.find((name) => name.sheet === present.info.id) ?? named[0]
  if (found !== undefined) {
    if (found.sheet !== present.info.id) showSheet(found.sheet)
    const there = presentSheet()
    return there === undefined ? undefined : jumpToArea(there, found)
  }
  const near = present.columns.findIndex((column) => column.name.toLowerCase().startsWith(wanted))
  const lettered = /^[a-z]{1,3}$/i.test(text) ? placeOfColumn(present, columnNumber(text)) : -1
  const column = near >= 0 ? near : lettered
  return column < 0 ? `There is no address, name or column "${text}" here.` : selectColumn(present, column)
}

function showSheetNamed(name: string): boolean {
  const wanted = name.toLowerCase()
  const found = useProject.getState().project?.sheets.find((sheet) => sheet.name.toLowerCase() === wanted)
  if (found !== undefined) showSheet(found.id)
  return found !== undefined
}

function selectColumn(present: PresentSheet, column: number): undefined {
  useGrid.getState().select(selectPlace({ row: present.selection.active.row, column }))
}

const placeOfColumn = ({ columns }: PresentSheet, letter: number): number =>
  columns.findIndex(({ number }) => number === letter)

/** The shown columns of a range; its own first and last may be hidden, or blank and no columns of the sheet. */
function placesOfColumns(
  present: PresentSheet,
  first: number,
  last: number,
): { readonly left: number; readonly right: number } {
  if (first === last) {
    const place = placeOfColumn(present, first)
    return { left: place, right: place }
  }
  const within = present.columns.flatMap(({ number }, place) =>
    number >= first && number <= last ? [place] : [],
  )
  return { left: within[0] ?? -1, right: within.at(-1) ?? -1 }
}

async function jumpToArea(
  present: PresentSheet,
  { firstRow, lastRow, firstColumn, lastColumn }: DestinationArea,
): Promise<string | undefined> {
  const { left, right } =
    firstColumn === undefined
      ? { left: 0, right: 0 }
      : placesOfColumns(present, firstColumn, lastColumn ?? firstColumn)
  if (left < 0 || right < 0) return 'That column is not shown here.'
  const { select } = useGrid.getState()
  if (firstRow === undefined || lastRow === undefined) {
    const row = present.selection.active.row
    select(selectRange('columns', { row, column: left }, { row, column: right }))
    return undefined
  }
  const isOne = firstRow === lastRow
  const top = await placeOfRow(present, firstRow, isOne && firstRow > present.info.headerRow ? 'at' : 'from')
  const bottom = isOne ? top : await placeOfRow(present, lastRow, 'to')
  if (top === undefined || bottom === undefined)
    return isOne ? `Row ${firstRow} holds no data here.` : 'Those rows hold no data here.'
  const span = firstColumn === undefined ? 'rows' : 'cells'
  select(selectRange(span, { row: top, column: left }, { row: bottom, column: right }))
  return undefined
}

/**
 * Where a row stands in the view. Row numbers grow with the place in the sheet's own order, though not evenly: the
 * header and blank rows count and hold no data; `from` and `to` take the nearest row after or before for one of them.
 */
async function placeOfRow(
  { info, view, columns }: PresentSheet,
  rowNumber: number,
  nearest: 'at' | 'from' | 'to',
): Promise<number | undefined> {
  const [column] = columns
  if (column === undefined) return undefined
  let low = 0
  let high = info.rowCount - 1
  let guess = Math.min(high, Math.max(0, rowNumber - info.headerRow - 1))
  let before: number | undefined
  let after: number | undefined
  while (low <= high) {
    const answer = await engine('sheet.window', {
      sheet: info.id,
      view: {},
      firstRow: guess,
      rowCount: 1,
      columns: [column.id],
    })
    const found = answer.ok ? answer.value.rowNumbers[0] : undefined
    const id = answer.ok ? answer.value.rowIds[0] : undefined
    if (found === undefined || id === undefined) return undefined
    if (found === rowNumber) return locate(info.id, view, rowId(id))
    if (found < rowNumber) {
      before = id
      low = guess + 1
    } else {
      after = id
      high = guess - 1
    }
    guess = (low + high) >> 1
  }
  const id = nearest === 'at' ? undefined : nearest === 'from' ? after : before
  return id === undefined ? undefined : locate(info.id, view, rowId(id))
}

export async function locate(
  sheet: PresentSheet['info']['id'],
  view: PresentSheet['view'],
  row: RowId,
): Promise<number | undefined> {
  const answer = await engine('sheet.locate', { sheet, view, row })
  return answer.ok ? (answer.value.position ?? undefined) : undefined
}
