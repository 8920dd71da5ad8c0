import { useProject } from '#renderer/app/state/project.ts'
import { counted } from '#shared/domain/counted.ts'
import { applyCommand } from '../state/apply-command.ts'
import { useColumnDialog } from './column-dialog-state.ts'
import { FormulaDialog } from './formula-dialog.tsx'
import { TextDialog } from './text-dialog.tsx'

/** The dialog that a column's menu asked for, if any. */
export function ColumnDialog() {
  const question = useColumnDialog((state) => state.question)
  const close = useColumnDialog((state) => state.close)
  const sheet = useProject((state) => state.project?.sheets.find(({ id }) => id === question?.sheet))
  const column = sheet?.columns.find(({ id }) => id === question?.column)
  if (question === undefined || sheet === undefined || column === undefined) return null
  const { others = [] } = question
  const place = { sheet: sheet.id, column: column.id }
  switch (question.type) {
    case 'rename':
      return (
        <TextDialog
          title={`Rename ${column.name}`}
          label="Name"
          initial={column.name}
          action="Rename"
          onClose={close}
          onSubmit={(name) => applyCommand({ type: 'renameColumn', ...place, name: name.trim() })}
        />
      )
    case 'numberFormat':
      return (
        <TextDialog
          title={`Number format of ${others.length === 0 ? column.name : counted(others.length + 1, 'column')}`}
          label="Excel format code"
          hint="Such as #,##0.00 or d mmm yyyy; General for none"
          initial={column.numberFormat ?? 'General'}
          action="Use"
          onClose={close}
          onSubmit={(code) =>
            applyCommand({
              type: 'formatColumn',
              ...place,
              others: [...others],
              numberFormat: /^\s*(general)?\s*$/i.test(code) ? null : code.trim(),
            })
          }
        />
      )
    case 'formula':
    case 'newFormula':
      return (
        <FormulaDialog
          sheet={sheet}
          column={question.type === 'formula' ? column : undefined}
          beside={column}
          onClose={close}
        />
      )
  }
}
