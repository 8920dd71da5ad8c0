import { shell } from '../bridge.ts'
import { computedView } from '../computed-view.ts'
import { useProblem } from '../state/problem.ts'
import { useProject } from '../state/project.ts'
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
    await computedView()
    const answer = await shell('shell.printPdf', { file: place.value.file })
    if (answer.ok) await toast(`${place.value.name} was written`)
    else useProblem.getState().show({ title: 'The PDF was not written', message: answer.error.message })
  },
}

export default printPdf
