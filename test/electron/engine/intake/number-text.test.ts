import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateText, dateTimeTextSql } from '#electron/engine/intake/date-text.ts'
import { numberText, numberTextSql } from '#electron/engine/intake/number-text.ts'
import { openConnection } from './imports.ts'

test('the text of a number reads back as the number, and is the text that the database writes', async () => {
  const connection = await openConnection()
  const special = fc.constantFrom(
    0,
    -0,
    1e15,
    2 ** 53,
    2 ** 53 + 2,
    1e16,
    1e21,
    1e-4,
    9.5e-5,
    1e-7,
    123456.789,
    5e-324,
    1.7976931348623157e308,
  )
  const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), special)
  await fc.assert(
    fc.asyncProperty(number, async (value) => {
      const text = numberText(value)
      expect(Number(text)).toBe(value === 0 ? 0 : value)
      const reader = await connection.runAndReadAll(
        `SELECT ${numberTextSql('v')} FROM (SELECT CAST($1 AS DOUBLE) AS v)`,
        [numberText(value)],
      )
      expect(reader.getRows()[0]?.[0]).toBe(text)
    }),
    { numRuns: 500 },
  )
})

test('the text of a moment is the text that the database writes', async () => {
  const connection = await openConnection()
  const moment = fc.integer({ min: Date.UTC(1800, 0, 1), max: Date.UTC(2200, 0, 1) })
  const round = moment.map((value) => Math.floor(value / 86_400_000) * 86_400_000)
  const seconds = moment.map((value) => Math.floor(value / 1000) * 1000)
  await fc.assert(
    fc.asyncProperty(fc.oneof(moment, round, seconds), async (value) => {
      const reader = await connection.runAndReadAll(
        `SELECT ${dateTimeTextSql('v')} FROM (SELECT CAST(epoch_ms(CAST($1 AS BIGINT)) AS TIMESTAMP) AS v)`,
        [String(value)],
      )
      expect(reader.getRows()[0]?.[0]).toBe(dateText(value))
    }),
    { numRuns: 300 },
  )
})
