import { z } from 'zod'
import type { StoredSheet } from '../../store/catalog.ts'
import { type Connection, readRows } from '../../store/connection.ts'
import { deletedRows } from '../../store/row-numbers.ts'
import type { WorkbookFormula } from './formula-set.ts'
import { keyOf } from './source-cell.ts'

/** Which formulas of a workbook still count: those that the user has not written over or deleted with their row. */
export interface FormulasInForce {
  /** Cells of the source that the user has given values of their own, see `keyOf`; a moved formula is none. */
  readonly overwritten: ReadonlySet<string>
  readonly isInForce: (formula: WorkbookFormula) => boolean
}

export async function formulasInForce(
  connection: Connection,
  sheets: readonly StoredSheet[],
): Promise<FormulasInForce> {
  const rows = await readRows(
    connection,
    z.object({ sheet: z.string(), row: z.number(), column: z.number() }),
    `SELECT s.original_name AS sheet, o.row_id AS "row", c.source_column AS "column" FROM original_cell AS o
     JOIN sheet AS s ON s.id = o.sheet_id
     JOIN sheet_column AS c ON c.sheet_id = o.sheet_id AND c.id = o.column_id
     WHERE c.source_column IS NOT NULL AND o.sheet_id IN (${sheets.map(({ info }) => info.id).join(', ')})
       AND NOT EXISTS (SELECT 1 FROM moved_formula AS m
         WHERE m.sheet_id = o.sheet_id AND m.row_id = o.row_id AND m.column_id = o.column_id)`,
  )
  const overwritten = new Set(rows.map(keyOf))
  const gone = new Set<string>()
  for (const sheet of sheets)
    for (const row of await deletedRows(connection, sheet)) gone.add(`${sheet.originalName}/${row}`)
  return {
    overwritten,
    isInForce: (formula) => !overwritten.has(keyOf(formula)) && !gone.has(`${formula.sheet}/${formula.row}`),
  }
}
