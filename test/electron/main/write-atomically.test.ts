import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { refuseWriting } from '#electron/main/answers.ts'
import { writeAtomically } from '#electron/main/write-atomically.ts'
import { scratchFolder } from './support.ts'

describe('writing a file', () => {
  it('replaces the old content in one step and leaves nothing beside it', async () => {
    const folder = await scratchFolder()
    const path = join(folder, 'out.svg')
    await writeFile(path, 'old')
    await writeAtomically(path, 'new')
    expect(await readFile(path, 'utf8')).toBe('new')
    expect(await readdir(folder)).toEqual(['out.svg'])
  })

  it('leaves nothing behind where it fails, and says why in plain words', async () => {
    const folder = await scratchFolder()
    const taken = join(folder, 'taken')
    await mkdir(taken)
    const error = await writeAtomically(taken, 'x').catch((thrown: unknown) => thrown)
    expect(await readdir(folder)).toEqual(['taken'])
    expect(refuseWriting('taken', error)).toMatchObject({ ok: false, error: { code: 'cannot_write' } })
  })

  it('has words for a full disk, a closed folder and a busy file', () => {
    const because = (code: string) => refuseWriting('x.pdf', Object.assign(new Error(code), { code }))
    expect(because('ENOSPC')).toMatchObject({ error: { code: 'no_space' } })
    expect(because('EACCES')).toMatchObject({ error: { code: 'permission_denied' } })
    expect(because('EBUSY')).toMatchObject({
      error: { code: 'file_busy', message: expect.stringContaining('x.pdf is open in another program') },
    })
  })
})
