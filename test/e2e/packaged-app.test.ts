import { createRequire } from 'node:module'
import { join } from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { FuseState } from '@electron/fuses/dist/constants.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inProject } from '#build/setup/project.mjs'
import { runCommand } from '#build/setup/run-command.mjs'
import { type LaunchedPackage, launchPackagedApp, packagedExecutable } from './launch.ts'

const { listPackage } = createRequire(import.meta.url)('@electron/asar') as typeof import('@electron/asar')

describe.runIf(process.platform === 'linux')('the packaged app', () => {
  let launched: LaunchedPackage

  beforeAll(async () => {
    const { status, stdout, stderr } = await runCommand(process.execPath, [inProject('build', 'package.mjs')])
    expect(status, stdout + stderr).toBe(0)
    launched = await launchPackagedApp()
  })

  afterAll(async () => {
    await launched?.close()
  })

  it('shows its window', async () => {
    await expect.poll(() => launched.window.title()).toContain('Tenure')
    expect(new URL(launched.window.url()).protocol).toBe('app:')
  })

  it('cannot be turned into a general-purpose Node', async () => {
    const fuses = await getCurrentFuseWire(packagedExecutable())
    expect(fuses[FuseV1Options.RunAsNode]).toBe(FuseState.DISABLE)
    expect(fuses[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(FuseState.DISABLE)
    expect(fuses[FuseV1Options.EnableNodeCliInspectArguments]).toBe(FuseState.DISABLE)
    expect(fuses[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE)
    expect(fuses[FuseV1Options.EnableCookieEncryption]).toBe(FuseState.ENABLE)
  })

  it('carries no package but the one that cannot be bundled', () => {
    const archive = join(packagedExecutable(), '..', 'resources', 'app.asar')
    const packages = listPackage(archive, { isPack: false })
      .map((path) => /^\/node_modules\/(@[^/]+\/[^/]+|[^@/][^/]*)/.exec(path)?.[1])
      .filter((name) => name !== undefined)
    expect(new Set(packages)).toEqual(
      new Set(['@duckdb/node-api', '@duckdb/node-bindings', '@duckdb/node-bindings-linux-x64']),
    )
  })
})
