import { z } from 'zod'
import type { ReplyInput, RequestOf } from '#shared/contract/index.ts'
import { cellAddress } from '#shared/domain/address.ts'
import { cellAt } from '#shared/domain/cell.ts'
import { type Outcome, refuse } from '../refusal.ts'
import { cellSelectList, readCells } from '../store/cell-columns.ts'
import { cellOfParts, cellParts } from '../store/cell-parts.ts'
import { type Connection, readRow } from '../store/connection.ts'
import type { Project } from '../store/project.ts'
import { formulaShower } from './formula-text/shown-formula.ts'
import { isInForceSql, shownFormulaSql, standingFormulas } from './formula-text/standing-formulas.ts'
import { requestedColumns, requestedSheet } from './requested-sheet.ts'
import { rowNumbersOf } from './row-numbers.ts'

/** Everything the formula bar and the cell's card show of one cell. */
export async function readCell(
  project: Project,
  request: RequestOf<'sheet.cell'>,
): Promise<Outcome<ReplyInput<'sheet.cell'>>> {
  const found = await requestedSheet(project, request.sheet)
  if (!found.ok) return found
  const sheet = found.value
  const columns = requestedColumns(sheet, [request.column])
  if (!columns.ok) return columns
  const numberOf = await rowNumbersOf(project, sheet)
  const number = sheet.columns.get(request.column)?.number ?? 0
  return project.read(async (connection) => {
    const rows = await readCells(
      connection,
      `SELECT ${cellSelectList(columns.value, 's')} FROM ${sheet.table} AS s WHERE s.row_id = ${request.row}`,
      columns.value,
    )
    const [cells] = rows.columns
    if (cells === undefined || rows.count === 0)
      return refuse('not_found', `The row is no longer in "${sheet.info.name}".`)
    const value = cellAt(cells, 0)
    const known = await readAnnotations(connection, request)
    const own = known.formula
    const shown =
      own === undefined
        ? undefined
        : (await formulaShower(project, connection, sheet))(own.formula, own.moved)
    const formula = columns.value[0]?.formula ?? shown ?? null
    return {
      ok: true,
      value: {
        value,
        text: formula ?? cellParts(value)[2] ?? '',
        formula,
        withoutValue: own?.withoutValue === true,
        address: cellAddress(numberOf(request.row, rows.positions[0] ?? 0), number),
        original: known.original === undefined ? null : (cellParts(known.original)[2] ?? ''),
        note: known.note,
      },
    }
  })
}

/** The note, the workbook's formula as long as the cell was not edited, and what it held before it was. */
async function readAnnotations(connection: Connection, { sheet, row, column }: RequestOf<'sheet.cell'>) {
  const place = [sheet, row, column]
  const where = 'sheet_id = ? AND row_id = ? AND column_id = ?'
  const note = await readRow(
    connection,
    z.object({ text: z.string() }),
    `SELECT text FROM note WHERE ${where}`,
    place,
  )
  const formula = await readRow(
    connection,
    z.object({ formula: z.string(), withoutValue: z.boolean().nullable(), moved: z.boolean() }),
    `SELECT ${shownFormulaSql('f')} AS formula, without_value AS "withoutValue", moved
     FROM ${standingFormulas} AS f WHERE ${where} AND ${isInForceSql('f')}`,
    place,
  )
  const original = await readRow(
    connection,
    z.object({ kind: z.number(), number: z.number().nullable(), text: z.string().nullable() }),
    `SELECT kind, number, text FROM original_cell WHERE ${where}`,
    place,
  )
  return {
    note: note?.text ?? null,
    formula,
    original: original === undefined ? undefined : cellOfParts(original.kind, original.number, original.text),
  }
}
