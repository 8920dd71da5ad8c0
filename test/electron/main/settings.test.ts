import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSettings } from '#electron/main/settings.ts'
import { keptLog, scratchFolder } from './support.ts'

describe('settings', () => {
  it('begin with the defaults, without complaint', async () => {
    const log = keptLog()
    const settings = openSettings(join(await scratchFolder(), 'new', 'settings.json'), log)
    expect(settings.get()).toEqual({
      theme: 'system',
      zoom: 1,
      window: null,
      recent: [],
      folder: null,
      panels: {},
    })
    expect(log.lines).toEqual([])
  })

  it('survive a restart, with the last of many quick changes', async () => {
    const folder = await scratchFolder()
    const path = join(folder, 'settings.json')
    const settings = openSettings(path, keptLog())
    for (let width = 1; width <= 50; width += 1) settings.update({ panels: { inspector: width } })
    settings.update({ theme: 'dark' })
    await settings.flush()
    const next = openSettings(path, keptLog())
    expect(next.get()).toMatchObject({ theme: 'dark', panels: { inspector: 50 } })
    expect(await readdir(folder)).toEqual(['settings.json'])
  })

  it('lose only the part that was spoilt', async () => {
    const path = join(await scratchFolder(), 'settings.json')
    const recent = [{ path: '/a.xlsx', openedAt: '2024-05-01T10:00:00.000Z' }]
    await writeFile(path, JSON.stringify({ theme: 'purple', zoom: 90, recent, window: { bounds: 'wide' } }))
    const settings = openSettings(path, keptLog())
    expect(settings.get()).toMatchObject({ theme: 'system', zoom: 1, window: null, recent })
  })

  it('start anew from a file that is not readable, and say so in the log', async () => {
    const path = join(await scratchFolder(), 'settings.json')
    await writeFile(path, '{"theme": "da')
    const log = keptLog()
    const settings = openSettings(path, log)
    expect(settings.get().theme).toBe('system')
    expect(log.lines).toHaveLength(1)
    settings.update({ theme: 'light' })
    await settings.flush()
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ theme: 'light' })
  })
})
