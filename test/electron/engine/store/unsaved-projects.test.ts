import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { forgetOldProjects } from '#electron/engine/store/unsaved-projects.ts'
import { fileToken } from '#shared/domain/ids.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { openSample } from '../sheet/sample-sheet.ts'

test('projects never saved are kept for a month; the open one and other files for ever', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'tenure-unsaved-'))
  const longAgo = new Date('2024-01-01T00:00:00Z')
  const now = Date.parse('2024-03-01T00:00:00Z')
  for (const name of ['old.tenure', 'old.tenure.wal', 'open.tenure', 'current.json', 'recent.tenure']) {
    await writeFile(join(directory, name), '')
    const at = name.startsWith('recent') ? new Date(now - 1000) : longAgo
    await utimes(join(directory, name), at, at)
  }
  await forgetOldProjects(directory, join(directory, 'open.tenure'), now)
  expect((await readdir(directory)).sort()).toEqual(['current.json', 'open.tenure', 'recent.tenure'])
  await rm(directory, { recursive: true })
})

describe('a project that was never saved', () => {
  const projectFiles = async (tenure: TestEngine) =>
    (await readdir(join(tenure.directory, 'projects'))).filter((name) => name.endsWith('.tenure'))

  const editOneCell = async (tenure: TestEngine) => {
    const { id: sheet, columns } = await openSample(tenure)
    const cell = { row: 4, column: columns[2]?.id ?? 0, input: '11' }
    await tenure.ask('sheet.apply', { command: { type: 'setCells', sheet, cells: [cell] } })
  }

  test('is kept with its changes when another file is opened, and opens again', async () => {
    const tenure = await startEngine()
    await editOneCell(tenure)
    await tenure.open(await tenure.write('other.csv', 'customer_id,mrr\n1,10\n'))

    const { projects } = await tenure.ask('project.unsaved', {})
    expect(projects).toMatchObject([{ name: 'sample', changes: 1 }])
    const again = await tenure.ask('project.openUnsaved', { id: projects[0]?.id ?? '' })
    expect(again).toMatchObject({ name: 'sample', saved: false, undo: 'edit of 1 cell' })
    expect(await tenure.ask('project.unsaved', {})).toEqual({ projects: [] })
    await tenure.dispose()
  })

  test('is kept when Tenure ends, until it is deleted', async () => {
    const first = await startEngine()
    await editOneCell(first)
    await first.engine.close()

    const tenure = await startEngine({ directory: first.directory })
    const { projects } = await tenure.ask('project.unsaved', {})
    expect(projects).toHaveLength(1)
    await tenure.ask('project.forgetUnsaved', { id: projects[0]?.id ?? '' })
    expect(await tenure.ask('project.unsaved', {})).toEqual({ projects: [] })
    await tenure.dispose()
  })

  test('leaves nothing behind where nobody changed it, or where it was saved elsewhere', async () => {
    const tenure = await startEngine()
    await openSample(tenure)
    await tenure.open(await tenure.write('other.csv', 'customer_id,mrr\n1,10\n'))
    expect(await projectFiles(tenure)).toHaveLength(1)
    await tenure.ask('project.saveAs', { file: fileToken(join(tenure.directory, 'mine.tenure')) })
    expect(await projectFiles(tenure)).toEqual([])
    await tenure.engine.close()
    expect(await projectFiles(tenure)).toEqual([])
    await tenure.dispose()
  })

  test('is named by what Tenure gave out, never by a path', async () => {
    const tenure = await startEngine()
    const answer = await tenure.engine.ask('project.openUnsaved', { id: '../../secret' })
    expect(answer).toMatchObject({ ok: false, error: { code: 'not_found' } })
    await tenure.dispose()
  })
})
