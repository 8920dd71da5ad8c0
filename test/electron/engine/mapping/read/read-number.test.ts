import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { numberOfText, secondsOfClock } from '#electron/engine/mapping/read/read-number.ts'
import type { Connection } from '#electron/engine/store/connection.ts'
import { openMemory, readText, readTexts } from './reading-database.ts'

let connection: Connection
beforeAll(async () => {
  connection = await openMemory()
})

describe('numbers as people write them', () => {
  it.each([
    ['1234.5', 1234.5],
    ['1,234.50', 1234.5],
    ['12,34,567', 1234567],
    ["1'234.5", 1234.5],
    ['1 234', 1234],
    ['$ 12', 12],
    ['12 €', 12],
    ['USD 1,200', 1200],
    ['-5', -5],
    ['−5', -5],
    ['-$3', -3],
    ['$-3', -3],
    ['(1,200)', -1200],
    ['3-', -3],
    ['5%', 0.05],
    ['-5 %', -0.05],
    ['1e5', 100000],
    ['.5', 0.5],
  ])('%s is %d', async (text, number) => {
    expect(Number(await readText(connection, numberOfText('t', '.'), text))).toBeCloseTo(number, 10)
  })

  it.each([
    ['1.234,56', 1234.56],
    ['1.234', 1234],
    ['0,5', 0.5],
    ['1 234,5', 1234.5],
    ['R$ 1.234,50', 1234.5],
    ['(1.200)', -1200],
  ])('%s with a decimal comma is %d', async (text, number) => {
    expect(Number(await readText(connection, numberOfText('t', ','), text))).toBeCloseTo(number, 10)
  })

  it.each(['abc', '12abc', 'N/A', 'nan', 'infinity', '1,23.4', '1.2.3', '--', '$', '12 / 13'])(
    '%s is no number',
    async (text) => {
      expect(await readText(connection, numberOfText('t', '.'), text)).toBeNull()
    },
  )

  it('reads what a locale writes', async () => {
    const english = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })
    const german = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 2 })
    const cents = fc.array(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), {
      minLength: 1,
      maxLength: 50,
    })
    await fc.assert(
      fc.asyncProperty(cents, async (values) => {
        const numbers = values.map((value) => value / 100)
        const fromEnglish = await readTexts(connection, numberOfText('t', '.'), numbers.map(english.format))
        const fromGerman = await readTexts(connection, numberOfText('t', ','), numbers.map(german.format))
        expect(fromEnglish.map(Number)).toEqual(numbers.map((number) => number + 0))
        expect(fromGerman.map(Number)).toEqual(numbers.map((number) => number + 0))
      }),
      { numRuns: 20 },
    )
  })
})

describe('durations as a clock shows them', () => {
  it.each([
    ['1:30', 'seconds', 90],
    ['1:30', 'hours', 5400],
    ['01:02:03', 'hours', 3723],
    ['26:00:00', 'seconds', 93600],
  ])('%s in a field of %s is %d seconds', async (text, unit, seconds) => {
    expect(Number(await readText(connection, secondsOfClock('t', unit), text))).toBe(seconds)
  })

  it('are nothing but digits and colons', async () => {
    expect(await readText(connection, secondsOfClock('t', 'hours'), 'half an hour')).toBeNull()
  })
})
