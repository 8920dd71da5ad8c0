/** Room at the sides of a cell that its text does not use. */
const padding = 13

let digitWidth: number | undefined

/** How many digits fit into a cell so many pixels wide; all digits of the grid's font are equally wide. */
export function charactersIn(pixels: number): number {
  digitWidth ??= measureDigit()
  return Math.floor((pixels - padding) / digitWidth)
}

/** How wide a cell has to be for so many characters of usual text. */
export function pixelsOf(characters: number): number {
  digitWidth ??= measureDigit()
  return Math.ceil(characters * digitWidth) + padding
}

function measureDigit(): number {
  const context = document.createElement('canvas').getContext('2d')
  if (context === null) return 8
  context.font = `13px ${getComputedStyle(document.documentElement).getPropertyValue('--font')}`
  return context.measureText('0000000000').width / 10
}
