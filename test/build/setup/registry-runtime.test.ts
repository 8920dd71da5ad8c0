import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { registryRuntimeDirectory, sha512 } from '#build/setup/registry-runtime.mjs'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('registryRuntimeDirectory', () => {
  it('follows the cache folder that the user has set', () => {
    vi.stubEnv('XDG_CACHE_HOME', '/elsewhere')
    expect(registryRuntimeDirectory()).toBe('/elsewhere/tenure/electron-33.2.1')
  })

  it('takes an empty setting for none', () => {
    vi.stubEnv('XDG_CACHE_HOME', '')
    expect(registryRuntimeDirectory()).toBe(join(homedir(), '.cache/tenure/electron-33.2.1'))
  })
})

describe('sha512', () => {
  it('gives the form that npm lock files use', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'tenure-hash-'))
    await writeFile(join(directory, 'abc'), 'abc')
    // The value that the standard (FIPS 180-2, appendix C.1) gives for this text.
    expect(await sha512(join(directory, 'abc'))).toBe(
      'sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==',
    )
    await rm(directory, { recursive: true })
  })
})
