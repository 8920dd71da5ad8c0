import type { CellValue } from '#shared/domain/cell.ts'
import type { ColumnId } from '#shared/domain/ids.ts'
import { type Outcome, refuse } from '../refusal.ts'
import type { StoredColumn, StoredSheet } from '../store/catalog.ts'
import type { Connection } from '../store/connection.ts'
import { parseInput } from './parse-input.ts'
import { isBlankColumn } from './write-cells.ts'

/** What input becomes in a cell of a column, or why it cannot be taken. */
export type InputReader = (column: StoredColumn, input: string) => Outcome<CellValue>

/**
 * Makes a reader of input for some columns. A column that holds nothing but text takes everything as text: among
 * customer numbers or post codes kept as text, 12345 typed is one more of them and not a number.
 */
export async function inputReader(
  connection: Connection,
  sheet: StoredSheet,
  columns: readonly StoredColumn[],
): Promise<InputReader> {
  const keepingText = new Set<ColumnId>()
  for (const column of columns) {
    if (column.type !== 'text' || column.mixed) continue
    if (!(await isBlankColumn(connection, sheet, column))) keepingText.add(column.id)
  }
  return (column, input) => {
    if (column.formula !== undefined)
      return refuse(
        'invalid_value',
        `"${column.name}" is computed by its formula. Change the formula, or enter the value in another column.`,
      )
    const parsed = parseInput(input, column)
    if (!parsed.ok) return refuse('invalid_value', parsed.error)
    const isOther = parsed.value.kind !== 'blank' && parsed.value.kind !== 'text'
    return isOther && keepingText.has(column.id)
      ? { ok: true, value: { kind: 'text', value: input } }
      : parsed
  }
}
