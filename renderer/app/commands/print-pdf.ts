import type { FileToken } from '#shared/domain/ids.ts'
import { shell } from '../bridge.ts'
import { computedView } from '../computed-view.ts'
import { useProblem } from '../state/problem.ts'
import { useProject } from '../state/project.ts'
import { useView } from '../state/view.ts'
import { toast } from '../toaster.ts'
import type { Command } from './command.ts'

const printPdf: Command = {
  id: 'printPdf',
  title: 'Save the present view as PDF',
  group: 'File',
  enabled: () => useProject.getState().project !== undefined,
  run: async () => {
    const name = useProject.getState().project?.name ?? 'Tenure'
    const place = await shell('shell.chooseSaveFile', { kind: 'pdf', suggestedName: `${name}.pdf` })
    if (!place.ok || place.value.file === null) return
    const answer = await printLight(place.value.file)
    if (answer.ok) await toast(`${place.value.name} was written`)
    else useProblem.getState().show({ title: 'The PDF was not written', message: answer.error.message })
  },
}

/** Paper is white: the view is printed in the light theme, whatever the window's own is. */
async function printLight(file: FileToken) {
  const { theme, dark, setTheme } = useView.getState()
  setTheme(theme, false)
  try {
    await computedView()
    return await shell('shell.printPdf', { file })
  } finally {
    setTheme(theme, dark)
  }
}

export default printPdf
