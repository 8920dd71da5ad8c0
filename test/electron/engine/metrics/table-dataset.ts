import type { Dataset, DatasetField } from '#electron/engine/mapping/dataset.ts'
import { findKind } from '#shared/catalogue/index.ts'
import type { DatasetKind } from '#shared/domain/kind.ts'

/** A dataset over a table that the test made itself, with the columns it names. */
export function tableDataset(
  id: string,
  relation: string,
  fields: Readonly<Record<string, DatasetField['type']>>,
  rowCount: number,
): Dataset {
  const kind = findKind(id)
  if (kind === undefined) throw new Error(`no kind ${id}`)
  return {
    id,
    name: kind.name,
    relation,
    rowCount,
    duplicateCount: 0,
    fields: new Map(Object.entries(fields).map(([field, type]) => [field, tableField(kind, field, type)])),
    kind,
    computed: [],
    revision: 1,
  }
}

const tableField = (kind: DatasetKind, id: string, type: DatasetField['type']): DatasetField => ({
  id,
  name: kind.fields.find((field) => field.id === id)?.name ?? id,
  type,
  column: `"${id}"`,
  blankCount: 0,
  badCount: 0,
  origin: 'mapped',
})
