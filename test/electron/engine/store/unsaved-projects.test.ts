import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { forgetOldProjects } from '#electron/engine/store/unsaved-projects.ts'

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
