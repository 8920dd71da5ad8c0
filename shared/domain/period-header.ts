import { monthsByWord } from './month-names.ts'
import { type IsoDate, isoDateSchema } from './period.ts'

/** Headers that name periods, of one figure: "MRR Jan 2024", "MRR Feb 2024" share the figure "MRR". */
export interface PeriodHeaders {
  /** What the headers say beside the period; empty where they are periods alone. */
  readonly figure: string
  /** Header -> first day of its period. */
  readonly periods: ReadonlyMap<string, IsoDate>
}

/** Periods named by a single header beside other words are a coincidence: "Founded 2024". */
const fewestWithFigure = 2

/**
 * Headers that name periods, by the figure they name beside it, those without a figure first. `01/02/2024` is read in
 * the order of day and month in which all such headers fall on one day of the month.
 */
export function periodHeaders(headers: readonly string[]): PeriodHeaders[] {
  const byFigure = new Map<string, { header: string; text: string }[]>()
  for (const header of headers)
    for (const { figure, text } of splitHeader(header)) {
      const key = figure.toLowerCase()
      byFigure.set(key, [...(byFigure.get(key) ?? []), { header, text }])
    }
  return [...byFigure]
    .map(([figure, parts]) => ({ figure, periods: readTogether(parts) }))
    .filter(({ figure, periods }) => periods.size >= (figure === '' ? 1 : fewestWithFigure))
    .sort((a, b) => Number(a.figure !== '') - Number(b.figure !== ''))
}

/** Whether a header names a period and nothing else. */
export const isPeriodHeader = (header: string): boolean => candidatesOf(header.trim()).length > 0

const figureFirst = /^(\p{L}[\p{L}\s_()%€$£-]*?)[\s_:-]+(\S.*)$/u
const figureLast = /^(.*\S)[\s_:-]+(\p{L}[\p{L}\s_()%€$£]*)$/u

/** A header as a period alone, or as a period with a figure before or behind it; empty where it names no period. */
function splitHeader(header: string): { figure: string; text: string }[] {
  const text = header.trim()
  if (isPeriodHeader(text)) return [{ figure: '', text }]
  const [, before = '', behind = ''] = figureFirst.exec(text) ?? []
  const later = behind.replaceAll('_', '-')
  if (isPeriodHeader(later)) return [{ figure: before.trim(), text: later }]
  const [, ahead = '', after = ''] = figureLast.exec(text) ?? []
  const earlier = ahead.replaceAll('_', '-')
  return isPeriodHeader(earlier) ? [{ figure: after.trim(), text: earlier }] : []
}

function readTogether(parts: readonly { header: string; text: string }[]): Map<string, IsoDate> {
  const read = parts.map(({ header, text }) => ({ header, days: candidatesOf(text) }))
  const order = orderOf(read.flatMap(({ days }) => (days.length > 1 ? [days] : [])))
  return new Map(
    read.flatMap(({ header, days }) => {
      const day = days.length === 1 ? days[0] : order === undefined ? undefined : days[order]
      return day === undefined ? [] : [[header, day] as const]
    }),
  )
}

/** Which of two readings, day first or month first, puts all headers on the same day of the month. */
function orderOf(ambiguous: readonly (readonly IsoDate[])[]): number | undefined {
  return [0, 1].find((order) => new Set(ambiguous.map((days) => days[order]?.slice(8))).size === 1)
}

const year = '((?:19|20|21)\\d\\d)'
const shortYear = '((?:19|20|21)\\d\\d|\\d\\d)'
const startOfPart = (full: string, part: string, months: number): IsoDate[] =>
  day(full, (Number(part) - 1) * months + 1, 1)

/** Forms of a period with the first days it may mean: two where day and month could change places. */
const forms: readonly (readonly [RegExp, (first: string, second: string, third: string) => IsoDate[]])[] = [
  [new RegExp(`^${year}\\s?[-/. ]?\\s?M?(0[1-9]|1[0-2])$`, 'i'), (y, m) => day(y, Number(m), 1)],
  [new RegExp(`^${year}[-/.](\\d)$`), (y, m) => day(y, Number(m), 1)],
  [new RegExp(`^(0?[1-9]|1[0-2])\\s?[-/.]\\s?${year}$`), (m, y) => day(y, Number(m), 1)],
  [new RegExp(`^(?:FY ?)?${year}$`, 'i'), (y) => day(y, 1, 1)],
  [new RegExp(`^(?:FY)?${year}[-/ ]*Q([1-4])$`, 'i'), (y, q) => startOfPart(y, q, 3)],
  [new RegExp(`^Q([1-4])[-/ ']*(?:FY)?${shortYear}$`, 'i'), (q, y) => startOfPart(y, q, 3)],
  [new RegExp(`^${year}[-/ ]*H([12])$`, 'i'), (y, h) => startOfPart(y, h, 6)],
  [new RegExp(`^H([12])[-/ ']*${shortYear}$`, 'i'), (h, y) => startOfPart(y, h, 6)],
  [new RegExp(`^${year}-?W(\\d\\d)$`, 'i'), (y, w) => mondayOf(y, w)],
  [
    new RegExp(`^${year}[-/.](\\d{1,2})[-/.](\\d{1,2})(?:[ T]00:00(?::00)?(?:\\.0+)?)?Z?$`),
    (y, m, d) => day(y, Number(m), Number(d)),
  ],
  [new RegExp(`^(\\d{1,2})[-/.](\\d{1,2})[-/.]${shortYear}$`), (a, b, y) => eitherOrder(a, b, y)],
]

function candidatesOf(text: string): IsoDate[] {
  for (const [form, read] of forms) {
    const found = form.exec(text)
    if (found !== null) return read(found[1] ?? '', found[2] ?? '', found[3] ?? '')
  }
  return namedMonth(text)
}

const monthThenYear = new RegExp(`^@[-/ .,']*${shortYear}$`)
const yearThenMonth = new RegExp(`^${year}[-/ .,]*@$`)

/** `Jan 2024`, `2024 Januar`, `Mrz-24`. */
function namedMonth(text: string): IsoDate[] {
  let month: number | undefined
  const marked = text.toLowerCase().replace(/\p{L}+\.?/u, (word) => {
    month = monthsByWord.get(word.replace('.', ''))
    return month === undefined ? word : '@'
  })
  const found = monthThenYear.exec(marked) ?? yearThenMonth.exec(marked)
  return found === null || month === undefined ? [] : day(found[1] ?? '', month, 1)
}

/** Day first and month first; one reading where only one is a day, or both are the same. */
function eitherOrder(first: string, second: string, full: string): IsoDate[] {
  const dayFirst = day(full, Number(second), Number(first))
  const monthFirst = day(full, Number(first), Number(second))
  return dayFirst.length === 0 || dayFirst[0] === monthFirst[0] ? monthFirst : [...dayFirst, ...monthFirst]
}

/** Two-digit years until 68 belong to this century, as POSIX has it. */
const fullYear = (text: string): string =>
  text.length === 2 ? `${Number(text) < 69 ? '20' : '19'}${text}` : text

function day(yearText: string, month: number, dayOfMonth: number): IsoDate[] {
  const pad = (part: number) => String(part).padStart(2, '0')
  const iso = isoDateSchema.safeParse(`${fullYear(yearText)}-${pad(month)}-${pad(dayOfMonth)}`)
  return iso.success ? [iso.data] : []
}

/** The Monday of an ISO week: week 1 holds 4 January. */
function mondayOf(yearText: string, week: string): IsoDate[] {
  const fourth = new Date(`${yearText}-01-04T00:00:00Z`)
  const weekday = (fourth.getUTCDay() + 6) % 7
  const monday = new Date(fourth.getTime() + ((Number(week) - 1) * 7 - weekday) * 86_400_000)
  return Number(week) >= 1 && Number(week) <= 53 ? [monday.toISOString().slice(0, 10)] : []
}
