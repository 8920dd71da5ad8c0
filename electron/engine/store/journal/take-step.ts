import type { Direction, Step, StepContext } from './step.ts'
import { moveCells, moveMarks, moveOriginals } from './steps/cells.ts'
import { addColumn, changeColumnTypes } from './steps/columns.ts'
import { changePreamble, changeRecord } from './steps/records.ts'
import { deleteRows, insertRows } from './steps/rows.ts'

/** Steps that leave the records of sheets and columns as they are. */
const keepsSheets: ReadonlySet<Step['type']> = new Set([
  'cells',
  'originals',
  'highlights',
  'staleFormulas',
  'movedFormulas',
])

/** Takes the document one step forward or back. */
export async function takeStep(context: StepContext, step: Step, direction: Direction): Promise<void> {
  await move(context, step, direction)
  if (!keepsSheets.has(step.type)) context.sheets.forget()
}

function move(context: StepContext, step: Step, direction: Direction): Promise<void> {
  switch (step.type) {
    case 'cells':
      return moveCells(context, step, direction)
    case 'originals':
      return moveOriginals(context, step, direction)
    case 'highlights':
      return moveMarks(context, step.sheet, { table: 'highlight', text: 'color' }, direction)
    case 'staleFormulas':
      return moveMarks(context, step.sheet, { table: 'stale_formula', text: 'reason' }, direction)
    case 'movedFormulas':
      return moveMarks(context, step.sheet, { table: 'moved_formula', text: 'formula' }, direction)
    case 'columnTypes':
      return changeColumnTypes(context, step, direction)
    case 'addColumn':
      return addColumn(context, step, direction)
    case 'insertRows':
      return insertRows(context, step, direction)
    case 'deleteRows':
      return deleteRows(context, step, direction)
    case 'preamble':
      return changePreamble(context, step, direction)
    case 'record':
      return changeRecord(context, step, direction)
  }
}

/**
 * Takes all steps of an entry back. Column types go first where the rows stay: it spares DuckDB copying the table, and
 * a value that does not fit the narrow type is one that a later step overwrites.
 */
export async function takeStepsBack(
  context: Omit<StepContext, 'step'>,
  steps: readonly Step[],
): Promise<void> {
  const numbered = steps.map((step, number) => ({ step, number })).reverse()
  const rowsMove = steps.some(({ type }) => type === 'deleteRows' || type === 'insertRows')
  const isEarly = ({ step }: { step: Step }) => !rowsMove && step.type === 'columnTypes'
  const ordered = [...numbered.filter(isEarly), ...numbered.filter((each) => !isEarly(each))]
  for (const { step, number } of ordered) await takeStep({ ...context, step: number }, step, 'back')
}

export async function takeStepsForward(
  context: Omit<StepContext, 'step'>,
  steps: readonly Step[],
): Promise<void> {
  for (const [number, step] of steps.entries()) await takeStep({ ...context, step: number }, step, 'forward')
}
