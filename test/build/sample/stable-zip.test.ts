import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { stampZipEntries } from '#build/sample/stable-zip.mjs'

const archiveOf = (mtime: string) =>
  Buffer.from(zipSync({ 'a.txt': strToU8('alpha'), 'folder/b.txt': strToU8('beta '.repeat(200)) }, { mtime }))

describe('time stamps of a zip archive', () => {
  const moment = Date.UTC(2026, 0, 1)

  it('makes archives of the same content equal whenever they were made', () => {
    const first = archiveOf('2024-02-03T04:05:06')
    const second = archiveOf('2025-11-12T13:14:16')
    expect(first.equals(second)).toBe(false)
    stampZipEntries(first, moment)
    stampZipEntries(second, moment)
    expect(first.equals(second)).toBe(true)
  })

  it('leaves names and contents as they were', () => {
    const archive = archiveOf('2024-02-03T04:05:06')
    stampZipEntries(archive, moment)
    const files = unzipSync(archive)
    expect(Object.keys(files)).toEqual(['a.txt', 'folder/b.txt'])
    expect(strFromU8(files['a.txt'] ?? new Uint8Array())).toBe('alpha')
  })

  it('refuses bytes that are no archive', () => {
    expect(() => stampZipEntries(Buffer.alloc(100), moment)).toThrow('Not a zip archive')
  })
})
