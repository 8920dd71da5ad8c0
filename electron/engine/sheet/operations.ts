import type { sheetOperations } from '#shared/contract/sheet.ts'
import type { HandlersOf } from '../handlers.ts'
import { reading } from '../reading.ts'
import { change, recordChange } from '../store/journal/journal.ts'
import { readProjectInfo } from '../store/project-info.ts'
import { readCell } from './cell.ts'
import { applyCommand } from './commands/index.ts'
import { copyBlock } from './copy.ts'
import { distinctValues } from './distinct.ts'
import { findCells } from './find.ts'
import { locateRow } from './locate.ts'
import { readMarkedPreamble } from './marked-preamble.ts'
import { readNames } from './names.ts'
import { readNotes } from './notes.ts'
import { numbersOfRows } from './numbers-of-rows.ts'
import { withRecalculation } from './recalculation/recalculate.ts'
import { revertEntry } from './revert-entry.ts'
import { summarise } from './summary.ts'
import { readWindow } from './window.ts'

export const sheetHandlers: HandlersOf<keyof typeof sheetOperations | 'history.revert'> = {
  'sheet.window': reading((block, { project, ...options }) => readWindow(project, block, options)),

  'sheet.apply': async ({ command }, { project, signal, onProgress }) => {
    const applied = await project.write(
      (connection, scope) =>
        recordChange(connection, scope, (context) =>
          withRecalculation({ ...context, project, signal, onProgress }, project, signal, (recalculating) =>
            applyCommand(recalculating, command),
          ),
        ),
      signal,
    )
    if (!applied.ok) return applied
    const { cells, addedRow, formulasLeft, formulasToValues } = applied.value
    return {
      ok: true,
      value: {
        project: await readProjectInfo(project),
        changedCells: cells,
        ...(addedRow === undefined ? {} : { addedRow }),
        ...(formulasLeft === undefined ? {} : { formulasLeft }),
        ...(formulasToValues === undefined ? {} : { formulasToValues }),
      },
    }
  },

  // A change that is taken back out of its turn is a new change to the sheets.
  'history.revert': async ({ id }, { project, signal }) => {
    const reverted = await change(
      project,
      (context) =>
        withRecalculation(context, project, signal, (recalculating) => revertEntry(recalculating, id)),
      signal,
    )
    return reverted.ok ? { ok: true, value: await readProjectInfo(project) } : reverted
  },

  'sheet.locate': reading((request, { project, ...options }) => locateRow(project, request, options)),

  'sheet.rowNumbers': reading(({ sheet, rows }, { project }) => numbersOfRows(project, sheet, rows)),

  'sheet.summary': reading(({ blocks }, { project, ...options }) => summarise(project, blocks, options)),

  'sheet.distinct': reading((request, { project, signal }) => distinctValues(project, request, signal)),

  'sheet.find': reading((request, { project, ...options }) => findCells(project, request, options)),

  'sheet.copy': reading(({ block, headers }, { project, ...options }) =>
    copyBlock(project, block, headers, options),
  ),

  'sheet.cell': reading((request, { project }) => readCell(project, request)),

  'sheet.names': reading(async (_request, { project }) => ({
    ok: true,
    value: { names: await project.read(readNames) },
  })),

  'sheet.notes': reading(async (_request, { project }) => ({
    ok: true,
    value: { notes: await project.read(readNotes) },
  })),

  'sheet.preamble': reading(async ({ sheet }, { project }) => ({
    ok: true,
    value: { cells: await project.read((connection) => readMarkedPreamble(project, connection, sheet)) },
  })),
}
