import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { shapes } from './drawing.mjs'
import { encodeIcns, encodeIco, encodePng } from './image-files.mjs'
import { paint } from './raster.mjs'

const sizes = [16, 32, 48, 64, 128, 256, 512]
const largestIco = 256

/** Draws the app's icon in every form that the three systems ask for. */
export async function makeIcons(directory) {
  const images = sizes.map((size) => ({ size, png: encodePng(paint(shapes, size), size) }))
  await mkdir(directory, { recursive: true })
  await Promise.all([
    ...images.map(({ size, png }) => writeFile(join(directory, `${size}x${size}.png`), png)),
    writeFile(join(directory, 'icon.ico'), encodeIco(images.filter(({ size }) => size <= largestIco))),
    writeFile(join(directory, 'icon.icns'), encodeIcns(images)),
  ])
}
