import type { sheetOperations } from '#shared/contract/sheet.ts'
import type { HandlersOf } from '../handlers.ts'
import { recordChange } from '../store/journal/journal.ts'
import { readProjectInfo } from '../store/project-info.ts'
import { applyCommand } from './commands/index.ts'
import { readWindow } from './window.ts'

export const sheetHandlers: Partial<HandlersOf<keyof typeof sheetOperations>> = {
  'sheet.window': (block, { project, signal, onProgress }) =>
    readWindow(project, block, { signal, onProgress }),

  'sheet.apply': async ({ command }, { project, signal, onProgress }) => {
    const applied = await project.write(
      (connection) =>
        recordChange(connection, (change) =>
          applyCommand({ ...change, project, signal, onProgress }, command),
        ),
      signal,
    )
    if (!applied.ok) return applied
    return {
      ok: true,
      value: { project: await readProjectInfo(project), changedCells: applied.value.cells },
    }
  },
}
