import { z } from 'zod'
import type { RowId, SheetId } from '#shared/domain/ids.ts'
import { rowId } from '#shared/domain/ids.ts'
import { type Connection, readRows } from '../../store/connection.ts'
import { parseSteps } from '../../store/journal/journal.ts'
import type { Step } from '../../store/journal/step.ts'

/** Which sheets' cells changed, and where it is known which rows did. */
export interface SheetChanges {
  readonly isChanged: (sheet: SheetId) => boolean
  /** Undefined where the whole sheet is to be read again. */
  readonly rowsOf: (sheet: SheetId) => readonly RowId[] | undefined
}

export const noChanges: SheetChanges = { isChanged: () => false, rowsOf: () => [] }
const everythingChanged: SheetChanges = { isChanged: () => true, rowsOf: () => undefined }

/** Where the journal stood: its last entries, newest first. */
export interface JournalMark {
  readonly entries: readonly JournalEntry[]
}

interface JournalEntry {
  readonly id: number
  readonly made_at: string
  readonly undone: boolean
  /** What the entry changed: sheets as a whole, and sheets in some rows only. */
  readonly whole: readonly SheetId[]
  readonly byRow: readonly SheetId[]
}

/** Changes beyond this many entries, or rows, are not followed one by one. */
const entriesFollowed = 200
const rowsFollowed = 20_000

const entryRow = z
  .object({ id: z.number(), made_at: z.string(), undone: z.boolean(), steps: z.string() })
  .transform(({ steps, ...row }): JournalEntry => ({ ...row, ...sheetsOf(parseSteps(steps)) }))

export async function readJournalMark(connection: Connection): Promise<JournalMark> {
  const entries = await readRows(
    connection,
    entryRow,
    'SELECT id, made_at, undone, steps FROM journal ORDER BY id DESC LIMIT ?',
    [entriesFollowed],
  )
  return { entries }
}

function sheetsOf(steps: readonly Step[]): Pick<JournalEntry, 'whole' | 'byRow'> {
  const whole = new Set<SheetId>()
  const byRow = new Set<SheetId>()
  for (const step of steps) {
    if (step.type === 'cells') byRow.add(step.sheet)
    else if (step.type !== 'highlights' && step.type !== 'record' && step.type !== 'preamble')
      whole.add(step.sheet)
  }
  return { whole: [...whole], byRow: [...byRow] }
}

/** What the edits, undos and redos between two marks of the journal changed. */
export async function changesBetween(
  connection: Connection,
  before: JournalMark,
  now: JournalMark,
): Promise<SheetChanges> {
  const touched = touchedEntries(before, now)
  if (touched === undefined) return everythingChanged
  const whole = new Set(
    touched.flatMap(({ entry, isKnown }) => [...entry.whole, ...(isKnown ? [] : entry.byRow)]),
  )
  const rows = await changedRows(
    connection,
    touched.filter(({ isKnown }) => isKnown).map(({ entry }) => entry),
  )
  if (rows === undefined) return everythingChanged
  return {
    isChanged: (sheet) => whole.has(sheet) || rows.has(sheet),
    rowsOf: (sheet) => (whole.has(sheet) ? undefined : (rows.get(sheet) ?? [])),
  }
}

interface TouchedEntry {
  readonly entry: JournalEntry
  /** False where the entry is gone, and with it the list of its cells. */
  readonly isKnown: boolean
}

/** Entries that took effect or lost it; undefined where there are more than the marks hold. */
function touchedEntries(before: JournalMark, now: JournalMark): TouchedEntry[] | undefined {
  const keyOf = ({ id, made_at }: JournalEntry) => `${id} ${made_at}`
  const old = new Map(before.entries.map((entry) => [keyOf(entry), entry]))
  const current = new Map(now.entries.map((entry) => [keyOf(entry), entry]))
  const firstKept = now.entries.at(-1)?.id ?? 0
  const isBeyond =
    now.entries.length === entriesFollowed && !now.entries.some((entry) => old.has(keyOf(entry)))
  if (isBeyond) return undefined
  const touched: TouchedEntry[] = []
  for (const [key, entry] of current) {
    const known = old.get(key)
    if (known === undefined ? !entry.undone : known.undone !== entry.undone)
      touched.push({ entry, isKnown: true })
  }
  for (const [key, entry] of old) {
    // An entry that took effect and was then undone and overwritten is gone from the journal, and its effect with it.
    if (!current.has(key) && !entry.undone && entry.id >= firstKept) touched.push({ entry, isKnown: false })
  }
  return touched
}

const changedRow = z.object({ entry: z.number(), row_id: z.number().transform(rowId), step: z.number() })

async function changedRows(
  connection: Connection,
  entries: readonly JournalEntry[],
): Promise<Map<SheetId, RowId[]> | undefined> {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const rows = new Map<SheetId, RowId[]>()
  if (byId.size === 0) return rows
  const cells = await readRows(
    connection,
    changedRow,
    `SELECT DISTINCT entry, row_id, 0 AS step FROM journal_cell WHERE entry IN (${[...byId.keys()].join(', ')}) LIMIT ?`,
    [rowsFollowed],
  )
  if (cells.length === rowsFollowed) return undefined
  for (const { entry, row_id } of cells) {
    for (const sheet of byId.get(entry)?.byRow ?? []) rows.set(sheet, [...(rows.get(sheet) ?? []), row_id])
  }
  return rows
}
