import { EmptyState } from '#renderer/ui/empty-state.tsx'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import { applyOrSay } from '../state/apply-command.ts'

export const hasCells = ({ rowCount, columns }: SheetInfo): boolean =>
  rowCount > 0 && columns.some((column) => !column.hidden)

/** A sheet without rows, without columns, or with every column hidden. */
export function EmptySheet({ sheet }: { sheet: SheetInfo }) {
  if (sheet.columns.length === 0)
    return (
      <EmptyState icon="th-disconnect" title={`"${sheet.name}" is empty`}>
        The workbook has no cell with content on this sheet.
      </EmptyState>
    )
  if (sheet.columns.every((column) => column.hidden))
    return (
      <EmptyState
        icon="eye-off"
        title="Every column is hidden"
        action={{ text: 'Show all columns', run: () => void showAll(sheet) }}
      >
        {`"${sheet.name}" has ${sheet.columns.length} columns, none of them shown.`}
      </EmptyState>
    )
  return (
    <EmptyState
      icon="th"
      title={`"${sheet.name}" has headers and no rows`}
      action={{
        text: 'Add a row',
        run: () =>
          void applyOrSay(
            { type: 'insertRows', sheet: sheet.id, before: null, count: 1 },
            'No row was added',
          ),
      }}
    >
      {sheet.columns.map((column) => column.name).join(', ')}
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
