import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readlink, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { packagingArguments } from '#build/package.mjs'
import { executableName, findElectronRuntime } from '#build/setup/electron-runtime.mjs'
import { inProject, projectRoot } from '#build/setup/project.mjs'

let distribution: string

beforeEach(() => {
  distribution = mkdtempSync(join(tmpdir(), 'tenure-electron-'))
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', distribution)
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(distribution, { recursive: true })
  rmSync(shadow(), { recursive: true, force: true })
})

const shadow = () =>
  inProject('node_modules', '.cache', 'tenure-electron', distribution.split('/').at(-1) ?? '')

function unpackElectron({ withDefaultApp }: { withDefaultApp: boolean }) {
  mkdirSync(join(distribution, 'resources'))
  writeFileSync(join(distribution, 'electron'), 'program')
  writeFileSync(join(distribution, 'icudtl.dat'), 'data')
  writeFileSync(join(distribution, 'version'), '45.4.1')
  if (withDefaultApp) writeFileSync(join(distribution, 'resources', 'default_app.asar'), '')
}

describe.runIf(process.platform === 'linux')('the Electron runtime named by the environment', () => {
  it('is told the path of the app when it can open one', () => {
    unpackElectron({ withDefaultApp: true })
    expect(findElectronRuntime()).toEqual({
      executable: join(distribution, 'electron'),
      appArguments: [projectRoot],
      version: '45.4.1',
      kind: 'override',
      distribution,
    })
  })

  it('otherwise gets a double whose own app is this checkout', async () => {
    unpackElectron({ withDefaultApp: false })
    const runtime = findElectronRuntime()
    expect(runtime?.executable).toBe(join(shadow(), 'electron'))
    expect(runtime?.appArguments).toEqual([])
    expect(await readlink(join(shadow(), 'resources', 'app'))).toBe(projectRoot)
    expect(await readlink(join(shadow(), 'icudtl.dat'))).toBe(join(distribution, 'icudtl.dat'))
  })

  it('keeps the double as long as the runtime is the same', async () => {
    unpackElectron({ withDefaultApp: false })
    findElectronRuntime()
    const first = await stat(shadow())
    findElectronRuntime()
    expect((await stat(shadow())).ino).toBe(first.ino)
  })

  it('makes the double anew when the runtime has been replaced', async () => {
    unpackElectron({ withDefaultApp: false })
    findElectronRuntime()
    rmSync(join(distribution, 'electron'))
    writeFileSync(join(distribution, 'electron'), 'another program')
    findElectronRuntime()
    const program = await stat(join(shadow(), 'electron'))
    expect(program.size).toBe('another program'.length)
  })

  it('is refused when there is no program in it', () => {
    expect(() => findElectronRuntime()).toThrow(join(distribution, 'electron'))
  })
})

describe('executableName', () => {
  it.each([
    ['linux', 'electron'],
    ['win32', 'electron.exe'],
    ['darwin', 'Electron.app/Contents/MacOS/Electron'],
  ] as const)('on %s is %s', (platform, name) => {
    expect(executableName(platform)).toBe(name)
  })
})

describe('packagingArguments', () => {
  const runtime = {
    executable: '/runtime/electron',
    appArguments: [],
    version: '33.2.1',
    kind: 'registry',
    distribution: '/runtime',
  } as const

  it('packages with the runtime that is there, unpacked unless told otherwise', () => {
    expect(packagingArguments(runtime, [])).toEqual([
      '--config=build/electron-builder.yml',
      '--publish=never',
      '--config.electronDist=/runtime',
      '--config.electronVersion=33.2.1',
      '--dir',
    ])
    expect(packagingArguments(runtime, ['--linux', 'deb']).slice(-2)).toEqual(['--linux', 'deb'])
  })
})
