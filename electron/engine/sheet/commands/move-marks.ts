import { z } from 'zod'
import { columnId, rowId, type SheetId } from '#shared/domain/ids.ts'
import { type Connection, readRows } from '../../store/connection.ts'
import { insertRows } from '../../store/insert-rows.ts'
import type { CommandContext } from './command.ts'
import { cellKey, type MovedCell } from './moved-cell.ts'

type Place = MovedCell['from']

const markSchema = z.object({
  row: z.number().transform(rowId),
  column: z.number().transform(columnId),
  text: z.string(),
  author: z.string(),
})
type Mark = z.output<typeof markSchema>

/** A mark that a cell has or is to have; undefined for none. */
interface MarkChange {
  readonly sheet: SheetId
  readonly place: Place
  readonly before: Mark | undefined
  readonly after: Mark | undefined
}

/** Notes and highlights go where their cells go; those that stood there give way, as in Excel. */
export async function moveMarks(
  context: CommandContext,
  from: SheetId,
  to: SheetId,
  moved: readonly MovedCell[],
): Promise<void> {
  const { connection } = context
  const read = (table: 'note' | 'highlight') =>
    Promise.all([from, to].map((sheet) => readMarks(connection, table, sheet)))
  for (const change of changesOf(from, to, moved, await read('note'))) await changeNote(context, change)
  const colors = changesOf(from, to, moved, await read('highlight'))
  for (const sheet of new Set([from, to]))
    await changeHighlights(
      context,
      sheet,
      colors.filter((change) => change.sheet === sheet),
    )
}

async function readMarks(
  connection: Connection,
  table: 'note' | 'highlight',
  sheet: SheetId,
): Promise<ReadonlyMap<string, Mark>> {
  const content = table === 'note' ? 'text, author' : "color AS text, '' AS author"
  const marks = await readRows(
    connection,
    markSchema,
    `SELECT row_id AS "row", column_id AS "column", ${content} FROM ${table} WHERE sheet_id = ?`,
    [sheet],
  )
  return new Map(marks.map((mark) => [cellKey(mark), mark]))
}

function changesOf(
  from: SheetId,
  to: SheetId,
  moved: readonly MovedCell[],
  [atSource, atTarget]: readonly ReadonlyMap<string, Mark>[],
): MarkChange[] {
  if (atSource === undefined || atTarget === undefined) return []
  if (atSource.size === 0 && atTarget.size === 0) return []
  const changes = new Map<string, MarkChange>()
  const note = (sheet: SheetId, place: Place, before: Mark | undefined, after: Mark | undefined) =>
    changes.set(`${sheet}/${cellKey(place)}`, { sheet, place, before, after })
  for (const { from: place } of moved) note(from, place, atSource.get(cellKey(place)), undefined)
  for (const { from: left, to: place } of moved)
    note(to, place, atTarget.get(cellKey(place)), atSource.get(cellKey(left)))
  return [...changes.values()].filter(
    ({ before, after }) => before?.text !== after?.text || before?.author !== after?.author,
  )
}

const noteOf = (mark: Mark | undefined) =>
  mark === undefined ? null : { text: mark.text, author: mark.author }

const changeNote = (context: CommandContext, { sheet, place, before, after }: MarkChange) =>
  context.take({
    type: 'record',
    table: 'note',
    key: { sheet_id: sheet, row_id: place.row, column_id: place.column },
    before: noteOf(before),
    after: noteOf(after),
  })

async function changeHighlights(
  context: CommandContext,
  sheet: SheetId,
  changes: readonly MarkChange[],
): Promise<void> {
  if (changes.length === 0) return
  const { entry } = context
  const step = context.nextStep()
  await insertRows(
    context.connection,
    'journal_cell',
    changes.map(({ place, before, after }) => [
      entry,
      step,
      place.column,
      place.row,
      0,
      null,
      before?.text ?? null,
      0,
      null,
      after?.text ?? null,
    ]),
  )
  await context.take({ type: 'highlights', sheet })
}
