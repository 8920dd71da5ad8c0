import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeAtomically } from '#electron/engine/export/package/write-atomically.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenure-write-'))
})
afterEach(() => {
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true })
})

const bytes = (value: string): Uint8Array => new TextEncoder().encode(value)

async function* failing(): AsyncGenerator<Uint8Array> {
  yield bytes('half')
  throw new Error('the source ended early')
}

describe('writing a file atomically', () => {
  test('writes all pieces and leaves nothing beside the file', async () => {
    const pieces = Array.from({ length: 3000 }, (_, index) => bytes(`${index};`))
    const result = await writeAtomically(join(folder, 'a.xlsx'), pieces)
    const expected = pieces.map((piece) => Buffer.from(piece).toString()).join('')
    expect(result).toEqual({ ok: true, value: { bytes: expected.length } })
    expect(readFileSync(join(folder, 'a.xlsx'), 'utf8')).toBe(expected)
    expect(readdirSync(folder)).toEqual(['a.xlsx'])
  })

  test('replaces a file only once the new one is whole', async () => {
    writeFileSync(join(folder, 'a.xlsx'), 'before')
    const result = await writeAtomically(join(folder, 'a.xlsx'), failing())
    expect(result.ok).toBe(false)
    expect(readFileSync(join(folder, 'a.xlsx'), 'utf8')).toBe('before')
    expect(readdirSync(folder)).toEqual(['a.xlsx'])
  })

  test('says that the folder does not exist', async () => {
    const result = await writeAtomically(join(folder, 'missing', 'a.xlsx'), [bytes('x')])
    expect(result.ok ? undefined : result.error.code).toBe('cannot_write')
  })

  test('says that a folder has that name already', async () => {
    mkdirSync(join(folder, 'a.xlsx'))
    const result = await writeAtomically(join(folder, 'a.xlsx'), [bytes('x')])
    expect(result.ok ? undefined : result.error.code).toBe('cannot_write')
    expect(readdirSync(folder)).toEqual(['a.xlsx'])
  })

  test.skipIf(process.platform !== 'linux')(
    'says that the disk is full and leaves nothing behind',
    async () => {
      function* onFullDisk(): Generator<Uint8Array> {
        yield bytes('half')
        // The device fails every write as a full disk does.
        writeFileSync('/dev/full', 'more')
      }
      const result = await writeAtomically(join(folder, 'a.xlsx'), onFullDisk())
      expect(result.ok ? undefined : result.error.code).toBe('no_space')
      expect(readdirSync(folder)).toEqual([])
    },
  )

  test.skipIf(process.getuid?.() === 0)('says that the folder is write-protected', async () => {
    chmodSync(folder, 0o500)
    const result = await writeAtomically(join(folder, 'a.xlsx'), [bytes('x')])
    expect(result.ok ? undefined : result.error.code).toBe('permission_denied')
  })
})
