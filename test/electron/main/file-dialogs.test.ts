import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { setupFileDialogs } from '#electron/main/file-dialogs.ts'
import { createFileGrants } from '#electron/main/file-grants.ts'
import { openSettings } from '#electron/main/settings.ts'
import { keptLog, scratchFolder, userWho } from './support.ts'

async function dialogsOf(user: ReturnType<typeof userWho>) {
  const folder = await scratchFolder()
  const grants = createFileGrants()
  const settings = openSettings(join(folder, 'settings.json'), keptLog())
  const handlers = setupFileDialogs({
    dialogs: user,
    grants,
    settings,
    documentsFolder: folder,
    samplePath: '/app/sample/Tenure sample.xlsx',
  })
  return { folder, grants, settings, handlers }
}

describe('choosing files', () => {
  it('grants what was chosen for reading, and tells the window only the name', async () => {
    const { grants, handlers, settings } = await dialogsOf(
      userWho({ opens: ['/data/a.xlsx', '/data/b.csv'] }),
    )
    const answer = await handlers['shell.chooseFiles']({ kind: 'workbook', several: true })
    expect(answer).toEqual({
      ok: true,
      value: { files: grants.all().map(({ token }, at) => ({ file: token, name: ['a.xlsx', 'b.csv'][at] })) },
    })
    expect(grants.all().map(({ path, mode }) => [path, mode])).toEqual([
      ['/data/a.xlsx', 'read'],
      ['/data/b.csv', 'read'],
    ])
    expect(settings.get().folder).toBe('/data')
  })

  it('grants nothing where the user cancels', async () => {
    const { grants, handlers } = await dialogsOf(userWho({}))
    expect(await handlers['shell.chooseFiles']({ kind: 'workbook', several: false })).toEqual({
      ok: true,
      value: { files: [] },
    })
    expect(await handlers['shell.chooseSaveFile']({ kind: 'pdf', suggestedName: 'x.pdf' })).toEqual({
      ok: true,
      value: { file: null, name: '' },
    })
    expect(grants.all()).toEqual([])
  })

  it('gives the name its ending', async () => {
    const { grants, handlers } = await dialogsOf(userWho({ saves: '/nowhere/report' }))
    const answer = await handlers['shell.chooseSaveFile']({ kind: 'pdf', suggestedName: 'report.pdf' })
    expect(answer).toMatchObject({ ok: true, value: { name: 'report.pdf' } })
    expect(grants.all()).toMatchObject([{ path: '/nowhere/report.pdf', mode: 'write' }])
  })

  it('asks before the ending makes it the name of a file that exists', async () => {
    const existing = join(await scratchFolder(), 'report.pdf')
    await writeFile(existing, 'old')
    const user = userWho({ saves: existing.slice(0, -'.pdf'.length) })
    const { grants, handlers } = await dialogsOf(user)
    expect(await handlers['shell.chooseSaveFile']({ kind: 'pdf', suggestedName: 'report' })).toMatchObject({
      value: { file: null },
    })
    expect(user.asked.map((question) => question.message)).toEqual(['report.pdf exists already. Replace it?'])
    expect(grants.all()).toEqual([])
  })
})
