import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mrrMovements } from '#shared/catalogue/derived/mrr-movements.ts'
import { derive, relationOf } from './derive.ts'

type Entry = readonly [customer: string | null, month: string | null, mrr: number | null]

const movementsOf = (entries: readonly Entry[]) =>
  derive(mrrMovements, relationOf(['customer_id VARCHAR', 'month DATE', 'mrr DOUBLE'], entries))

/** One row as customer, month and the amounts that are not zero; all but since when. */
const told = (row: Readonly<Record<string, unknown>>): string =>
  Object.entries(row)
    .filter(([name, value]) => name !== 'since' && value !== 0 && value !== null)
    .map(([name, value]) =>
      name === 'customer_id' || name === 'month' ? String(value) : `${name} ${String(value)}`,
    )
    .join(' ')

describe('MRR movements', () => {
  it('tell a customer’s whole story: opening position, growth, shrinking, leaving, coming back', async () => {
    const rows = await movementsOf([
      ['a', '2024-01-01', 10],
      ['a', '2024-02-01', 15],
      ['a', '2024-03-01', 12],
      ['a', '2024-05-01', 20],
      ['b', '2024-02-01', 7],
      ['b', '2024-04-01', 7],
      ['b', '2024-05-01', 7],
    ])
    expect(rows.map(told)).toEqual([
      'a 2024-01-01 closing 10',
      'a 2024-02-01 opening 10 expansion 5 closing 15',
      'a 2024-03-01 opening 15 contraction 3 closing 12',
      'a 2024-04-01 opening 12 churned 12',
      'a 2024-05-01 reactivation 20 closing 20',
      'b 2024-02-01 new 7 closing 7',
      'b 2024-03-01 opening 7 churned 7',
      'b 2024-04-01 reactivation 7 closing 7',
      'b 2024-05-01 opening 7 closing 7',
    ])
  })

  it('leave the opening and the movements of the file’s first month blank: nothing is known of the month before', async () => {
    const [first] = await movementsOf([
      ['a', '2024-01-01', 10],
      ['a', '2024-02-01', 10],
    ])
    expect(first).toEqual({
      customer_id: 'a',
      month: '2024-01-01',
      since: '2024-01-01',
      opening: null,
      new: null,
      expansion: null,
      contraction: null,
      churned: null,
      reactivation: null,
      closing: 10,
    })
  })

  it('say in every row since when the customer pays, also after it came back', async () => {
    const rows = await movementsOf([
      ['a', '2024-01-01', 10],
      ['b', '2024-02-01', 0],
      ['b', '2024-03-01', 7],
      ['b', '2024-05-01', 7],
      ['c', '2024-04-01', 1],
    ])
    expect(rows.map(({ customer_id, month, since }) => [customer_id, month, since])).toEqual([
      ['a', '2024-01-01', '2024-01-01'],
      ['a', '2024-02-01', '2024-01-01'],
      ['b', '2024-03-01', '2024-03-01'],
      ['b', '2024-04-01', '2024-03-01'],
      ['b', '2024-05-01', '2024-03-01'],
      ['c', '2024-04-01', '2024-04-01'],
      ['c', '2024-05-01', '2024-04-01'],
    ])
  })

  it('pass over a month that the whole file lacks', async () => {
    const rows = await movementsOf([
      ['a', '2024-01-01', 10],
      ['a', '2024-04-01', 12],
    ])
    expect(rows.map(told)).toEqual([
      'a 2024-01-01 closing 10',
      'a 2024-04-01 opening 10 expansion 2 closing 12',
    ])
  })

  it('add up the subscriptions of one customer, and read any day of a month as that month', async () => {
    const rows = await movementsOf([
      ['a', '2024-01-31', 10],
      ['a', '2024-01-15', 5],
      ['a', '2024-02-29', 15],
    ])
    expect(rows.map(told)).toEqual(['a 2024-01-01 closing 15', 'a 2024-02-01 opening 15 closing 15'])
  })

  it('take a row of zero for no row, and leave rows without a customer or a month out', async () => {
    const rows = await movementsOf([
      ['a', '2024-01-01', 10],
      ['a', '2024-02-01', 0],
      [null, '2024-02-01', 99],
      ['b', null, 99],
    ])
    expect(rows.map(told)).toEqual(['a 2024-01-01 closing 10', 'a 2024-02-01 opening 10 churned 10'])
  })

  it('are none for an empty history', async () => {
    expect(await movementsOf([])).toEqual([])
  })

  it('add up in every row and in every month, whatever the history', async () => {
    const entry = fc.tuple(
      fc.constantFrom('a', 'b', 'c'),
      fc.integer({ min: 1, max: 6 }).map((month) => `2024-0${month}-01`),
      fc.integer({ min: 0, max: 4 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 20 }), async (entries) => {
        const rows = await movementsOf(entries)
        const number = (value: unknown): number => (typeof value === 'number' ? value : 0)
        for (const row of rows.filter(({ opening }) => opening !== null)) {
          const moved =
            number(row.new) +
            number(row.expansion) -
            number(row.contraction) -
            number(row.churned) +
            number(row.reactivation)
          expect(number(row.opening) + moved).toBe(number(row.closing))
        }
        for (const month of new Set(entries.map(([, each]) => each))) {
          const closing = rows
            .filter((row) => row.month === month)
            .reduce((sum, row) => sum + number(row.closing), 0)
          const given = entries.filter(([, each]) => each === month).reduce((sum, [, , mrr]) => sum + mrr, 0)
          expect(closing).toBe(given)
        }
      }),
      { numRuns: 40 },
    )
  })
})
