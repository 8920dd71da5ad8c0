import { Icon, Tag } from '@blueprintjs/core'
import type { IconName } from '@blueprintjs/icons'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import type { ExportSheet } from '#shared/contract/export.ts'
import { groupBy } from '#shared/domain/group-by.ts'

const states: Record<ExportSheet['state'], { readonly icon: IconName; readonly label: string }> = {
  untouched: { icon: 'lock', label: 'untouched' },
  annotated: { icon: 'annotation', label: 'annotated' },
  added: { icon: 'plus', label: 'added' },
  'hidden helper': { icon: 'eye-off', label: 'hidden helper' },
  'left out': { icon: 'disable', label: 'left out' },
}

/** The sheets of the workbook to be written, in order, and what happens to each. */
export function SheetTree({ sheets, loading }: { sheets: readonly ExportSheet[]; loading: boolean }) {
  if (sheets.length === 0 && loading)
    return <EmptyState icon="export" title="Working out what the workbook will hold" />
  if (sheets.length === 0) return <EmptyState icon="export" title="Nothing to export yet" />
  return (
    <>
      {[...groupBy(sheets, (sheet) => sheet.file)].map(([file, members]) => (
        <section key={file} className="export-file">
          <h4>
            <Icon icon={file === '' ? 'add' : 'document'} /> {file === '' ? 'Added by Tenure' : file}
          </h4>
          <ul>
            {members.map((sheet) => (
              <li key={sheet.name} className={sheet.state === 'left out' ? 'export-left-out' : undefined}>
                <Icon icon={states[sheet.state].icon} size={12} />
                <div>
                  <span className="export-sheet-name">{sheet.name}</span>
                  <Tag
                    minimal
                    intent={
                      sheet.state === 'added' ? 'primary' : sheet.state === 'annotated' ? 'warning' : 'none'
                    }
                  >
                    {states[sheet.state].label}
                  </Tag>
                  {sheet.details.map((detail) => (
                    <p key={detail} className="muted">
                      {detail}
                    </p>
                  ))}
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
