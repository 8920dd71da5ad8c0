/** What the formula bar says: a formula of the workbook with all that has moved since the import. */
import type { SourceId } from '#shared/domain/ids.ts'
import { deletedColumns, readSheets, type StoredSheet } from '../../store/catalog.ts'
import type { Connection } from '../../store/connection.ts'
import type { Project } from '../../store/project.ts'
import { changesToRows, insertionsOf } from '../changes-to-rows.ts'
import { type Insertion, type Moves, movesOf, type SheetRequest } from './moves.ts'
import { readRelocations } from './read-relocations.ts'
import { everyLine, type MovedLine, type Relocation, stretchesOf } from './relocation.ts'
import { rewriteFormula } from './rewrite-formula.ts'

/** A formula as the source has it, or as of its own move, to how it reads now. */
export type ShowFormula = (shown: string, isMoved: boolean) => string

/** For formulas as in the source, and for those that are as of the last move of cells. */
interface ShownMoves {
  readonly all: Moves
  readonly sinceMoved: Moves
}

const known = new WeakMap<Project, { revision: number; readonly moves: Map<SourceId, Promise<ShownMoves>> }>()

export async function formulaShower(
  project: Project,
  connection: Connection,
  { info, originalName }: StoredSheet,
): Promise<ShowFormula> {
  const { all, sinceMoved } = await movesNow(project, connection, info.sourceId)
  return (shown, isMoved) => {
    const start = shown.indexOf('=') + 1
    const end = shown.startsWith('{') ? shown.length - 1 : shown.length
    const text = rewriteFormula(shown.slice(start, end), originalName, isMoved ? sinceMoved : all)
    return shown.slice(0, start) + text + shown.slice(end)
  }
}

/** Worked out once for each state of the project. */
function movesNow(project: Project, connection: Connection, source: SourceId): Promise<ShownMoves> {
  const revision = project.revision()
  const present = known.get(project)
  const kept = present?.revision === revision ? present : { revision, moves: new Map() }
  known.set(project, kept)
  const moves = kept.moves.get(source) ?? readMoves(connection, source)
  kept.moves.set(source, moves)
  return moves
}

async function readMoves(connection: Connection, source: SourceId): Promise<ShownMoves> {
  const sheets = (await readSheets(connection)).filter(({ info }) => info.sourceId === source)
  const requests = await Promise.all(sheets.map((sheet) => requestOf(connection, sheet)))
  const swapped = sheets.flatMap((sheet) => swappedColumns(sheet) ?? [])
  const relocations = await readRelocations(connection, source)
  return {
    all: movesOf(requests, [], [...relocations, ...swapped]),
    sinceMoved: movesOf(requests, [], swapped),
  }
}

async function requestOf(connection: Connection, sheet: StoredSheet): Promise<SheetRequest> {
  const { insertedRows, deletedRows } = await changesToRows(connection, sheet)
  const { info, originalName, columns } = sheet
  return {
    sheet: originalName,
    insertedRows: insertionsOf(insertedRows),
    deletedRows,
    insertedColumns: insertedColumns(sheet),
    deletedColumns: deletedColumns(info.columns, columns),
    ...(info.name === originalName ? {} : { renamedTo: info.name }),
  }
}

/** Columns that were dragged to other places share the numbers that they had. */
function swappedColumns({ info, columns, originalName }: StoredSheet): Relocation | undefined {
  const order = info.columns.flatMap(({ sourceColumn }) => sourceColumn ?? [])
  const places = order.toSorted((one, other) => one - other)
  const lines = order.flatMap((from, index): MovedLine[] => {
    const to = places[index] ?? from
    return [{ from, to, fromNumber: from, toNumber: to }]
  })
  if (lines.every(({ from, to }) => from === to)) return undefined
  const gone = new Set(deletedColumns(info.columns, columns))
  const ground = { isParted: () => false, isGone: (column: number) => gone.has(column) }
  return { from: originalName, to: originalName, rows: everyLine, columns: stretchesOf(lines, ground) }
}

/** Columns that the source does not have, by the columns of the source to the left of them. */
function insertedColumns({ info }: StoredSheet): Insertion[] {
  const sources = info.columns.flatMap(({ sourceColumn }) => sourceColumn ?? []).sort((a, b) => a - b)
  const counts = new Map<number, number>()
  let passed = 0
  for (const { sourceColumn } of info.columns) {
    if (sourceColumn !== undefined) passed += 1
    else {
      const after = sources[passed - 1] ?? 0
      counts.set(after, (counts.get(after) ?? 0) + 1)
    }
  }
  return [...counts].map(([after, count]) => ({ after, count }))
}
