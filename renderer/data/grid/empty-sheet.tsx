import { EmptyState } from '#renderer/ui/empty-state.tsx'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import { applyOrSay } from '../state/apply-command.ts'

/** A sheet without rows has a place to type one. */
export const hasCells = ({ columns }: SheetInfo): boolean => columns.some((column) => !column.hidden)

/** A sheet without columns, or with every column hidden. */
export function EmptySheet({ sheet }: { sheet: SheetInfo }) {
  if (sheet.columns.length === 0)
    return (
      <EmptyState icon="th-disconnect" title={`"${sheet.name}" is empty`}>
        The workbook has no cell with content on this sheet.
      </EmptyState>
    )
  return (
    <EmptyState
      icon="eye-off"
      title="Every column is hidden"
      action={{ text: 'Show all columns', run: () => void showAll(sheet) }}
    >
      {`"${sheet.name}" has ${sheet.columns.length} columns, none of them shown.`}
    </EmptyState>
  )
}

async function showAll(sheet: SheetInfo): Promise<void> {
  for (const column of sheet.columns)
    await applyOrSay(
      { type: 'formatColumn', sheet: sheet.id, column: column.id, hidden: false },
      'The columns were not shown',
    )
}
