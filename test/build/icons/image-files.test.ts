import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { encodeIcns, encodeIco, encodePng } from '#build/icons/image-files.mjs'
import { paint } from '#build/icons/raster.mjs'

const red = { red: 255, green: 0, blue: 0 }
const half = { distance: (x: number) => x - 0.5, colour: () => red }

describe('paint', () => {
  it('fills what is inside a shape and leaves the rest clear', () => {
    const pixels = paint([half], 4)
    expect([...pixels.subarray(0, 16)]).toEqual([255, 0, 0, 255, 255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0])
  })

  it('lays a translucent shape over what is below', () => {
    const all = { distance: () => -1, colour: () => ({ red: 0, green: 0, blue: 255 }) }
    const veil = { distance: () => -1, colour: () => ({ ...red, alpha: 0.2 }) }
    expect([...paint([all, veil], 1)]).toEqual([51, 0, 204, 255])
  })
})

describe('encodePng', () => {
  it('holds every row behind the byte that names its filter', () => {
    const png = encodePng(paint([half], 2), 2)
    const data = png.subarray(png.indexOf('IDAT') + 4, png.indexOf('IEND') - 8)
    expect([...inflateSync(data)]).toEqual([0, 255, 0, 0, 255, 0, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 0, 0])
  })
})

describe('the icon files', () => {
  const images = [16, 256].map((size) => ({ size, png: Buffer.from(`png of ${size}`) }))

  it('point to each image (Windows)', () => {
    const ico = encodeIco(images)
    expect(ico.readUInt16LE(4)).toBe(2)
    for (const [at, { png }] of images.entries()) {
      const length = ico.readUInt32LE(6 + at * 16 + 8)
      const offset = ico.readUInt32LE(6 + at * 16 + 12)
      expect(ico.subarray(offset, offset + length)).toEqual(png)
    }
  })

  it('tell their own length, and leave out sizes without a type (macOS)', () => {
    const icns = encodeIcns([...images, { size: 48, png: Buffer.from('odd') }])
    expect(icns.readUInt32BE(4)).toBe(icns.length)
    expect(icns.includes('ic08')).toBe(true)
    expect(icns.includes('odd')).toBe(false)
  })
})
