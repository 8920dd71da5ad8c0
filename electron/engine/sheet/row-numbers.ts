import type { StoredSheet } from '../store/catalog.ts'
import type { Project } from '../store/project.ts'
import { type RowNumbers, readRowNumbers } from '../store/row-numbers.ts'

const known = new WeakMap<StoredSheet, Promise<RowNumbers>>()

/** The row numbers of a sheet as last committed, worked out once for each state of it. */
export function rowNumbersOf(project: Project, sheet: StoredSheet): Promise<RowNumbers> {
  const numbers = known.get(sheet) ?? project.read((connection) => readRowNumbers(connection, sheet))
  known.set(sheet, numbers)
  return numbers
}
