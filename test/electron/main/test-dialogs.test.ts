import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { testDialogs } from '#electron/main/test-dialogs.ts'
import { scratchFolder } from './support.ts'

describe('test mode', () => {
  it('is off unless asked for', () => {
    expect(testDialogs({}, [], false)).toBeUndefined()
    expect(testDialogs({ TENURE_TEST_DIALOGS: '' }, [], false)).toBeUndefined()
  })

  it('is refused by a packaged app that was not started for it', () => {
    const environment = { TENURE_TEST_DIALOGS: '/tmp/answers.json' }
    expect(testDialogs(environment, ['tenure'], true)).toBeUndefined()
    expect(testDialogs(environment, ['tenure', '--allow-test-dialogs'], true)).toBeDefined()
  })

  it('answers from the file as it stands at each dialog', async () => {
    const path = join(await scratchFolder(), 'answers.json')
    const dialogs = testDialogs({ TENURE_TEST_DIALOGS: path }, [], false)
    await writeFile(path, JSON.stringify({ open: ['/a.csv', '/b.csv'], save: '/out.xlsx' }))
    expect(await dialogs?.chooseFiles({ filters: [], several: false, folder: '/' })).toEqual(['/a.csv'])
    const filter = { name: 'x', extensions: ['xlsx'] }
    expect(await dialogs?.chooseSavePath({ filter, suggestedPath: '/x' })).toBe('/out.xlsx')
    await writeFile(path, '{}')
    expect(await dialogs?.chooseFiles({ filters: [], several: true, folder: '/' })).toEqual([])
    expect(await dialogs?.chooseSavePath({ filter, suggestedPath: '/x' })).toBeUndefined()
    expect(await dialogs?.ask({ message: '', detail: '', buttons: ['Yes', 'No'], cancel: 1 })).toBe(1)
  })
})
