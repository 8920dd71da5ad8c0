import type { ExportChoices } from '#shared/contract/export.ts'

/** The choices that are on or off. */
export type ChoiceName = {
  [Name in keyof ExportChoices]-?: ExportChoices[Name] extends boolean ? Name : never
}[keyof ExportChoices]

export const choiceLines: readonly {
  readonly name: ChoiceName
  readonly label: string
  readonly detail: string
}[] = [
  {
    name: 'dataSheets',
    label: 'Data sheets',
    detail: 'The workbook itself, with your edits put in and formats kept.',
  },
  {
    name: 'marks',
    label: 'Mark edits and mapped columns',
    detail: 'Edited cells are coloured, with the original value in a note; mapped headers say their field.',
  },
  {
    name: 'notes',
    label: 'Notes',
    detail: 'Your notes as Excel comments beside the file’s own; changed and removed ones follow.',
  },
  {
    name: 'qualityNotes',
    label: 'Data-quality notes',
    detail: 'Doubtful cells carry a note; a sheet of its own counts them all.',
  },
  {
    name: 'addedColumns',
    label: 'Added columns',
    detail: 'Health score, P(alive), lifetime value, risk band and your computed columns, at the right.',
  },
  {
    name: 'kpis',
    label: 'KPI sheet',
    detail: 'Each metric with value, change, goal and benchmark, as live formulas.',
  },
  {
    name: 'series',
    label: 'Series with charts',
    detail: 'Values by period as a table, with native Excel charts.',
  },
  {
    name: 'definitions',
    label: 'Definitions',
    detail: 'Every metric’s formula in words and in Excel, method, source and exclusions.',
  },
  {
    name: 'scenarios',
    label: 'Scenarios',
    detail: 'Drivers as cells, the projection as formulas: change a driver and see the effect.',
  },
  {
    name: 'protect',
    label: 'Protect report sheets',
    detail: 'Only period and driver cells can be changed; no password.',
  },
]
