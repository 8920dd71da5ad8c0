import type { SheetCommand } from '#shared/contract/sheet.ts'
import type { Outcome } from '../../refusal.ts'
import type { ChangeSummary } from '../../store/journal/journal.ts'
import { addRow } from './add-row.ts'
import { clear } from './clear.ts'
import type { CommandContext } from './command.ts'
import { deleteColumns } from './delete-columns.ts'
import { deleteRows } from './delete-rows.ts'
import { fill } from './fill.ts'
import { formatColumn } from './format-column.ts'
import { highlight } from './highlight.ts'
import { insertColumn } from './insert-column.ts'
import { insertRows } from './insert-rows.ts'
import { moveCells } from './move-cells.ts'
import { moveColumn } from './move-column.ts'
import { paste } from './paste.ts'
import { renameColumn } from './rename-column.ts'
import { renameSheet } from './rename-sheet.ts'
import { replace } from './replace.ts'
import { setCells } from './set-cells.ts'
import { setColumnFormula } from './set-column-formula.ts'
import { setColumnWidths } from './set-column-widths.ts'
import { setHeaderRow } from './set-header-row.ts'
import { setNote } from './set-note.ts'

/** Applies any command; see `Apply`. */
export function applyCommand(
  context: CommandContext,
  command: SheetCommand,
): Promise<Outcome<ChangeSummary>> {
  switch (command.type) {
    case 'setCells':
      return setCells(context, command)
    case 'addRow':
      return addRow(context, command)
    case 'paste':
      return paste(context, command)
    case 'moveCells':
      return moveCells(context, command)
    case 'clear':
      return clear(context, command)
    case 'fill':
      return fill(context, command)
    case 'insertRows':
      return insertRows(context, command)
    case 'deleteRows':
      return deleteRows(context, command)
    case 'insertColumn':
      return insertColumn(context, command)
    case 'deleteColumns':
      return deleteColumns(context, command)
    case 'renameColumn':
      return renameColumn(context, command)
    case 'setColumnFormula':
      return setColumnFormula(context, command)
    case 'moveColumn':
      return moveColumn(context, command)
    case 'formatColumn':
      return formatColumn(context, command)
    case 'setColumnWidths':
      return setColumnWidths(context, command)
    case 'setHeaderRow':
      return setHeaderRow(context, command)
    case 'renameSheet':
      return renameSheet(context, command)
    case 'setNote':
      return setNote(context, command)
    case 'highlight':
      return highlight(context, command)
    case 'replace':
      return replace(context, command)
  }
}
