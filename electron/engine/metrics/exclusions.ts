import type { Exclusion } from '#shared/domain/metric-result.ts'
import { collectAggregates } from '#shared/formula/aggregates.ts'
import { fieldsUsed } from '#shared/formula/walk.ts'
import type { Dataset, Datasets } from '../mapping/dataset.ts'
import type { Connection } from '../store/connection.ts'
import { countOnce } from './count-once.ts'
import { withOperands } from './field-operands.ts'
import { formulasOf, type ParsedMethod } from './parsed-metric.ts'

/** The rows that a method looked at, and those it had to leave out. */
export interface RowsUsed {
  readonly rows: number
  readonly excluded: number
  readonly exclusions: readonly Exclusion[]
}

/** A dataset with rows of its own in sheets, and the fields of it that a method reads. */
export interface FieldsRead {
  readonly dataset: Dataset
  readonly fields: readonly string[]
}

/** What a method reads, traced from derived datasets back to those they are derived from. */
export function fieldsReadBy(method: ParsedMethod, datasets: Datasets): FieldsRead[] {
  const read = new Map<string, Set<string>>()
  const add = (id: string, fields: Iterable<string>): void => {
    const dataset = datasets.byId.get(id)
    if (dataset === undefined) return
    if (dataset.derivedFrom !== undefined) {
      add(dataset.derivedFrom.base, dataset.derivedFrom.definition.needs)
      return
    }
    const known = read.get(id) ?? new Set<string>()
    for (const field of fields) for (const operand of withOperands(dataset, field)) known.add(operand)
    read.set(id, known)
  }
  for (const { dataset, field } of formulasOf(method).flatMap(fieldsUsed)) {
    if (dataset !== undefined) add(dataset, [field])
  }
  return [...read].flatMap(([id, fields]) => {
    const dataset = datasets.byId.get(id)
    return dataset === undefined ? [] : [{ dataset, fields: [...fields] }]
  })
}

/** Condition (over rows `d`) of a row that a method cannot use: a cell not understood, or an exact repetition. */
export function excludedCondition({ dataset, fields }: FieldsRead): string | undefined {
  const conditions = fields.flatMap((id) => {
    const badColumn = dataset.fields.get(id)?.badColumn
    return badColumn === undefined ? [] : [`d.${badColumn} IS NOT NULL`]
  })
  if (dataset.duplicateCount > 0) conditions.push('d.duplicate__')
  return conditions.length === 0 ? undefined : `(${conditions.join(' OR ')})`
}

/**
 * Counts what a method used and left out. Blank cells of a field that is added up or averaged are listed, since they
 * do not count as zero, but are no fault and so not among the excluded.
 */
export async function rowsUsed(
  connection: Connection,
  method: ParsedMethod,
  datasets: Datasets,
): Promise<RowsUsed> {
  let rows = 0
  let excluded = 0
  const exclusions: Exclusion[] = []
  for (const read of fieldsReadBy(method, datasets)) {
    const condition = excludedCondition(read)
    const leftOut = condition === undefined ? 0 : await countRows(connection, read.dataset, condition)
    rows += read.dataset.rowCount - leftOut
    excluded += leftOut
    exclusions.push(...listExclusions(read, method))
  }
  return { rows, excluded, exclusions }
}

const countRows = (connection: Connection, dataset: Dataset, condition: string): Promise<number> =>
  countOnce(connection, dataset, `SELECT count(*) AS count FROM ${dataset.relation} AS d WHERE ${condition}`)

function listExclusions({ dataset, fields }: FieldsRead, method: ParsedMethod): Exclusion[] {
  const valueFields = new Set(
    formulasOf(method)
      .flatMap(collectAggregates)
      .flatMap((call) => (call.dataset === dataset.id && call.field !== undefined ? [call.field] : [])),
  )
  const ofFields = fields.flatMap((id): Exclusion[] => {
    const field = dataset.fields.get(id)
    if (field === undefined) return []
    const found: Exclusion[] = []
    if (field.badCount > 0) {
      found.push({ dataset: dataset.id, reason: 'not_understood', field: id, count: field.badCount })
    }
    if (field.blankCount > 0 && valueFields.has(id)) {
      found.push({ dataset: dataset.id, reason: 'blank', field: id, count: field.blankCount })
    }
    return found
  })
  if (dataset.duplicateCount === 0) return ofFields
  const key = dataset.kind.key.join(', ')
  return [
    ...ofFields,
    { dataset: dataset.id, reason: 'duplicate', field: key, count: dataset.duplicateCount },
  ]
}
