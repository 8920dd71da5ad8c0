import { availableParallelism, totalmem } from 'node:os'
import { basename } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { type Outcome, refuse } from '../refusal.ts'
import { execute, literal } from './connection.ts'
import { migrate } from './schema.ts'

/** The database, in memory only, that holds materialised views and row sets; every connection sees it. */
export const viewDatabase = 'views'

/**
 * Opens a project file, or makes it where there is none. From then on nothing but that file and the staging directory
 * can be reached from SQL, and no setting can be changed.
 */
export async function openDatabase(path: string, stagingDirectory: string): Promise<Outcome<DuckDBInstance>> {
  let instance: DuckDBInstance
  try {
    instance = await DuckDBInstance.create(path, {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
      threads: String(availableParallelism()),
      memory_limit: `${Math.floor(totalmem() / 2 / 2 ** 20)}MiB`,
      temp_directory: stagingDirectory,
    })
  } catch (error) {
    return refuseToOpen(path, error)
  }
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
): Promise<Outcome<DuckDBInstance>> {
  const connection = await instance.connect()
  try {
    const migrated = await migrate(connection, basename(path))
    if (!migrated.ok) return migrated
    // Lets a running query say how far it is, without writing a bar to the terminal.
    await execute(connection, 'SET enable_progress_bar = true')
    await execute(connection, 'SET enable_progress_bar_print = false')
    await execute(connection, `ATTACH ':memory:' AS ${viewDatabase}`)
    await execute(connection, `SET allowed_directories = [${literal(stagingDirectory)}]`)
    await execute(connection, 'SET enable_external_access = false')
    await execute(connection, 'SET lock_configuration = true')
    return { ok: true, value: instance }
  } finally {
    connection.closeSync()
  }
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
