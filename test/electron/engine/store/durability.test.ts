import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { fileToken } from '#shared/domain/ids.ts'
import { bundleProgram } from '../bundle-program.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { commandsOfSeed } from '../sheet/commands-of-seed.ts'
import { readDocument } from '../sheet/document.ts'
import { applySeed } from '../sheet/random-command.ts'
import { sampleWorkbook } from '../sheet/sample-sheet.ts'

let program: string
beforeAll(async () => {
  program = await bundleProgram(
    fileURLToPath(new URL('edit-until-killed.ts', import.meta.url)),
    'edit-until-killed',
  )
})

/** Seed of the commands, and after how many acknowledged ones the process is killed. */
test.each([
  [1, 3],
  [2, 9],
  [3, 17],
  [4, 28],
])('a process killed outright loses no acknowledged edit (seed %i, after %i)', async (seed, kills) => {
  const directory = await mkdtemp(join(tmpdir(), 'tenure-killed-'))
  const workbook = join(directory, 'sample.xlsx')
  await writeFile(workbook, await sampleWorkbook())
  try {
    const acknowledged = await editAndKill(join(directory, 'killed'), workbook, seed, kills)
    expect(acknowledged).toBeGreaterThanOrEqual(kills)
    const recovered = await startEngine({ directory: join(directory, 'killed'), resume: true })
    const reference = await startEngine({ directory: join(directory, 'reference') })
    await reference.ask('project.open', { file: fileToken(workbook) })
    const expected = await documentsAround(reference, seed, acknowledged)
    // The kill may have come between an edit's commit and its acknowledgement.
    const found = await documentWithoutTimes(recovered)
    const isEither = expected.some((document) => JSON.stringify(document) === JSON.stringify(found))
    // Compared as text first, so that a failure prints where the documents part.
    if (!isEither) expect(found).toEqual(expected[0])
    await recovered.ask('project.info', {})
    await recovered.dispose()
    await reference.dispose()
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})

async function editAndKill(
  directory: string,
  workbook: string,
  seed: number,
  kills: number,
): Promise<number> {
  const child = spawn(process.execPath, [program, directory, workbook, String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let acknowledged = 0
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'done') acknowledged += 1
    if (acknowledged === kills) child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return acknowledged
}

/** What the document is after as many commands as were acknowledged, and after one more. */
async function documentsAround(tenure: TestEngine, seed: number, acknowledged: number) {
  const commands = commandsOfSeed(seed)
  for (const command of commands.slice(0, acknowledged)) await applySeed(tenure, command)
  const before = await documentWithoutTimes(tenure)
  const [next] = commands.slice(acknowledged)
  if (next !== undefined) await applySeed(tenure, next)
  return [before, await documentWithoutTimes(tenure)]
}

/** Sources say when they were imported, which differs from one run to the next. */
async function documentWithoutTimes(tenure: TestEngine): Promise<Record<string, unknown>> {
  const { source: _times, ...document } = await readDocument(tenure)
  return document
}
