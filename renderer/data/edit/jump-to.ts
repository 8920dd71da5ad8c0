import { engine } from '#renderer/app/engine-client.ts'
import { columnNumber, parseAddress } from '#shared/domain/address.ts'
import { type RowId, rowId } from '#shared/domain/ids.ts'
import { selectPlace, selectRange } from '../selection/selection.ts'
import { useGrid } from '../state/grid-state.ts'
import { type PresentSheet, presentSheet } from '../state/present-sheet.ts'

/** Goes to an A1 address, a range of them, a column letter or a column's name. Returns what stands in the way. */
export async function jumpTo(typed: string): Promise<string | undefined> {
  const present = presentSheet()
  const text = typed.trim()
  if (present === undefined || text === '') return undefined
  const [from, to] = text.split(':')
  const first = parseAddress(from ?? '')
  if (first === undefined) return jumpToColumn(present, text)
  const last = to === undefined ? first : parseAddress(to)
  if (last === undefined) return `"${typed}" is no address.`
  const start = await placeOfAddress(present, first.row, first.column)
  const end = to === undefined ? start : await placeOfAddress(present, last.row, last.column)
  if (typeof start === 'string') return start
  if (typeof end === 'string') return end
  useGrid.getState().select(selectRange('cells', start, end ?? start))
  return undefined
}

function jumpToColumn(present: PresentSheet, text: string): string | undefined {
  const wanted = text.toLowerCase()
  const byName =
    present.columns.find((column) => column.name.toLowerCase() === wanted) ??
    present.columns.find((column) => column.name.toLowerCase().startsWith(wanted))
  const byLetter = /^[a-z]{1,3}$/i.test(text) ? present.info.columns[columnNumber(text) - 1] : undefined
  const found = byName ?? byLetter
  const column = found === undefined ? -1 : present.columns.indexOf(found)
  if (column < 0) return `There is no column "${text}" here.`
  useGrid.getState().select(selectPlace({ row: present.selection.active.row, column }))
  return undefined
}

async function placeOfAddress(present: PresentSheet, rowNumber: number, letter: number) {
  const info = present.info.columns[letter - 1]
  const column = info === undefined ? -1 : present.columns.indexOf(info)
  if (column < 0) return 'That column is not shown here.'
  const row = await rowOfNumber(present, rowNumber)
  if (row === undefined) return `Row ${rowNumber} holds no data here.`
  return { row, column }
}

/** Row numbers grow with the place in the sheet's own order, though not evenly: blank rows count and hold no data. */
async function rowOfNumber(
  { info, view, columns }: PresentSheet,
  rowNumber: number,
): Promise<number | undefined> {
  const [column] = columns
  if (column === undefined) return undefined
  let low = 0
  let high = info.rowCount - 1
  let guess = Math.min(high, Math.max(0, rowNumber - info.headerRow - 1))
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
    if (found < rowNumber) low = guess + 1
    else high = guess - 1
    guess = (low + high) >> 1
  }
  return undefined
}

export async function locate(
  sheet: PresentSheet['info']['id'],
  view: PresentSheet['view'],
  row: RowId,
): Promise<number | undefined> {
  const answer = await engine('sheet.locate', { sheet, view, row })
  return answer.ok ? (answer.value.position ?? undefined) : undefined
}
