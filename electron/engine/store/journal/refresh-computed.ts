import { type SheetId, sheetId } from '#shared/domain/ids.ts'
import type { SheetReader } from '../catalog.ts'
import type { Connection } from '../connection.ts'
import { computedColumns, recompute } from '../recompute.ts'
import { affectedBy } from './affected.ts'
import type { Step, StepOf } from './step.ts'

interface RefreshContext {
  readonly connection: Connection
  readonly sheets: SheetReader
  readonly entry: number
  readonly take?: (step: Step) => Promise<void>
}

/**
 * Keeps computed columns live: after the steps of a change, their values follow. They are not journaled, because they
 * follow again when the change is taken back. `take` is given where a column may get another type by that.
 */
export async function refreshComputed(context: RefreshContext, steps: readonly Step[]): Promise<void> {
  const { connection, entry, take } = context
  const formulasChange = steps.some((step) => step.type === 'record' && step.table === 'sheet_column')
  const affected = affectedBy(steps)
  const sheets = new Set([...affected.keys(), ...(formulasChange ? sheetsOfRecords(steps) : [])])
  const onlyCells = steps.every((step) => step.type === 'cells')
  for (const id of sheets) {
    const sheet = await context.sheets.get(id)
    if (sheet === undefined || !sheet.info.columns.some((column) => column.formula !== undefined)) continue
    const columns = await computedColumns(connection, sheet)
    const changed: StepOf<'columnTypes'>['columns'] = columns.flatMap(({ column, computed }) => {
      const type = computed?.type ?? column.type
      if (type === column.type && !column.mixed) return []
      const before = { type: column.type, mixed: column.mixed }
      return [{ column: column.id, before, after: { type, mixed: false }, discard: true }]
    })
    if (changed.length > 0 && take !== undefined) {
      await take({ type: 'columnTypes', sheet: id, columns: changed })
      await refreshComputed(context, steps)
      continue
    }
    await recompute(connection, sheet, columns, onlyCells && !formulasChange ? entry : undefined)
  }
}

const sheetsOfRecords = (steps: readonly Step[]): SheetId[] =>
  steps.flatMap((step) =>
    step.type === 'record' && step.table === 'sheet_column' ? [sheetId(Number(step.key.sheet_id))] : [],
  )
