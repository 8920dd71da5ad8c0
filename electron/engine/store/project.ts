import { rm } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { SheetId } from '#shared/domain/ids.ts'
import type { Outcome } from '../refusal.ts'
import { readSheet, type StoredSheet } from './catalog.ts'
import type { Connection } from './connection.ts'
import { type ContentRevisions, contentRevisions } from './content-revisions.ts'
import type { Affected } from './journal/affected.ts'
import { openDatabase, type ProjectDatabase } from './open-database.ts'
import { commitAndGoOn, transaction } from './transaction.ts'
import { dropUnclaimedTables } from './unclaimed-tables.ts'

export const projectExtension = '.tenure'

/**
 * An open project: one database file. Writes wait for one another and each is one transaction; reads go on beside them,
 * each on a connection of its own, and see what was last committed.
 */
export interface Project {
  readonly path: string
  /** True once the user chose a place for it. */
  readonly saved: boolean
  readonly stagingDirectory: string
  /** Grows with every change, over restarts too; whatever was computed at a smaller revision may be stale. */
  readonly revision: () => number
  /** Tells this opening from others. A project that is saved elsewhere goes on under it. */
  readonly opened: number
  readonly content: ContentRevisions
  readonly read: <Value>(
    work: (connection: Connection) => Promise<Value>,
    signal?: AbortSignal,
  ) => Promise<Value>
  /** Commits what `work` did when it succeeds, and takes all of it back when it refuses, throws or is cancelled. */
  readonly write: <Value>(
    work: (connection: Connection, scope: WriteScope) => Promise<Outcome<Value>>,
    signal?: AbortSignal,
  ) => Promise<Outcome<Value>>
  /** A sheet as last committed; remembered until the next change. */
  readonly sheet: (id: SheetId) => Promise<StoredSheet | undefined>
  /** Called after every committed change. Returns its own cleanup. */
  readonly onChange: (listener: () => void) => () => void
  /** Waits for the writes under way, then does `work` with everything on the disk in the one file and nothing written. */
  readonly whileStill: <Value>(work: () => Promise<Value>) => Promise<Value>
  readonly close: () => Promise<void>
  /** Closes the project and deletes its file. */
  readonly discard: () => Promise<void>
}

/** A write may say what of the sheets' content it changed; else everything counts as changed. */
export interface WriteScope {
  readonly limitTo: (affected: Affected) => void
  /**
   * Commits what has been done so far, which must be no more than tables that no sheet has yet, and goes on in a
   * transaction of its own. Where that one comes to nothing the tables are dropped; after a kill, when the project is
   * opened next.
   */
  readonly commitTables: () => Promise<void>
}

/** Of a write that leaves the sheets as they are, such as that of a setting. */
export const noSheet: Affected = new Map()

export interface ProjectPlace {
  readonly path: string
  readonly saved: boolean
  readonly stagingDirectory: string
}

/** What a copy of a project goes on with. */
type Continued = Pick<Project, 'opened' | 'content'>

/** Opens the project file at `place.path`, or makes one there. `continued` is the project that it is a copy of. */
export async function openProject(place: ProjectPlace, continued?: Continued): Promise<Outcome<Project>> {
  const database = await openDatabase(place.path, place.stagingDirectory)
  if (!database.ok) return database
  return { ok: true, value: await connectProject(place, database.value, continued) }
}

async function connectProject(
  place: ProjectPlace,
  database: ProjectDatabase,
  continued: Continued | undefined,
): Promise<Project> {
  const writer = await database.connect()
  const idle: Connection[] = []
  const busy = new Set<Promise<unknown>>()
  const listeners = new Set<() => void>()
  const closing = new AbortController()
  const sheets = new Map<SheetId, Promise<StoredSheet | undefined>>()
  let lastWrite: Promise<unknown> = Promise.resolve()
  let revision = nextRevision()
  const { opened, content } = continued ?? { opened: revision, content: contentRevisions(revision) }

  const readNow: Project['read'] = async (work, signal) => {
    closing.signal.throwIfAborted()
    const connection = idle.pop() ?? (await database.connect())
    try {
      return await interruptible(connection, [signal, closing.signal], () => work(connection))
    } finally {
      idle.push(connection)
    }
  }
  // Busy from before it has a connection: one that were still being made would outlive the project, and hold its file.
  const read: Project['read'] = async (work, signal) => {
    const running = readNow(work, signal)
    busy.add(running)
    try {
      return await running
    } finally {
      busy.delete(running)
    }
  }

  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const turn = lastWrite.then(work, work)
    lastWrite = turn.catch(() => undefined)
    return turn
  }

  const changed = (affected: Affected | undefined) => {
    revision = nextRevision()
    content.note(revision, affected)
    sheets.clear()
    for (const listener of listeners) listener()
  }

  // Writes under way are finished; nobody waits for what is still being read.
  const close = () => {
    closing.abort()
    return inTurn(async () => {
      await Promise.allSettled(busy)
      // A question that was interrupted may hold the file until its answer is collected, too late for DuckDB's own.
      await writer.run('CHECKPOINT').catch(() => undefined)
      for (const connection of idle) connection.closeSync()
      writer.closeSync()
      database.close()
    })
  }

  return {
    ...place,
    revision: () => revision,
    opened,
    content,
    read,
    write: (work, signal) =>
      inTurn(async () => {
        signal?.throwIfAborted()
        let affected: Affected | undefined
        let leavesTables = false
        const scope: WriteScope = {
          limitTo: (known) => {
            affected = known
          },
          commitTables: async () => {
            leavesTables = true
            await commitAndGoOn(writer)
          },
        }
        try {
          const outcome = await transaction(writer, () =>
            interruptible(writer, [signal], () => work(writer, scope)),
          )
          if (outcome.ok) {
            leavesTables = false
            changed(affected)
          }
          return outcome
        } finally {
          if (leavesTables) await dropUnclaimedTables(writer)
        }
      }),
    sheet: (id) => {
      const known = sheets.get(id) ?? read((connection) => readSheet(connection, id))
      sheets.set(id, known)
      return known
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    whileStill: (work) =>
      inTurn(async () => {
        await Promise.allSettled(busy)
        await writer.run('CHECKPOINT')
        return work()
      }),
    close,
    discard: async () => {
      await close()
      await rm(place.path, { force: true })
      await rm(`${place.path}.wal`, { force: true })
    },
  }
}

/** Interrupts what runs on the connection when one of the signals is aborted; what it fails with then is the abort. */
async function interruptible<Value>(
  connection: Connection,
  given: readonly (AbortSignal | undefined)[],
  work: () => Promise<Value>,
): Promise<Value> {
  const signals = given.filter((signal) => signal !== undefined)
  const stopIfAborted = () => {
    for (const signal of signals) signal.throwIfAborted()
  }
  const interrupt = () => connection.interrupt()
  stopIfAborted()
  for (const signal of signals) signal.addEventListener('abort', interrupt)
  try {
    return await work()
  } finally {
    for (const signal of signals) signal.removeEventListener('abort', interrupt)
    stopIfAborted()
  }
}

let lastRevision = 0

/** Revisions are times, so that they grow from one start of the engine to the next without being kept. */
function nextRevision(): number {
  lastRevision = Math.max(Date.now(), lastRevision + 1)
  return lastRevision
}

/** The name under which the user knows a project file. */
export const projectName = (path: string): string => basename(path, extname(path))
