import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { setupPanelState } from '#electron/main/panel-state.ts'
import { openSettings } from '#electron/main/settings.ts'
import { keptLog, scratchFolder } from './support.ts'

describe('panel states', () => {
  it('are kept by key; one that was never written is null', async () => {
    const settings = openSettings(join(await scratchFolder(), 'settings.json'), keptLog())
    const state = setupPanelState(settings)
    expect(await state['shell.readState']({ key: 'inspector' })).toEqual({ ok: true, value: { value: null } })
    expect(await state['shell.readState']({ key: 'constructor' })).toMatchObject({ value: { value: null } })
    await state['shell.writeState']({ key: 'inspector', value: { width: 320 } })
    await state['shell.writeState']({ key: 'columns', value: [1, 2] })
    expect(await state['shell.readState']({ key: 'inspector' })).toEqual({
      ok: true,
      value: { value: { width: 320 } },
    })
  })

  it('are refused where they are no mere panel state', async () => {
    const settings = openSettings(join(await scratchFolder(), 'settings.json'), keptLog())
    const state = setupPanelState(settings)
    const answer = await state['shell.writeState']({ key: 'sheet', value: 'x'.repeat(300_000) })
    expect(answer).toMatchObject({ ok: false, error: { code: 'too_large' } })
    expect(settings.get().panels).toEqual({})
  })
})
