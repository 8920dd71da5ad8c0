/**
 * Paints shapes into pixels, softening each edge over one pixel.
 *
 * @param {{ distance: (x: number, y: number) => number, colour: (y: number) => import('./drawing.mjs').Colour }[]} shapes
 *   on a square of 1 by 1
 * @param {number} size width and height in pixels
 * @returns {Buffer} red, green, blue and alpha of each pixel, row by row
 */
export function paint(shapes, size) {
  const pixels = Buffer.alloc(size * size * 4)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      paintPixel(pixels, (row * size + column) * 4, shapes, (column + 0.5) / size, (row + 0.5) / size, size)
    }
  }
  return pixels
}

function paintPixel(pixels, at, shapes, x, y, size) {
  let [red, green, blue, alpha] = [0, 0, 0, 0]
  for (const shape of shapes) {
    const covered = Math.min(1, Math.max(0, 0.5 - shape.distance(x, y) * size))
    if (covered === 0) continue
    const colour = shape.colour(y)
    const over = covered * (colour.alpha ?? 1)
    const below = alpha * (1 - over)
    alpha = over + below
    red = (colour.red * over + red * below) / alpha
    green = (colour.green * over + green * below) / alpha
    blue = (colour.blue * over + blue * below) / alpha
  }
  pixels.set([Math.round(red), Math.round(green), Math.round(blue), Math.round(alpha * 255)], at)
}
