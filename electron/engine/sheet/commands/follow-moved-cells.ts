/** Lets a workbook's formulas follow cells that are moved: those that read them, and those that are among them. */
import { z } from 'zod'
import { firstFrom } from '#shared/domain/ascending.ts'
import type { RowId, SourceId } from '#shared/domain/ids.ts'
import { isWorkbookFormat } from '#shared/domain/sheet.ts'
import {
  deletedColumns,
  readSheets,
  readSources,
  type StoredColumn,
  type StoredSheet,
} from '../../store/catalog.ts'
import { type Connection, readRows } from '../../store/connection.ts'
import { deletedRows, readRowNumbers } from '../../store/row-numbers.ts'
import { changeTexts, type TextChange } from '../change-texts.ts'
import { nextRelocation } from '../formula-text/read-relocations.ts'
import { relocateFormula } from '../formula-text/relocate-formula.ts'
import {
  type LineGround,
  type MovedLine,
  type Relocation,
  relocatedSpan,
  type Stretch,
  stretchesOf,
} from '../formula-text/relocation.ts'
import { type FormulaSet, formulaSet } from '../recalculation/formula-set.ts'
import { formulasInForce } from '../recalculation/in-force.ts'
import type { Area } from '../recalculation/operand.ts'
import { keyOf } from '../recalculation/source-cell.ts'
import type { CommandContext } from './command.ts'

/** Rows and columns of a sheet in the order in which they are moved, and those in their new places. */
export interface BlockEnd {
  readonly sheet: StoredSheet
  readonly rows: readonly RowId[]
  readonly columns: readonly StoredColumn[]
}

/** What follows, worked out before the cells are moved. */
export interface Following {
  readonly source: SourceId
  readonly relocation: Relocation | undefined
  readonly movedFormulas: readonly TextChange[]
  /** Formulas that read moved cells and cannot follow: they go on reading where these were. */
  readonly formulasLeft: number
  /** Formulas among the moved cells that cannot stand at their new places: what they came to stands there instead. */
  readonly formulasToValues: number
}

export async function planFollowing(
  { project, connection }: CommandContext,
  from: BlockEnd,
  to: BlockEnd,
): Promise<Following> {
  const source = from.sheet.info.sourceId
  const sheets = (await readSheets(connection)).filter(({ info }) => info.sourceId === source)
  const relocation = await relocationOf(connection, from, to)
  const set = await formulaSet(project, connection, source, sheets)
  if (set === undefined)
    return { source, relocation, movedFormulas: [], formulasLeft: 0, formulasToValues: 0 }
  const { isInForce } = await formulasInForce(connection, sheets)
  const inForce: FormulaSet['formulas'] = set.formulas.filter(isInForce)
  const movedFormulas = relocation === undefined ? [] : formulaChanges(inForce, from, to, sheets, relocation)
  const standing = movedFormulas.filter(({ before }) => before === undefined).length
  return {
    source,
    relocation,
    movedFormulas,
    formulasLeft: isWhole(relocation, from) ? 0 : countLeft(set, isInForce, from, relocation),
    formulasToValues: countWithin(inForce, from) - standing,
  }
}

function countWithin(formulas: FormulaSet['formulas'], { sheet, rows, columns }: BlockEnd): number {
  const [rowIds, columnIds] = [new Set<number>(rows), new Set<number>(columns.map(({ id }) => id))]
  return formulas.filter(
    (formula) =>
      formula.sheet === sheet.originalName && rowIds.has(formula.rowId) && columnIds.has(formula.columnId),
  ).length
}

/** To be called once the cells are at their new places. */
export async function follow(
  context: CommandContext,
  { source, relocation, movedFormulas }: Following,
): Promise<void> {
  if (relocation === undefined) return
  await context.take({
    type: 'record',
    table: 'relocation',
    key: { id: await nextRelocation(context.connection) },
    before: null,
    after: { source_id: source, body: JSON.stringify(relocation) },
  })
  await changeTexts(context, 'movedFormulas', movedFormulas)
}

/** Undefined where the move leads out of the workbook, or to rows and columns that its file does not have. */
async function relocationOf(
  connection: Connection,
  from: BlockEnd,
  to: BlockEnd,
): Promise<Relocation | undefined> {
  const isWithin = from.sheet.info.sourceId === to.sheet.info.sourceId
  if (!isWithin || !(await isWorkbook(connection, from.sheet.info.sourceId))) return undefined
  const rows = await rowStretches(connection, from, to)
  const columns = columnStretches(from, to)
  if (rows.length === 0 || columns.length === 0) return undefined
  return { from: from.sheet.originalName, to: to.sheet.originalName, rows, columns }
}

async function isWorkbook(connection: Connection, source: SourceId): Promise<boolean> {
  const known = (await readSources(connection)).find(({ id }) => id === source)
  return known !== undefined && isWorkbookFormat(known.format)
}

async function rowStretches(connection: Connection, from: BlockEnd, to: BlockEnd): Promise<Stretch[]> {
  const [numbers, newNumbers] = [await numbersOf(connection, from), await numbersOf(connection, to)]
  const lines = from.rows.flatMap((row, index): MovedLine[] => {
    const target = to.rows[index]
    const [fromNumber, toNumber] = [
      numbers.get(row),
      target === undefined ? undefined : newNumbers.get(target),
    ]
    if (target === undefined || fromNumber === undefined || toNumber === undefined) return []
    if (row > from.sheet.lastImportedRow || target > to.sheet.lastImportedRow) return []
    return [{ from: row, to: target, fromNumber, toNumber }]
  })
  const moved = new Set(lines.map((line) => line.from))
  const others = [...numbers].flatMap(([row, number]) => (moved.has(row) ? [] : [number]))
  return stretchesOf(lines, groundOf(others, await deletedRows(connection, from.sheet)))
}

/** The numbers of a block's rows, and of all that stand between them. */
async function numbersOf(connection: Connection, { sheet, rows }: BlockEnd): Promise<Map<number, number>> {
  const numberOf = await readRowNumbers(connection, sheet)
  const between = await readRows(
    connection,
    z.object({ row: z.number(), position: z.number() }),
    `WITH block AS (SELECT position FROM ${sheet.table} WHERE row_id IN (${rows.join(', ')}))
     SELECT row_id AS "row", position FROM ${sheet.table}
     WHERE position BETWEEN (SELECT min(position) FROM block) AND (SELECT max(position) FROM block)`,
  )
  return new Map(between.map(({ row, position }) => [row, numberOf(row, position)]))
}

function columnStretches(from: BlockEnd, to: BlockEnd): Stretch[] {
  const lines = from.columns.flatMap(({ sourceColumn, number }, index): MovedLine[] => {
    const target = to.columns[index]
    if (sourceColumn === undefined || target?.sourceColumn === undefined) return []
    return [{ from: sourceColumn, to: target.sourceColumn, fromNumber: number, toNumber: target.number }]
  })
  const moved = new Set(lines.map((line) => line.from))
  const { info, columns } = from.sheet
  const others = info.columns.flatMap(({ sourceColumn, number }) =>
    sourceColumn !== undefined && moved.has(sourceColumn) ? [] : [number],
  )
  return stretchesOf(lines, groundOf(others, deletedColumns(info.columns, columns)))
}

function groundOf(others: readonly number[], gone: readonly number[]): LineGround {
  const ascending = others.toSorted((one, other) => one - other)
  const deleted = new Set(gone)
  return {
    isParted: (first, last) => (ascending[firstFrom(ascending, first)] ?? Number.POSITIVE_INFINITY) < last,
    isGone: (line) => deleted.has(line),
  }
}

/** Formulas among the moved cells, at their new places, and others that were moved before and read moved cells. */
function formulaChanges(
  inForce: FormulaSet['formulas'],
  from: BlockEnd,
  to: BlockEnd,
  sheets: readonly StoredSheet[],
  relocation: Relocation,
): TextChange[] {
  const targets = targetsOf(from, to)
  const idOf = new Map(sheets.map(({ originalName, info }) => [originalName, info.id]))
  return inForce.flatMap((formula) => {
    const { sheet, rowId: row, columnId: column, text, isMoved, fills } = formula
    const target = targets.get(keyOf(formula))
    const [before, after] = [sheet, target === undefined ? sheet : relocation.to]
    const reads =
      isMoved || target !== undefined ? relocateFormula(text, { before, after }, relocation) : text
    if (target !== undefined)
      return fills === undefined ? [{ sheet: to.sheet.info.id, ...target, after: reads }] : []
    const id = idOf.get(sheet)
    return id === undefined || !isMoved || reads === text
      ? []
      : [{ sheet: id, row, column, before: text, after: reads }]
  })
}

/** By the moved cells' places in the source. */
function targetsOf(from: BlockEnd, to: BlockEnd) {
  const sheet = from.sheet.originalName
  const targets = new Map<string, Pick<TextChange, 'row' | 'column'>>()
  for (const [down, row] of from.rows.entries())
    for (const [across, { sourceColumn }] of from.columns.entries()) {
      const [toRow, toColumn] = [to.rows[down], to.columns[across]]
      if (sourceColumn === undefined || toRow === undefined || toColumn?.sourceColumn === undefined) continue
      if (row > from.sheet.lastImportedRow || toRow > to.sheet.lastImportedRow) continue
      targets.set(keyOf({ sheet, row, column: sourceColumn }), { row: toRow, column: toColumn.id })
    }
  return targets
}

/** Whether every reference to cells of the block follows. */
function isWhole(relocation: Relocation | undefined, { rows, columns }: BlockEnd): boolean {
  if (relocation?.rows.length !== 1 || relocation.columns.length !== 1) return false
  const [down] = relocation.rows
  const [across] = relocation.columns
  return (
    down !== undefined &&
    across !== undefined &&
    rows.every((row) => row >= down.first && row <= down.last) &&
    columns.every(({ sourceColumn = 0 }) => sourceColumn >= across.first && sourceColumn <= across.last)
  )
}

function countLeft(
  set: FormulaSet,
  isInForce: (formula: FormulaSet['formulas'][number]) => boolean,
  { sheet, rows, columns }: BlockEnd,
  relocation: Relocation | undefined,
): number {
  const search = set.reads.search()
  const places = columns.flatMap(({ sourceColumn }) => sourceColumn ?? [])
  const block = {
    firstRow: rows.reduce((least, row) => Math.min(least, row), Number.POSITIVE_INFINITY),
    lastRow: rows.reduce((most, row) => Math.max(most, row), 0),
    firstColumn: Math.min(...places),
    lastColumn: Math.max(...places),
  }
  const isLeft = (area: Area): boolean =>
    area.sheet === sheet.originalName &&
    area.firstRow >= block.firstRow &&
    area.lastRow <= block.lastRow &&
    area.firstColumn >= block.firstColumn &&
    area.lastColumn <= block.lastColumn &&
    !follows(area, relocation)
  const readers = rows.flatMap((row) =>
    places.flatMap((column) => search.readersOf(sheet.originalName, row, column)),
  )
  return readers.filter((number) => {
    const formula = set.formulas[number]
    const reads = set.reads.reads[number]
    if (formula === undefined || reads === undefined || 'unknown' in reads) return false
    return isInForce(formula) && reads.areas.some(isLeft)
  }).length
}

const follows = (area: Area, relocation: Relocation | undefined): boolean =>
  relocation !== undefined &&
  relocatedSpan(relocation.rows, { first: area.firstRow, last: area.lastRow }) !== undefined &&
  relocatedSpan(relocation.columns, { first: area.firstColumn, last: area.lastColumn }) !== undefined
