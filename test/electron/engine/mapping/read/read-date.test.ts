import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type DateOrder,
  timestampOfNumber,
  timestampOfText,
} from '#electron/engine/mapping/read/read-date.ts'
import type { Connection } from '#electron/engine/store/connection.ts'
import { openMemory, readText, readTexts } from './reading-database.ts'

let connection: Connection
beforeAll(async () => {
  connection = await openMemory()
})

const read = (text: string, order?: DateOrder) => readText(connection, timestampOfText('t', order), text)

describe('dates that can be read in one way only', () => {
  it.each([
    ['2024-01-31', '2024-01-31 00:00:00'],
    ['2024/1/5', '2024-01-05 00:00:00'],
    ['2024.01.05 08:30', '2024-01-05 08:30:00'],
    ['20240131', '2024-01-31 00:00:00'],
    ['2024-01-31T08:30:00Z', '2024-01-31 08:30:00'],
    ['2024-01-31 08:30:00+02:00', '2024-01-31 08:30:00'],
    ['2024-01-05 3:04 PM', '2024-01-05 15:04:00'],
    ['31/12/2024', '2024-12-31 00:00:00'],
    ['12/31/2024 23:59', '2024-12-31 23:59:00'],
    ['31.12.24', '2024-12-31 00:00:00'],
    ['31/12/68', '2068-12-31 00:00:00'],
    ['31/12/69', '1969-12-31 00:00:00'],
    ['3/3/2024', '2024-03-03 00:00:00'],
    ['5 Jan 2024', '2024-01-05 00:00:00'],
    ['05-Jan-24', '2024-01-05 00:00:00'],
    ['Jan 5, 2024', '2024-01-05 00:00:00'],
    ['January 5 2024 10:15', '2024-01-05 10:15:00'],
    ['5. Januar 2024', '2024-01-05 00:00:00'],
    ['5 février 2024', '2024-02-05 00:00:00'],
    ['5 de enero de 2024', '2024-01-05 00:00:00'],
    ['Fri, 5 Jan 2024 10:00', '2024-01-05 10:00:00'],
    ['5th of March 2023', '2023-03-05 00:00:00'],
    ['29/02/2024', '2024-02-29 00:00:00'],
  ])('%s', async (text, moment) => {
    expect(await read(text)).toBe(moment)
  })

  it.each([
    '30/02/2024',
    '2024-02-30',
    '29/02/2023',
    '2024-13-01',
    'N/A',
    'May be',
    'Marketing 5 2024',
    '12',
    '1/2/3/4',
  ])('%s is no date', async (text) => {
    expect(await read(text, 'dmy')).toBeNull()
  })
})

describe('dates that need an order', () => {
  it('are not understood without one', async () => {
    expect(await read('03/04/2024')).toBeNull()
  })

  it('follow the order that is given', async () => {
    expect(await read('03/04/2024', 'dmy')).toBe('2024-04-03 00:00:00')
    expect(await read('03/04/2024', 'mdy')).toBe('2024-03-04 00:00:00')
    expect(await read('24/04/03', 'ymd')).toBe('2024-04-03 00:00:00')
  })

  it('are the same day in every spelling', async () => {
    const days = fc.array(fc.integer({ min: -20_000, max: 40_000 }), { minLength: 1, maxLength: 40 })
    const two = (value: number) => String(value).padStart(2, '0')
    await fc.assert(
      fc.asyncProperty(days, async (numbers) => {
        const dates = numbers.map((day) => new Date(day * 86_400_000))
        const parts = dates.map(
          (date) => [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()] as const,
        )
        const expected = dates.map((date) => `${date.toISOString().slice(0, 10)} 00:00:00`)
        const spellings: readonly (readonly [DateOrder | undefined, string[]])[] = [
          ['dmy', parts.map(([y, m, d]) => `${two(d)}/${two(m)}/${y}`)],
          ['dmy', parts.map(([y, m, d]) => `${d}.${m}.${y}`)],
          ['mdy', parts.map(([y, m, d]) => `${m}-${d}-${y}`)],
          ['mdy', parts.map(([y, m, d]) => `${two(m)}/${two(d)}/${y} 12:00 AM`)],
          [undefined, parts.map(([y, m, d]) => `${y}/${m}/${d}`)],
        ]
        for (const [order, texts] of spellings)
          expect(await readTexts(connection, timestampOfText('t', order), texts)).toEqual(expected)
      }),
      { numRuns: 15 },
    )
  })
})

describe('numbers that are dates', () => {
  it.each([
    ['19970118', '1997-01-18 00:00:00'],
    ['45292.5', '2024-01-01 12:00:00'],
    ['1704067200', '2024-01-01 00:00:00'],
    ['1704067200000', '2024-01-01 00:00:00'],
    ['12', null],
    ['2024', null],
    ['19971350', null],
  ])('%s', async (number, moment) => {
    expect(await readText(connection, timestampOfNumber('CAST(t AS DOUBLE)'), number)).toBe(moment)
  })
})
