/**
 * The app's mark, a data table of shapes on a square of 1 by 1: a customer base drawn as bars that get
 * shorter with age, and the line that says how the rest stay.
 */

/** Corner of the plate, as on the systems' own icons. */
const plateCorner = 0.22

/** @typedef {{ red: number, green: number, blue: number, alpha?: number }} Colour 0 to 255; alpha 0 to 1 */
const plateTop = { red: 0x2d, green: 0x72, blue: 0xd2 }
const plateBottom = { red: 0x14, green: 0x2e, blue: 0x5c }
const bar = { red: 0xff, green: 0xff, blue: 0xff, alpha: 0.32 }
const line = { red: 0xff, green: 0xff, blue: 0xff }
const point = { red: 0x72, green: 0xca, blue: 0x9b }

/** Middles of the bars, left to right. */
const ages = [0.26, 0.42, 0.58, 0.74]
/** Between the line and the bars under it. */
const gap = 0.085

/** Points close enough together to read as one line. */
const curve = Array.from({ length: 97 }, (_, step) => {
  const x = ages[0] + ((ages[3] - ages[0]) * step) / 96
  return { x, y: retention(x) }
})

/** Shapes from back to front. A distance is negative inside the shape. */
export const shapes = [
  {
    distance: (x, y) =>
      distanceToBox(x, y, { left: 0.04, top: 0.04, right: 0.96, bottom: 0.96 }, plateCorner),
    colour: (y) => mix(plateTop, plateBottom, y),
  },
  ...ages.map((age) => ({
    distance: (x, y) =>
      distanceToBox(
        x,
        y,
        { left: age - 0.06, top: retention(age) + gap, right: age + 0.06, bottom: 0.8 },
        0.025,
      ),
    colour: () => bar,
  })),
  {
    distance: (x, y) => distanceToCurve(x, y) - 0.026,
    colour: () => line,
  },
  {
    distance: (x, y) => Math.hypot(x - ages[3], y - retention(ages[3])) - 0.06,
    colour: () => point,
  },
]

/** The height of the line: quick losses first, then almost none. */
function retention(x) {
  return 0.5 - 0.26 * Math.exp(-(x - 0.26) / 0.17)
}

function distanceToCurve(x, y) {
  let nearest = Number.POSITIVE_INFINITY
  for (const on of curve) nearest = Math.min(nearest, (x - on.x) ** 2 + (y - on.y) ** 2)
  return Math.sqrt(nearest)
}

function distanceToBox(x, y, { left, top, right, bottom }, corner) {
  const dx = Math.abs(x - (left + right) / 2) - (right - left) / 2 + corner
  const dy = Math.abs(y - (top + bottom) / 2) - (bottom - top) / 2 + corner
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - corner
}

function mix(from, to, share) {
  const between = (one, other) => one + (other - one) * share
  return {
    red: between(from.red, to.red),
    green: between(from.green, to.green),
    blue: between(from.blue, to.blue),
  }
}
