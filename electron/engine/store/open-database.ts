import { availableParallelism, totalmem } from 'node:os'
import { basename } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { type Outcome, refuse } from '../refusal.ts'
import { type Connection, execute, literal } from './connection.ts'
import { migrate } from './schema.ts'
import { dropUnclaimedTables } from './unclaimed-tables.ts'

/** The database, in memory only, that holds materialised views and row sets; every connection sees it. */
export const viewDatabase = 'memory'

const projectDatabase = 'project'

/**
 * The oldest DuckDB that has to read the file. Since this one texts are kept in one compressed form, dictionary or not;
 * before it every text was tried in several, which is a tenth of the time that a text file takes to load.
 */
const storageVersion = 'v1.3.0'

export interface ProjectDatabase {
  readonly connect: () => Promise<Connection>
  readonly close: () => void
}

/**
 * Opens a project file, or makes it where there is none. From then on nothing but that file and the staging directory
 * can be reached from SQL, and no setting can be changed.
 *
 * The file is attached to an instance that lives in memory, not opened as the instance's own database: DuckDB cannot
 * replay the log of a database that is opened as such where a column's new type came with an expression.
 */
export async function openDatabase(
  path: string,
  stagingDirectory: string,
): Promise<Outcome<ProjectDatabase>> {
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    threads: String(availableParallelism()),
    memory_limit: `${Math.floor(totalmem() / 2 / 2 ** 20)}MiB`,
    temp_directory: stagingDirectory,
  })
  try {
    const prepared = await prepare(instance, path, stagingDirectory)
    if (!prepared.ok) instance.closeSync()
    return prepared
  } catch (error) {
    instance.closeSync()
    return refuseToOpen(path, error)
  }
}

async function prepare(
  instance: DuckDBInstance,
  path: string,
  stagingDirectory: string,
): Promise<Outcome<ProjectDatabase>> {
  const first = await instance.connect()
  await execute(
    first,
    `ATTACH ${literal(path)} AS ${projectDatabase} (STORAGE_VERSION ${literal(storageVersion)})`,
  )
  await execute(first, `USE ${projectDatabase}`)
  const migrated = await migrate(first, basename(path))
  if (!migrated.ok) return migrated
  await dropUnclaimedTables(first)
  const ready = await readyConnections(instance)
  await execute(first, `SET allowed_directories = [${literal(stagingDirectory)}]`)
  await execute(first, 'SET enable_external_access = false')
  await execute(first, 'SET lock_configuration = true')
  first.closeSync()
  return {
    ok: true,
    value: {
      connect: async () => ready.pop() ?? connect(instance),
      // The file is let go of only when no connection is left.
      close: () => {
        for (const connection of ready) connection.closeSync()
        instance.closeSync()
      },
    },
  }
}

/** More than are usually in use at once; those made later work as well, only without telling their progress. */
const connectionsMade = 8

/**
 * Connections that can say how far a running query is. It is a setting of each connection, and no setting can be made
 * once the configuration is locked.
 */
async function readyConnections(instance: DuckDBInstance): Promise<Connection[]> {
  const connections: Connection[] = []
  for (let count = 0; count < connectionsMade; count += 1) {
    const connection = await connect(instance)
    await execute(connection, 'SET enable_progress_bar = true')
    await execute(connection, 'SET enable_progress_bar_print = false')
    connections.push(connection)
  }
  return connections
}

async function connect(instance: DuckDBInstance): Promise<Connection> {
  const connection = await instance.connect()
  await execute(connection, `USE ${projectDatabase}`)
  return connection
}

/** DuckDB tells its refusals apart only by wording. */
function refuseToOpen(path: string, error: unknown): Outcome<never> {
  const name = basename(path)
  const message = error instanceof Error ? error.message : String(error)
  if (/could not set lock|being used by another process/i.test(message))
    return refuse(
      'file_busy',
      `"${name}" is open in another window or program. Close it there, then try again.`,
      error,
    )
  if (/no such file|cannot find the (path|file)/i.test(message))
    return refuse('not_found', `"${name}" cannot be found. It may have been moved or deleted.`, error)
  if (/permission denied|access is denied|read-only file system/i.test(message))
    return refuse('permission_denied', `"${name}" cannot be opened: permission denied.`, error)
  if (/no space left|disk full|not enough space/i.test(message))
    return refuse('no_space', `"${name}" cannot be opened: the disk is full.`, error)
  if (/newer version of duckdb|version number/i.test(message))
    return refuse(
      'unsupported',
      `"${name}" was written by a newer version of Tenure. Update Tenure, then open it again.`,
      error,
    )
  if (!/^(io|serialization|corruption|fatal|internal) error|not a valid duckdb|checksum/i.test(message))
    throw error
  return refuse(
    'damaged',
    `"${name}" is damaged or is not a Tenure project. Open a copy or a backup of it.`,
    error,
  )
}
