import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { boundariesOf, bucketOfBound, bucketSql } from '#electron/engine/metrics/boundaries.ts'
import type { Connection } from '#electron/engine/store/connection.ts'
import { addMonths, dateOfDay, dayNumber } from '#shared/domain/period.ts'

let connection: Connection
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect()
})

async function bucketsOf(dates: readonly (string | null)[], bounds: readonly string[]): Promise<unknown[]> {
  const rows = dates.map((date, place) => `(${place}, ${date === null ? 'NULL' : `TIMESTAMP '${date}'`})`)
  const read = await connection.runAndReadAll(
    `SELECT (${bucketSql('d', boundariesOf(bounds))})::INTEGER FROM (VALUES ${rows.join(', ')}) AS t(place, d) ORDER BY place`,
  )
  return read.getRows().map(([bucket]) => bucket)
}

const day = fc.integer({ min: dayNumber('2019-01-01'), max: dayNumber('2026-12-31') }).map(dateOfDay)

describe('the place of a date among boundaries', () => {
  it('is how many of them are at or before it, whether they are steps of months or any days', async () => {
    const evenSteps = fc
      .record({
        year: fc.integer({ min: 2019, max: 2023 }),
        step: fc.constantFrom(1, 2, 3, 12),
        count: fc.integer({ min: 1, max: 30 }),
      })
      .map(({ year, step, count }) =>
        Array.from({ length: count }, (_, place) => addMonths(`${year}-03-01`, place * step)),
      )
    const anyDays = fc.array(day, { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(evenSteps, anyDays),
        fc.array(day, { minLength: 1, maxLength: 20 }),
        async (bounds, dates) => {
          const asked = [...dates, ...bounds]
          const expected = asked.map((date) => boundariesOf(bounds).filter((bound) => bound <= date).length)
          expect(await bucketsOf(asked, bounds)).toEqual(expected)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('is none for a blank, and knows the last moment of a month', async () => {
    const months = ['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01']
    expect(await bucketsOf([null, '2024-01-31 23:59:59.999', '2024-02-01'], months)).toEqual([null, 1, 2])
    expect(bucketOfBound(boundariesOf(months), '2024-02-01')).toBe(2)
  })
})
