import { shell } from '#renderer/app/bridge.ts'
import { toast } from '#renderer/app/toaster.ts'
import type { ReplyOf, RequestInput } from '#shared/contract/index.ts'
import type { Block } from '#shared/contract/sheet.ts'
import { counted } from '#shared/domain/counted.ts'
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
  sayWhatBecameOfFormulas(answer.value)
  // The user may have gone on meanwhile.
  if (presentSheet()?.selection !== present.selection) return
  const end = { row: area.firstRow + size.rows - 1, column: area.firstColumn + size.columns - 1 }
  useGrid.getState().select(selectRange('cells', topLeft(area), end))
}

type Moved = Pick<ReplyOf<'sheet.apply'>, 'formulasLeft' | 'formulasToValues'>

/** Excel would have all formulas follow, and keep those that are moved. */
function sayWhatBecameOfFormulas({ formulasLeft = 0, formulasToValues = 0 }: Moved): void {
  const sentences: string[] = []
  if (formulasLeft === 1)
    sentences.push(
      '1 formula reads the cells that were moved. It goes on reading the place where these were.',
    )
  else if (formulasLeft > 1)
    sentences.push(
      `${counted(formulasLeft, 'formula')} read the cells that were moved. They go on reading the place where these were.`,
    )
  if (formulasToValues > 0)
    sentences.push(
      `${counted(formulasToValues, 'formula')} among the moved cells ${formulasToValues === 1 ? 'is a value' : 'are values'} now.`,
    )
  if (sentences.length > 0) void toast(sentences.join(' '))
}
