import { crc32, deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { openPackage } from '#electron/engine/export/package/package-draft.ts'
import { inflateEntry, readZip } from '#electron/engine/export/package/zip-read.ts'
import { copiedPart, newPart, packBytes, writeZip } from '#electron/engine/export/package/zip-write.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const anyTime = new Date(Date.UTC(2024, 4, 6, 7, 8, 10))

/** A zip as streaming writers make it: sizes only after the data, and in the central directory. */
function zipWithDataDescriptors(name: string, content: Uint8Array): Uint8Array {
  const data = deflateRawSync(content)
  const rawName = Buffer.from(name)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(20, 4)
  local.writeUInt16LE(8, 6)
  local.writeUInt16LE(8, 8)
  local.writeUInt16LE(rawName.length, 26)
  const descriptor = Buffer.alloc(16)
  descriptor.writeUInt32LE(0x08074b50, 0)
  descriptor.writeUInt32LE(crc32(content), 4)
  descriptor.writeUInt32LE(data.length, 8)
  descriptor.writeUInt32LE(content.length, 12)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(8, 8)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(crc32(content), 16)
  central.writeUInt32LE(data.length, 20)
  central.writeUInt32LE(content.length, 24)
  central.writeUInt16LE(rawName.length, 28)
  const start = local.length + rawName.length + data.length + descriptor.length
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length + rawName.length, 12)
  end.writeUInt32LE(start, 16)
  return Buffer.concat([local, rawName, data, descriptor, central, rawName, end])
}

describe('reading a zip', () => {
  test('finds entries after bytes that stand in front of the zip', () => {
    const zip = zipSync({ 'a.txt': bytesOf('hello') })
    const [entry] = readZip(Buffer.concat([Buffer.from('#!/bin/sh\n'), zip]))
    expect(entry?.name).toBe('a.txt')
    expect(entry && Buffer.from(inflateEntry(entry)).toString()).toBe('hello')
  })

  test('reads sizes from the central directory where the local header has none', () => {
    const [entry] = readZip(zipWithDataDescriptors('a.txt', bytesOf('hello')))
    expect(entry && Buffer.from(inflateEntry(entry)).toString()).toBe('hello')
  })

  test('reads stored entries', () => {
    const [entry] = readZip(zipSync({ 'a.txt': [bytesOf('hello'), { level: 0 }] }))
    expect(entry?.method).toBe(0)
    expect(entry && Buffer.from(inflateEntry(entry)).toString()).toBe('hello')
  })

  test('finds a part whose entry is named with backslashes, whatever its case', () => {
    const draft = openPackage(zipSync({ 'XL\\Workbook.xml': bytesOf('<workbook/>') }))
    expect(draft.readText('/xl/workbook.xml')).toBe('<workbook/>')
  })

  test('refuses a zip whose end is missing', () => {
    const zip = zipSync({ 'a.txt': bytesOf('hello') })
    expect(() => readZip(zip.subarray(0, zip.length - 30))).toThrow(/cut off/)
  })

  test('refuses an entry whose bytes do not fit its checksum', () => {
    const zip = zipSync({ 'a.txt': [bytesOf('hello'), { level: 0 }] })
    zip[zip.indexOf(bytesOf('hello')[0] ?? 0, 35)] = 0
    const entries = readZip(zip)
    expect(() => entries.map(inflateEntry)).toThrow(/damaged/)
  })

  test('refuses an entry that unpacks to more than it says', () => {
    const [entry] = readZip(zipSync({ 'a.txt': new Uint8Array(100_000) }))
    expect(entry && (() => inflateEntry({ ...entry, size: 10 }))).toThrow(/damaged/)
  })
})

describe('writing a zip', () => {
  test('copies an untouched entry as its stored bytes', () => {
    const original = zipSync({ 'a.txt': bytesOf('hello'.repeat(50)), 'b.bin': [bytesOf('x'), { level: 0 }] })
    const copied = Buffer.concat(writeZip(readZip(original).map(copiedPart)))
    const before = readZip(original)
    const after = readZip(copied)
    expect(after.map(({ name }) => name)).toEqual(['a.txt', 'b.bin'])
    after.forEach((entry, index) => {
      expect(Buffer.from(entry.data).equals(Buffer.from(before[index]?.data ?? []))).toBe(true)
    })
  })

  test('clears the flag that announces sizes after the data', () => {
    const copied = Buffer.concat(
      writeZip(readZip(zipWithDataDescriptors('a.txt', bytesOf('hello'))).map(copiedPart)),
    )
    expect(Object.keys(unzipSync(copied))).toEqual(['a.txt'])
    expect(readZip(copied)[0]?.flags).toBe(0)
  })

  test('writes what an independent reader reads, for any contents and names', () => {
    // The reader puts files into a plain object, where this name is the prototype's.
    const isReadable = (name: string) => !/[\\/]/.test(name) && name !== '__proto__'
    const files = fc.dictionary(
      fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter(isReadable),
      fc.uint8Array({ maxLength: 2000 }),
      { maxKeys: 6 },
    )
    fc.assert(
      fc.property(files, (contents) => {
        const parts = Object.entries(contents).map(([name, content]) =>
          newPart(name, packBytes(content), anyTime),
        )
        const read = unzipSync(Buffer.concat(writeZip(parts)))
        expect(Object.keys(read).sort()).toEqual(Object.keys(contents).sort())
        for (const [name, content] of Object.entries(contents)) {
          expect(Buffer.from(read[name] ?? []).equals(Buffer.from(content))).toBe(true)
        }
      }),
    )
  })

  test('writes sizes beyond 32 bits in zip64 records that it reads back', () => {
    const size = 5 * 1024 ** 3
    const part = { ...newPart('big.bin', packBytes(bytesOf('x')), anyTime), size }
    const [entry] = readZip(Buffer.concat(writeZip([part])))
    expect(entry?.size).toBe(size)
    expect(entry?.data.length).toBe(part.pieces[0]?.length)
  })
})
