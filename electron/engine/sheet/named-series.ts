import type { CellValue } from '#shared/domain/cell.ts'

/** Texts that follow one another in a circle. */
type Cycle = readonly string[]

/** Languages whose months and days of the week are known. */
const languages = ['en-US', 'de', 'fr', 'es', 'it', 'nl', 'pt']
/** A Monday, the first of a January. */
const start = { year: 2024, month: 0, day: 1 }

const namesOf = (language: string, width: 'long' | 'short'): Cycle[] => {
  const month = new Intl.DateTimeFormat(language, { month: width, timeZone: 'UTC' })
  const weekday = new Intl.DateTimeFormat(language, { weekday: width, timeZone: 'UTC' })
  return [
    Array.from({ length: 12 }, (_, index) => month.format(Date.UTC(start.year, index, start.day))),
    Array.from({ length: 7 }, (_, index) =>
      weekday.format(Date.UTC(start.year, start.month, start.day + index)),
    ),
  ]
}

const quarters: readonly Cycle[] = ['Q', 'Qtr', 'Qtr ', 'Quarter '].map((word) =>
  [1, 2, 3, 4].map((number) => `${word}${number}`),
)

let known: readonly Cycle[] | undefined

/** Months, days and quarters, the longer names first; worked out when first asked for. */
function cycles(): readonly Cycle[] {
  known ??= [
    ...quarters,
    ...languages.flatMap((language) => [...namesOf(language, 'long'), ...namesOf(language, 'short')]),
  ]
  return known
}

/**
 * Continues names of months, days of the week and quarters, at the distance that the first ones have: `Jan`, `Feb`,
 * ...; `Mon`, `Wed`, `Fri`, `Sun`, ...; `Q4`, `Q1`. undefined where the texts are no such names, or unevenly far apart.
 */
export function namedSeries(source: readonly CellValue[]): ((step: number) => CellValue) | undefined {
  const texts = source.flatMap((cell) => (cell.kind === 'text' ? [cell.value] : []))
  const [first] = texts
  if (first === undefined || texts.length < source.length) return undefined
  for (const cycle of cycles()) {
    const places = texts.map((text) => placeIn(cycle, text))
    const step = places.includes(-1) ? undefined : distance(places, cycle.length)
    const from = places[0] ?? 0
    if (step !== undefined)
      return (index) => ({
        kind: 'text',
        value: inCaseOf(first, cycle[(from + step * index) % cycle.length] ?? ''),
      })
  }
  return undefined
}

const placeIn = (cycle: Cycle, text: string): number =>
  cycle.findIndex((name) => name.toLowerCase() === text.toLowerCase())

/** How far apart the places are, going forward round the circle; undefined where that differs. */
function distance(places: readonly number[], length: number): number | undefined {
  const [first = 0, second] = places
  if (second === undefined) return 1
  const step = (second - first + length) % length
  return places.every((place, index) => place === (first + step * index) % length) ? step : undefined
}

function inCaseOf(like: string, name: string): string {
  if (like === like.toLowerCase()) return name.toLowerCase()
  if (like === like.toUpperCase()) return name.toUpperCase()
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`
}
