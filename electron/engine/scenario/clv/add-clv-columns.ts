import type { ReplyInput } from '#shared/contract/index.ts'
import { groupBy } from '#shared/domain/group-by.ts'
import type { ColumnId, SheetId } from '#shared/domain/ids.ts'
import type { OperationContext } from '../../handlers.ts'
import { uniqueName } from '../../intake/column-names.ts'
import { readingOf } from '../../mapping/datasets/sheet-reading.ts'
import { effectiveMapping } from '../../mapping/effective-mapping.ts'
import { readMappableSheets } from '../../mapping/project-sheets.ts'
import { atWorkplace, type Workplace } from '../../metrics/workplace.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import { columnStep } from '../../sheet/commands/change-record.ts'
import { addColumn } from '../../sheet/commands/insert-column.ts'
import { addPending, type NewCell, startPending, writePending } from '../../sheet/write-cells.ts'
import { type ChangeContext, type ChangeSummary, change } from '../../store/journal/journal.ts'
import type { Project } from '../../store/project.ts'
import { readProjectInfo } from '../../store/project-info.ts'
import { type CustomerValue, cellOf, isColumnOf, knownValues } from './customer-values.ts'
import { keepClvCurrent, type LatestClv, latestClv } from './latest-clv.ts'
import { type ListedCustomer, listedCustomers } from './listed-customers.ts'

/**
 * Puts what the model last fitted says of each customer at the right of the sheets that list them, as one change that
 * can be undone. Columns that it put there before are filled anew, so the figures of two fits never stand side by side.
 */
export async function addClvColumns(
  context: OperationContext,
): Promise<Outcome<ReplyInput<'scenario.addClvColumns'>>> {
  const { project, signal } = context
  const found = await atWorkplace(context, (place) => valuesToAdd(place, project))
  if (!found.ok) return found
  const { clv, bySheet, revision } = found.value
  const values = knownValues(clv.customers)
  const changed = await change(
    project,
    async (making) =>
      project.revision() === revision ? write(making, bySheet, values, clv) : refuse('no_data', notCurrent),
    signal,
  )
  if (!changed.ok) return changed
  const kept = await atWorkplace(context, async ({ datasets }) => {
    keepClvCurrent(project, datasets)
    return { ok: true, value: undefined }
  })
  if (!kept.ok) return kept
  return {
    ok: true,
    value: {
      project: await readProjectInfo(project),
      sheets: [...bySheet.keys()],
      columns: values.map(({ header }) => header),
    },
  }
}

const notCurrent = 'The customers are not valued as their data is now. Fit a model first.'

interface ValuesToAdd {
  /** Of the project, when the values were those of its data. */
  readonly revision: number
  readonly clv: LatestClv
  readonly bySheet: ReadonlyMap<SheetId, readonly ListedCustomer[]>
}

async function valuesToAdd(place: Workplace, project: Project): Promise<Outcome<ValuesToAdd>> {
  const revision = project.revision()
  const clv = latestClv(project, place.datasets)
  if (clv === undefined) return refuse('no_data', notCurrent)
  const sheets = await listsByRow(place, project)
  const listed = (await listedCustomers(place)).filter(({ sheet }) => sheets.has(sheet))
  if (listed.length === 0)
    return refuse(
      'no_data',
      'No sheet lists the customers with their numbers, one a row. Map such a sheet as customers, or copy the table.',
    )
  return { ok: true, value: { revision, clv, bySheet: groupBy(listed, ({ sheet }) => sheet) } }
}

/** The sheets of customers of which a row is a customer. */
async function listsByRow({ connection }: Workplace, project: Project): Promise<ReadonlySet<SheetId>> {
  const mappable = await readMappableSheets(connection)
  const mapping = await effectiveMapping(connection, project, mappable)
  return new Set(
    mapping.sheets
      .flatMap((each) => readingOf(each, mappable) ?? [])
      .filter(({ kind, isByRow, sheet }) => kind.id === 'customers' && isByRow && sheet.partOf === undefined)
      .map(({ sheet }) => sheet.id),
  )
}

async function write(
  context: ChangeContext,
  bySheet: ValuesToAdd['bySheet'],
  values: readonly CustomerValue[],
  clv: LatestClv,
): Promise<Outcome<ChangeSummary>> {
  let cells = 0
  for (const [id, customers] of bySheet) {
    const columns: { readonly column: ColumnId; readonly value: CustomerValue }[] = []
    for (const value of values) columns.push({ column: await columnFor(context, id, value), value })
    const sheet = await context.sheets.get(id)
    if (sheet === undefined) continue
    await startPending(context.connection)
    await addPending(context.connection, cellsOf(customers, columns, clv))
    cells += await writePending(context, sheet, { imported: false })
  }
  const [sheet] = bySheet.keys()
  return {
    ok: true,
    value: { label: 'adding of customer values', cells, ...(sheet === undefined ? {} : { sheet }) },
  }
}

/** The sheet's column for the value: the one that was added before, or a new one at the end. */
async function columnFor(context: ChangeContext, id: SheetId, value: CustomerValue): Promise<ColumnId> {
  const sheet = await context.sheets.get(id)
  if (sheet === undefined) throw new Error(`sheet ${id} went away within a change`)
  const before = sheet.info.columns.find((column) => isColumnOf(value.header, column))
  if (before !== undefined) return before.id
  // A column of the file under that name is not touched.
  const taken = new Set(sheet.info.columns.map(({ name }) => name.toLowerCase()))
  const name = uniqueName(value.header, taken)
  const column = await addColumn(context, sheet, name, sheet.info.columns.length)
  if (value.numberFormat !== undefined)
    await context.take(
      columnStep(sheet, column, { number_format: null }, { number_format: value.numberFormat }),
    )
  return column
}

function* cellsOf(
  customers: readonly ListedCustomer[],
  columns: readonly { readonly column: ColumnId; readonly value: CustomerValue }[],
  { byCustomer }: LatestClv,
): Generator<NewCell> {
  for (const { row, id } of customers) {
    const known = byCustomer.get(id)
    for (const { column, value } of columns)
      yield { row, column, value: cellOf(value, known) ?? { kind: 'blank' } }
  }
}
