import { shell } from '#renderer/app/bridge.ts'
import { freeColumnName } from '../columns/change-columns.ts'
import { areaOf, liveRange, selectRange } from '../selection/selection.ts'
import { applyCommand, applyOrSay } from '../state/apply-command.ts'
import { useGrid } from '../state/grid-state.ts'
import { type PresentSheet, presentSheet } from '../state/present-sheet.ts'
import { type ClipboardContent, parseClipboard, widthOf } from './parse-clipboard.ts'
import { pasteSize } from './paste-size.ts'

/** Pastes what is on the clipboard as values at the selection. */
export async function pasteFromClipboard(transpose = false): Promise<void> {
  const answer = await shell('shell.readClipboard', {})
  if (answer.ok) await pasteContent(answer.value, transpose)
}

export async function pasteContent(content: ClipboardContent, transpose = false): Promise<void> {
  const texts = parseClipboard(content)
  const width = widthOf(texts)
  const present = presentSheet()
  if (present === undefined || width === 0 || (content.text === '' && content.html === '')) return
  const area = areaOf(liveRange(present.selection), present.extent)
  const size = pasteSize(
    area,
    transpose ? { rows: width, columns: texts.length } : { rows: texts.length, columns: width },
  )
  const roomy = await withColumns(present, area.firstColumn + size.columns)
  if (roomy === undefined) return
  const columns = roomy.columns.slice(area.firstColumn, area.firstColumn + size.columns)
  const pasted = await applyOrSay(
    {
      type: 'paste',
      target: {
        sheet: roomy.info.id,
        view: roomy.view,
        firstRow: area.firstRow,
        rowCount: size.rows,
        columns: columns.map((column) => column.id),
      },
      texts,
      transpose,
    },
    'Nothing was pasted',
    'Pasting',
  )
  // The user may have gone on meanwhile.
  if (!pasted || presentSheet()?.selection !== roomy.selection) return
  const start = { row: area.firstRow, column: area.firstColumn }
  const end = { row: area.firstRow + size.rows - 1, column: area.firstColumn + size.columns - 1 }
  useGrid.getState().select(selectRange('cells', start, end))
}

/** A pasted block may be wider than the sheet; the columns that it needs are added at the end. */
async function withColumns(present: PresentSheet, needed: number): Promise<PresentSheet | undefined> {
  for (let missing = needed - present.columns.length; missing > 0; missing -= 1) {
    const info = presentSheet()?.info ?? present.info
    const answer = await applyCommand({
      type: 'insertColumn',
      sheet: info.id,
      before: null,
      name: freeColumnName(info.columns),
    })
    if (!answer.ok) {
      const { row, column } = present.selection.active
      useGrid.getState().refuse({ place: { row, column }, message: answer.error.message })
      return undefined
    }
  }
  return presentSheet()
}
