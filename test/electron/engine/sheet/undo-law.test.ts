import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { readDocument } from './document.ts'
import { applySeed, commandSeed } from './random-command.ts'
import { openSample } from './sample-sheet.ts'

let tenure: TestEngine
beforeAll(async () => {
  tenure = await startEngine()
})
afterAll(() => tenure.dispose())

/** More runs find rarer faults; set UNDO_RUNS to look for them. */
const numRuns = Number(process.env.UNDO_RUNS ?? 10)

/**
 * The law of undo: whatever was done, undoing it all restores every table of the document, and doing it all again
 * brings every table back to where it was.
 */
test('undo restores the document after any commands, and redo brings them back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(commandSeed, { minLength: 1, maxLength: 8 }), async (seeds) => {
      await openSample(tenure)
      const states = [await readDocument(tenure)]
      for (const seed of seeds) {
        const entries = await entryCount(tenure)
        await applySeed(tenure, seed)
        if ((await entryCount(tenure)) > entries) states.push(await readDocument(tenure))
      }
      for (let index = states.length - 2; index >= 0; index -= 1) {
        await tenure.ask('history.undo', {})
        expect(await readDocument(tenure)).toEqual(states[index])
      }
      for (const state of states.slice(1)) {
        await tenure.ask('history.redo', {})
        expect(await readDocument(tenure)).toEqual(state)
      }
    }),
    // The first failure is reported as found: shrinking takes minutes.
    { numRuns, endOnFailure: true },
  )
}, 600_000)

async function entryCount(tenure: TestEngine): Promise<number> {
  const project = await tenure.engine.project()
  return project.read(async (connection) => {
    const result = await connection.run('SELECT count(*) FROM journal WHERE NOT undone')
    return Number((await result.getRows())[0]?.[0])
  })
}
