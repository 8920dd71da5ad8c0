/**
 * Keeps a workbook's formulas true: after a change, the formulas that read what it touched, directly or through
 * others, are worked out again in order, as part of the same change, so that undo brings back what was. A formula that
 * cannot be worked out keeps its value and is marked stale with the reason.
 */

import { z } from 'zod'
import type { SourceId } from '#shared/domain/ids.ts'
import type { Outcome } from '../../refusal.ts'
import { readSheets } from '../../store/catalog.ts'
import { readRow } from '../../store/connection.ts'
import type { ChangeContext, ChangeSummary } from '../../store/journal/journal.ts'
import type { Project } from '../../store/project.ts'
import { changeTexts } from '../change-texts.ts'
import { calculate } from './calculate.ts'
import { changesOfSteps, type NumberedStep } from './changes-of-steps.ts'
import { dirtyFormulas } from './dirty-formulas.ts'
import { formulaSet } from './formula-set.ts'
import { formulasInForce } from './in-force.ts'
import { sheetPlaces } from './sheet-places.ts'
import { keyOf } from './source-cell.ts'
import { readStaleCells } from './stale-cells.ts'
import { staleChanges } from './stale-changes.ts'
import { writeValues } from './write-values.ts'

/** Makes a change, and lets the workbook's formulas follow it. */
export async function withRecalculation<Context extends ChangeContext>(
  context: Context,
  project: Project,
  signal: AbortSignal,
  work: (context: Context) => Promise<Outcome<ChangeSummary>>,
): Promise<Outcome<ChangeSummary>> {
  const steps: NumberedStep[] = []
  const outcome = await work({
    ...context,
    take: async (step) => {
      steps.push({ step, number: context.nextStep() })
      await context.take(step)
    },
  })
  if (outcome.ok) await recalculate(context, project, signal, steps)
  return outcome
}

async function recalculate(
  context: ChangeContext,
  project: Project,
  signal: AbortSignal,
  steps: readonly NumberedStep[],
): Promise<void> {
  const { connection, entry } = context
  if (steps.length === 0 || !(await hasFormulas(context))) return
  const sheets = await readSheets(connection)
  for (const [source, changed] of await changesOfSteps(connection, entry, steps, sheets)) {
    const ofSource = sheets.filter((sheet) => sheet.info.sourceId === source)
    const set = await formulaSet(project, connection, source, ofSource)
    if (set === undefined) continue
    const { overwritten, isInForce } = await formulasInForce(connection, ofSource)
    const dirty = dirtyFormulas(set, changed, isInForce)
    const stale = await readStaleCells(
      connection,
      ofSource.map(({ info }) => info.id),
    )
    if (dirty.length === 0 && stale.length === 0) continue
    const places = sheetPlaces(ofSource)
    const calculated = await calculate({
      connection,
      sheets: ofSource,
      date1904: await countsFrom1904(context, source),
      set,
      dirty,
      stale: stale
        .flatMap((cell) => places.cellOf(cell) ?? [])
        .filter((cell) => !overwritten.has(keyOf(cell))),
      signal,
    })
    const kept = calculated.filter((cell) => !overwritten.has(keyOf(cell)))
    await writeValues(context, ofSource, kept)
    await changeTexts(context, 'staleFormulas', staleChanges(stale, kept, changed, places))
  }
}

async function hasFormulas({ connection }: ChangeContext): Promise<boolean> {
  const row = await readRow(
    connection,
    z.object({ found: z.boolean() }),
    'SELECT EXISTS (SELECT 1 FROM sheet_formula) AS found',
  )
  return row?.found === true
}

export async function countsFrom1904(
  { connection }: Pick<ChangeContext, 'connection'>,
  source: SourceId,
): Promise<boolean> {
  const row = await readRow(
    connection,
    z.object({ date1904: z.boolean() }),
    'SELECT date1904 FROM source WHERE id = ?',
    [source],
  )
  return row?.date1904 === true
}
