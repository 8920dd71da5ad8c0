import { writeFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createFileGrants } from '#electron/main/file-grants.ts'
import { folderLabel, setupRecentFiles, withRecent } from '#electron/main/recent-files.ts'
import { openSettings } from '#electron/main/settings.ts'
import { fileToken } from '#shared/domain/ids.ts'
import { keptLog, scratchFolder } from './support.ts'

const at = '2024-05-01T10:00:00.000Z'

async function recentFilesIn(folder: string) {
  const settings = openSettings(join(folder, 'settings.json'), keptLog())
  const grants = createFileGrants()
  const told: string[] = []
  const recent = setupRecentFiles({
    settings,
    grants,
    onChange: () => undefined,
    tellSystem: (path) => told.push(path),
  })
  return { settings, grants, recent, told }
}

describe('recent files', () => {
  it('have the newest first, each once, ten at most', () => {
    const many = Array.from({ length: 12 }, (_, number) => `/${number}.csv`)
    const entries = many.reduce(
      (list, path) => withRecent(list, path, at),
      [] as ReturnType<typeof withRecent>,
    )
    expect(entries.map(({ path }) => path)).toEqual(many.slice(2).reverse())
    expect(withRecent(entries, '/5.csv', at).map(({ path }) => path)).toEqual([
      '/5.csv',
      ...many
        .slice(2)
        .reverse()
        .filter((path) => path !== '/5.csv'),
    ])
  })

  it('show a missing file as missing and keep it', async () => {
    const folder = await scratchFolder()
    const { grants, recent, told } = await recentFilesIn(folder)
    const here = join(folder, 'here.csv')
    await writeFile(here, 'a,b\n')
    const gone = join(folder, 'gone.csv')
    for (const path of [gone, here]) {
      await recent.handlers['shell.rememberRecent']({ file: grants.grant(path, 'read') })
    }
    const answer = await recent.handlers['shell.recent']({})
    expect(answer).toMatchObject({
      ok: true,
      value: {
        files: [
          { name: 'here.csv', byteLength: 4, missing: false },
          { name: 'gone.csv', byteLength: null, missing: true },
        ],
      },
    })
    expect(JSON.stringify(answer)).not.toContain('"path"')
    expect(told).toEqual([gone, here])
  })

  it('are forgotten one by one or all at once', async () => {
    const { grants, recent, settings } = await recentFilesIn(await scratchFolder())
    const [a, b, c] = ['/a.csv', '/b.csv', '/c.csv'].map((path) => grants.grant(path, 'read'))
    for (const file of [a, b, c]) {
      if (file !== undefined) await recent.handlers['shell.rememberRecent']({ file })
    }
    await recent.handlers['shell.forgetRecent']({ file: b ?? null })
    expect(settings.get().recent.map(({ path }) => path)).toEqual(['/c.csv', '/a.csv'])
    await recent.handlers['shell.forgetRecent']({ file: null })
    expect(settings.get().recent).toEqual([])
  })

  it('take nothing that was not granted', async () => {
    const { recent } = await recentFilesIn(await scratchFolder())
    expect(await recent.handlers['shell.rememberRecent']({ file: fileToken('made-up') })).toMatchObject({
      ok: false,
      error: { code: 'not_granted' },
    })
  })

  it('show the home folder as a tilde', () => {
    const home = `${sep}home${sep}ana`
    expect(folderLabel(`${home}${sep}data`, home)).toBe(`~${sep}data`)
    expect(folderLabel(home, home)).toBe('~')
    expect(folderLabel(`${home}bel`, home)).toBe(`${home}bel`)
  })
})
