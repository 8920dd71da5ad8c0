import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { refuse } from '#electron/engine/refusal.ts'
import { readRows } from '#electron/engine/store/connection.ts'
import { importFiles } from '#electron/engine/store/import-files.ts'
import type { Project } from '#electron/engine/store/project.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { readDocument } from '../sheet/document.ts'

let tenure: TestEngine
beforeEach(async () => {
  tenure = await startEngine()
})
afterEach(() => tenure.dispose())

const customers = 'customer,mrr\nAcme,10\nBirch,25\n'
const moreCustomers = 'customer,mrr\nCedar,5\n'

async function sheetTables(project: Project): Promise<string[]> {
  const rows = await project.read((connection) =>
    readRows(
      connection,
      z.object({ table_name: z.string() }),
      `SELECT table_name FROM duckdb_tables()
       WHERE database_name = current_database() AND starts_with(table_name, 'sheet_') ORDER BY 1`,
    ),
  )
  return rows.map((row) => row.table_name).filter((name) => /^sheet_\d+$/.test(name))
}

async function openCustomers(): Promise<Project> {
  await tenure.open(await tenure.write('customers.csv', customers))
  return tenure.engine.project()
}

test('an import that is refused after its tables were made leaves none of them behind', async () => {
  const project = await openCustomers()
  const outcome = await project.write(async (connection, scope) => {
    await connection.run('CREATE TABLE sheet_7 AS SELECT 1 AS row_id')
    await scope.commitTables()
    return refuse('internal', 'Not today.')
  })
  expect(outcome.ok).toBe(false)
  expect(await sheetTables(project)).toEqual(['sheet_1'])
})

test('an import cancelled while it is being recorded leaves the project as it was', async () => {
  const project = await openCustomers()
  const before = await readDocument(tenure)
  const { sources } = await tenure.ask('project.info', {})
  const stop = new AbortController()
  const imported = importFiles(project, {
    paths: [await tenure.write('more.csv', moreCustomers)],
    dialect: undefined,
    ...(sources[0] === undefined ? {} : { replaces: sources[0].id }),
    signal: stop.signal,
    onProgress: ({ label }) => {
      if (label.startsWith('Keeping')) stop.abort()
    },
  })
  await expect(imported).rejects.toThrow()
  expect(await readDocument(tenure)).toEqual(before)
  expect(await sheetTables(project)).toEqual(['sheet_1'])
})

test('tables of an import that was killed before it was recorded are gone when the project is opened', async () => {
  const project = await openCustomers()
  const killed = join(tenure.directory, 'killed.tenure')
  await project.write(async (connection, scope) => {
    await connection.run('CREATE TABLE sheet_7 AS SELECT 1 AS row_id')
    await scope.commitTables()
    // What is on the disk at this moment is what a kill leaves behind.
    await copyFile(project.path, killed)
    await copyFile(`${project.path}.wal`, `${killed}.wal`)
    return { ok: true, value: undefined }
  })
  expect(await sheetTables(project)).toEqual(['sheet_1', 'sheet_7'])
  const opened = await tenure.open(killed)
  expect(opened.sheets.map(({ name }) => name)).toEqual(['customers'])
  expect(await sheetTables(await tenure.engine.project())).toEqual(['sheet_1'])
})
