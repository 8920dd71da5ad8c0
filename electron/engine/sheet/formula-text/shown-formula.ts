/** What the formula bar says: a formula of the workbook with all that has moved since the import. */
import type { SourceId } from '#shared/domain/ids.ts'
import { deletedColumns, readSheets, type StoredSheet } from '../../store/catalog.ts'
import type { Connection } from '../../store/connection.ts'
import type { Project } from '../../store/project.ts'
import { changesToRows, insertionsOf } from '../changes-to-rows.ts'
import { type Insertion, type Moves, movesOf, type SheetRequest } from './moves.ts'
import { readRelocations } from './read-relocations.ts'
import { rewriteFormula } from './rewrite-formula.ts'

/** A formula as the source has it, or as of its own move, to how it reads now. */
export type ShowFormula = (shown: string, isMoved: boolean) => string

const known = new WeakMap<Project, { revision: number; readonly moves: Map<SourceId, Promise<Moves>> }>()

export async function formulaShower(
  project: Project,
  connection: Connection,
  { info, originalName }: StoredSheet,
): Promise<ShowFormula> {
  const moves = await movesNow(project, connection, info.sourceId)
  const own: Moves = { ...moves, relocations: [] }
  return (shown, isMoved) => {
    const start = shown.indexOf('=') + 1
    const end = shown.startsWith('{') ? shown.length - 1 : shown.length
    const text = rewriteFormula(shown.slice(start, end), originalName, isMoved ? own : moves)
    return shown.slice(0, start) + text + shown.slice(end)
  }
}

/** Worked out once for each state of the project. */
function movesNow(project: Project, connection: Connection, source: SourceId): Promise<Moves> {
  const revision = project.revision()
  const present = known.get(project)
  const kept = present?.revision === revision ? present : { revision, moves: new Map() }
  known.set(project, kept)
  const moves = kept.moves.get(source) ?? readMoves(connection, source)
  kept.moves.set(source, moves)
  return moves
}

async function readMoves(connection: Connection, source: SourceId): Promise<Moves> {
  const sheets = (await readSheets(connection)).filter(({ info }) => info.sourceId === source)
  const requests = await Promise.all(sheets.map((sheet) => requestOf(connection, sheet)))
  return movesOf(requests, [], await readRelocations(connection, source))
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
