/** Tables as text with tabs between cells, which every spreadsheet takes as cells, and as CSV files. */
import { shell } from '#renderer/app/bridge.ts'
import { useProblem } from '#renderer/app/state/problem.ts'
import { toast } from '#renderer/app/toaster.ts'
import { csvOfTabbed } from '#shared/domain/csv.ts'

export type TableText = () => string | Promise<string>

export async function copyTable(text: TableText): Promise<void> {
  await shell('shell.copyText', { text: await text() })
  await toast('Copied as data')
}

/** Saves the table where the user says. */
export async function saveTable(title: string, text: TableText): Promise<void> {
  const place = await shell('shell.chooseSaveFile', { kind: 'csv', suggestedName: `${title}.csv` })
  if (!place.ok || place.value.file === null) return
  const answer = await shell('shell.writeTable', { file: place.value.file, csv: csvOfTabbed(await text()) })
  if (answer.ok) await toast(`${place.value.name} was written`)
  else useProblem.getState().show({ title: 'The table was not written', message: answer.error.message })
}
