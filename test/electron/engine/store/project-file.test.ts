import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readSourceBytes } from '#electron/engine/store/source.ts'
import { fileToken } from '#shared/domain/ids.ts'
import { bundleProgram } from '../bundle-program.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { readDocument } from '../sheet/document.ts'
import { onlySheet, openSample, sampleWorkbook } from '../sheet/sample-sheet.ts'

let tenure: TestEngine
beforeEach(async () => {
  tenure = await startEngine()
})
afterEach(() => tenure.dispose())

const place = (name: string) => join(tenure.directory, name)

const open = (path: string) => tenure.engine.ask('project.open', { file: fileToken(path) })

async function saveSample(name: string): Promise<string> {
  await openSample(tenure)
  await tenure.ask('project.saveAs', { file: fileToken(place(name)) })
  return place(name)
}

test('a saved project is one file that opens again with its data, its history and the original bytes', async () => {
  const sheet = await openSample(tenure)
  const cell = { row: 4, column: sheet.columns[2]?.id ?? 0, input: '11' }
  await tenure.ask('sheet.apply', { command: { type: 'setCells', sheet: sheet.id, cells: [cell] } })
  const saved = await tenure.ask('project.saveAs', { file: fileToken(place('mine.tenure')) })
  expect(saved).toMatchObject({ name: 'mine', saved: true, edited: false, undo: 'edit of 1 cell' })
  await tenure.engine.close()
  expect((await readdir(tenure.directory)).filter((name) => name.startsWith('mine'))).toEqual(['mine.tenure'])

  const again = await startEngine({ directory: tenure.directory })
  const opened = await again.open(place('mine.tenure'))
  expect(opened.undo).toBe('edit of 1 cell')
  const undone = await again.ask('history.undo', {})
  expect(undone.redo).toBe('edit of 1 cell')
  const project = await again.engine.project()
  const parts = await project.read(async (connection) => {
    const bytes: Uint8Array[] = []
    const [source] = opened.sources
    if (source !== undefined)
      for await (const part of readSourceBytes(connection, source.id)) bytes.push(part)
    return bytes
  })
  expect(Buffer.concat(parts).equals(await readFile(join(tenure.directory, 'sample.xlsx')))).toBe(true)
  await again.engine.close()
})

test('edits after saving go to the new place only', async () => {
  const path = await saveSample('first.tenure')
  const before = await readFile(path)
  await tenure.ask('project.saveAs', { file: fileToken(place('second.tenure')) })
  const sheet = onlySheet((await tenure.ask('project.info', {})).sheets)
  await tenure.ask('sheet.apply', { command: { type: 'renameSheet', sheet: sheet.id, name: 'Other' } })
  expect((await readFile(path)).equals(before)).toBe(true)
  expect(onlySheet((await tenure.open(path)).sheets).name).toBe('Customers')
})

test('a project that another process has open is busy, with a sentence that says so', async () => {
  const path = await saveSample('held.tenure')
  await tenure.ask('project.new', {})
  const program = await bundleProgram(
    fileURLToPath(new URL('hold-project-open.ts', import.meta.url)),
    'hold-project-open',
  )
  const child = spawn(process.execPath, [program, place('other'), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await once(child.stdout, 'data')
    expect(await open(path)).toMatchObject({ ok: false, error: { code: 'file_busy' } })
    const saved = await tenure.engine.ask('project.saveAs', { file: fileToken(path) })
    expect(saved).toMatchObject({ ok: false, error: { code: 'file_busy' } })
  } finally {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  expect(await open(path)).toMatchObject({ ok: true })
})

test.each([
  ['text that is no database', (_whole: Uint8Array) => Buffer.from('no database '.repeat(1000))],
  ['half of a project', (whole: Uint8Array) => whole.subarray(0, Math.floor(whole.length / 2))],
  ['a project with overwritten blocks', (whole: Uint8Array) => Buffer.from(whole).fill(7, 8192)],
])('%s is called damaged and leaves the open project alone', async (_name, change) => {
  const whole = await readFile(await saveSample('whole.tenure'))
  const path = await tenure.write('damaged.tenure', change(whole))
  expect(await open(path)).toMatchObject({ ok: false, error: { code: 'damaged' } })
  expect((await tenure.ask('project.info', {})).name).toBe('whole')
})

test('a project of a newer format is refused with what to do', async () => {
  const path = await saveSample('newer.tenure')
  await tenure.ask('project.new', {})
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  await connection.run('UPDATE tenure_format SET version = 1000')
  connection.closeSync()
  instance.closeSync()
  const answer = await open(path)
  expect(answer).toMatchObject({ ok: false, error: { code: 'unsupported' } })
  expect(answer.ok ? '' : answer.error.message).toContain('newer version')
})

test('a project kept in the form of an older DuckDB opens, takes changes and opens again', async () => {
  const path = await saveSample('mine.tenure')
  await tenure.ask('project.new', {})
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  for (const sql of [
    `ATTACH '${path}' AS present`,
    `ATTACH '${place('old.tenure')}' AS old (STORAGE_VERSION 'v0.10.2')`,
    'COPY FROM DATABASE present TO old',
  ])
    await connection.run(sql)
  connection.closeSync()
  instance.closeSync()

  const sheet = onlySheet((await tenure.open(place('old.tenure'))).sheets)
  const before = await readDocument(tenure)
  await tenure.ask('sheet.apply', { command: { type: 'renameSheet', sheet: sheet.id, name: 'Other' } })
  await tenure.ask('project.new', {})
  expect(onlySheet((await tenure.open(place('old.tenure'))).sheets).name).toBe('Other')
  await tenure.ask('history.undo', {})
  expect(await readDocument(tenure)).toEqual(before)
})

test("another program's database is not taken for a project, nor changed", async () => {
  const path = place('other.tenure')
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  await connection.run('CREATE TABLE theirs AS SELECT 1 AS x')
  connection.closeSync()
  instance.closeSync()
  const before = await readFile(path)
  expect(await open(path)).toMatchObject({ ok: false, error: { code: 'not_a_workbook' } })
  expect((await readFile(path)).equals(before)).toBe(true)
})

test('SQL reaches no file but the project, and no setting', async () => {
  const secret = await tenure.write('secret.csv', 'a\n1\n')
  const project = await tenure.engine.project()
  const attempts = [
    `SELECT * FROM read_csv('${secret}')`,
    `COPY (SELECT 1) TO '${place('out.csv')}'`,
    `ATTACH '${place('other.db')}'`,
    'INSTALL httpfs',
    'SET enable_external_access = true',
  ]
  for (const sql of attempts)
    await expect(
      project.read((connection) => connection.run(sql)),
      sql,
    ).rejects.toThrow()
})

test('an import that is stopped leaves nothing behind', async () => {
  await openSample(tenure)
  const lines = Array.from({ length: 200_000 }, (_, index) => `${index},name ${index},${index * 1.5}`)
  const path = await tenure.write('large.csv', ['id,name,amount', ...lines].join('\n'))
  const stop = new AbortController()
  const answer = tenure.engine.ask(
    'project.import',
    { files: [fileToken(path)] },
    { signal: stop.signal, onProgress: () => stop.abort() },
  )
  expect(await answer).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  const info = await tenure.ask('project.info', {})
  expect(info.sheets.map((sheet) => sheet.name)).toEqual(['Customers'])
  const again = await tenure.ask('project.import', { files: [fileToken(path)] })
  expect(again.sheets.map((sheet) => sheet.rowCount)).toEqual([7, 200_000])
})

test('a file without a grant is refused', async () => {
  const stranger = await startEngine({ resolveFile: () => undefined })
  expect(await stranger.engine.ask('project.open', { file: fileToken('anything') })).toMatchObject({
    ok: false,
    error: { code: 'not_granted' },
  })
  await stranger.dispose()
})

test('a project that cannot be resumed is named, not silently replaced', async () => {
  await tenure.engine.close()
  const broken = place('broken.tenure')
  await writeFile(broken, await sampleWorkbook())
  await writeFile(
    join(tenure.directory, 'projects', 'current.json'),
    JSON.stringify({ path: broken, saved: true }),
  )
  const again = await startEngine({ directory: tenure.directory, resume: true })
  const info = await again.ask('project.info', {})
  expect(info.problems).toMatchObject([{ code: 'damaged', severity: 'error' }])
  await again.engine.close()
})

test('removing a source takes its sheets, and the changes made to them', async () => {
  const sheet = await openSample(tenure)
  await tenure.ask('sheet.apply', { command: { type: 'deleteRows', sheet: sheet.id, rows: [4, 6] } })
  const info = await tenure.ask('project.removeSource', { source: sheet.sourceId })
  expect(info).toMatchObject({ sources: [], sheets: [], undo: null })
})

test('closing does not wait for what is still being read: nobody will see it', async () => {
  const project = await tenure.engine.project()
  const endless = project.read((connection) =>
    connection.runAndReadAll('SELECT sum(a.range * b.range) FROM range(10000000) AS a, range(10000000) AS b'),
  )
  const outcome = expect(endless).rejects.toMatchObject({ name: 'AbortError' })
  await tenure.engine.close()
  await outcome
})
