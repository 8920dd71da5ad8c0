import { useTextFileDialog } from '#renderer/data/text-file/text-file-dialog-state.ts'
import { useProject } from '../state/project.ts'
import { useView } from '../state/view.ts'
import type { Command } from './command.ts'

const textSource = () => useProject.getState().project?.sources.findLast(({ format }) => format === 'csv')

const readDifferently: Command = {
  id: 'readDifferently',
  title: 'Read the text file differently',
  group: 'File',
  enabled: () => textSource() !== undefined,
  run: () => {
    const source = textSource()
    if (source === undefined) return
    useView.getState().go('data')
    useTextFileDialog.getState().ask(source.id)
  },
}

export default readDifferently
