import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { beginRun } from '#electron/main/last-run.ts'
import { scratchFolder } from './support.ts'

describe('what a run opens again', () => {
  it('is nothing in a new profile', async () => {
    expect(beginRun(await scratchFolder()).recovered).toBeUndefined()
  })

  it('is the project that was open when the run before did not end by itself', async () => {
    const profile = await scratchFolder()
    beginRun(profile).note({ project: 'telco', edited: false })
    expect(beginRun(profile).recovered).toBe(
      'Tenure did not close properly last time. telco is open again with every change.',
    )
  })

  it('is nothing when no project was open in the crash', async () => {
    const profile = await scratchFolder()
    beginRun(profile)
    expect(beginRun(profile).recovered).toBeUndefined()
  })

  it('is work that has no name yet, even after a proper end', async () => {
    const profile = await scratchFolder()
    const run = beginRun(profile)
    run.note({ project: 'telco', edited: true })
    run.end()
    expect(beginRun(profile).recovered).toBe('telco has not been saved under a name yet. It is open again.')
  })

  it('is nothing when the project has a place of its own and the run ended properly', async () => {
    const profile = await scratchFolder()
    const run = beginRun(profile)
    run.note({ project: 'telco', edited: false })
    run.end()
    expect(beginRun(profile).recovered).toBeUndefined()
  })

  it('is nothing when the note was cut off', async () => {
    const profile = await scratchFolder()
    await writeFile(join(profile, 'last-run.json'), '{"state":"run')
    expect(beginRun(profile).recovered).toBeUndefined()
  })
})
