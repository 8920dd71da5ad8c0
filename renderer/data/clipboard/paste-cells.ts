import { shell } from '#renderer/app/bridge.ts'
import { toast } from '#renderer/app/toaster.ts'
import type { RequestInput } from '#shared/contract/index.ts'
import type { Block } from '#shared/contract/sheet.ts'
import { type Area, areaOf, liveRange, type Place, selectRange } from '../selection/selection.ts'
import { applyCommand, sayRefusal } from '../state/apply-command.ts'
import { useGrid } from '../state/grid-state.ts'
import { type PresentSheet, presentSheet } from '../state/present-sheet.ts'
import { presentCut, useCut } from './cut-cells.ts'
import { type ClipboardContent, parseClipboard, widthOf } from './parse-clipboard.ts'
import { type PasteSize, pasteSize } from './paste-size.ts'

/** Pastes what is on the clipboard as values at the selection. */
export async function pasteFromClipboard(transpose = false): Promise<void> {
  const answer = await shell('shell.readClipboard', {})
  if (answer.ok) await pasteContent(answer.value, transpose)
}

export async function pasteContent(content: ClipboardContent, transpose = false): Promise<void> {
  const present = presentSheet()
  const cut = presentCut()
  if (present === undefined) return
  if (cut !== undefined && !transpose && isSameText(content.text, cut.text)) {
    useCut.getState().end()
    await moveTo(present, cut.block)
    return
  }
  const texts = parseClipboard(content)
  const width = widthOf(texts)
  if (width === 0 || (content.text === '' && content.html === '')) return
  const area = areaOf(liveRange(present.selection), present.extent)
  const size = pasteSize(
    area,
    transpose ? { rows: width, columns: texts.length } : { rows: texts.length, columns: width },
  )
  const target = targetOf(present, area, size)
  await pasteAt(present, area, size, { type: 'paste', target, texts, transpose }, 'Nothing was pasted')
}

/** A clipboard may write line breaks its own way. */
const isSameText = (a: string, b: string): boolean =>
  a.replaceAll('\r\n', '\n') === b.replaceAll('\r\n', '\n')

async function moveTo(present: PresentSheet, source: Block): Promise<void> {
  const { row, column } = topLeft(areaOf(liveRange(present.selection), present.extent))
  const size = { rows: source.rowCount, columns: source.columns.length }
  const area = { firstRow: row, lastRow: row, firstColumn: column, lastColumn: column }
  const target = targetOf(present, area, size)
  await pasteAt(present, area, size, { type: 'moveCells', source, target }, 'Nothing was moved')
}

const topLeft = ({ firstRow, firstColumn }: Area): Place => ({ row: firstRow, column: firstColumn })

/** Where a block of that size goes; what of it hangs over the sheet's end is the engine's to make room for. */
const targetOf = ({ info, view, columns }: PresentSheet, area: Area, size: PasteSize): Block => ({
  sheet: info.id,
  view,
  firstRow: area.firstRow,
  rowCount: size.rows,
  columns: columns.slice(area.firstColumn, area.firstColumn + size.columns).map((column) => column.id),
})

async function pasteAt(
  present: PresentSheet,
  area: Area,
  size: PasteSize,
  command: RequestInput<'sheet.apply'>['command'],
  refusal: string,
): Promise<void> {
  const answer = await applyCommand(command, 'Pasting')
  if (!answer.ok) {
    sayRefusal(answer.error, refusal)
    return
  }
  sayFormulasLeft(answer.value.formulasLeft ?? 0)
  // The user may have gone on meanwhile.
  if (presentSheet()?.selection !== present.selection) return
  const end = { row: area.firstRow + size.rows - 1, column: area.firstColumn + size.columns - 1 }
  useGrid.getState().select(selectRange('cells', topLeft(area), end))
}

/** Excel would have them follow. */
function sayFormulasLeft(formulas: number): void {
  if (formulas === 0) return
  const subject = formulas === 1 ? '1 formula reads' : `${formulas.toLocaleString('en-US')} formulas read`
  const goesOn = formulas === 1 ? 'It goes' : 'They go'
  void toast(`${subject} the cells that were moved. ${goesOn} on reading the place where these were.`)
}
