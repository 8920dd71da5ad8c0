import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  blankSql,
  fitsSql,
  narrowestType,
  plainSql,
  type TextType,
  textToCell,
  valueSql,
} from '#electron/engine/intake/csv/text-value.ts'
import { openConnection } from './imports.ts'

/** Texts near the edge of what counts as a value. */
const nearValue = fc.oneof(
  fc.stringMatching(/^ ?-?[0-9]{0,17}[.,]?[0-9]{0,4} ?$/),
  fc.stringMatching(
    /^(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]([T ][0-2][0-9]:[0-5][0-9](:[0-5][0-9](\.[0-9]{1,4})?)?)?$/,
  ),
  fc.constantFrom(
    'true',
    'FALSE',
    ' True ',
    'yes',
    '0',
    '-0',
    '1e5',
    'NaN',
    'inf',
    '１',
    '2024-02-30',
    '0.1',
    '00.1',
    '.5',
    '5.',
    '+5',
    '1_000',
    'infinity',
    'epoch',
    '12024-01-01',
    '12024-1-01',
    '0044-03-15 (BC)',
    '2024-01-05 10:00:00',
    '2024-01-05T10:00:00',
    '2024-01-05 10:00:0T',
    '2024-01-05 10:00+01',
    '2024-01-05 1:00:000',
  ),
  fc.string({ maxLength: 6 }),
)

test('the rules in SQL are the rules here: what fits, and as which value', async () => {
  const connection = await openConnection()
  await fc.assert(
    fc.asyncProperty(nearValue, fc.constantFrom<'.' | ','>('.', ','), async (text, mark) => {
      fc.pre(!text.includes('\0'))
      const own = narrowestType([text], mark)
      const isBlank = (
        await connection.runAndReadAll(`SELECT ${blankSql('t')} FROM (SELECT $1 AS t)`, [text])
      ).getRows()
      expect([text, isBlank[0]?.[0]]).toEqual([text, own === undefined])
      if (own === undefined) return
      const types: TextType[] = ['number', 'boolean', 'date', 'datetime']
      const checks = types.map((type) => fitsSql('t', type, mark)).join(', ')
      const fits = (
        await connection.runAndReadAll(`SELECT ${checks} FROM (SELECT $1 AS t)`, [text])
      ).getRows()[0]
      const first = types.find((_, at) => fits?.[at] === true) ?? 'text'
      expect([text, first]).toEqual([text, own])
      if (first === 'text') return
      const cell = textToCell(text, mark)
      const sql =
        first === 'date' || first === 'datetime'
          ? `epoch_ms(CAST(${valueSql('t', first, mark)} AS TIMESTAMP))`
          : valueSql('t', first, mark)
      const value = (
        await connection.runAndReadAll(`SELECT ${sql} FROM (SELECT $1 AS t)`, [text])
      ).getRows()[0]?.[0]
      expect('value' in cell ? Number(cell.value) : undefined).toBe(Number(value))
    }),
    { numRuns: 500 },
  )
})

test('a text spelled as usual is of its type, with the same value', async () => {
  const connection = await openConnection()
  const types: TextType[] = ['number', 'boolean', 'date', 'datetime']
  await fc.assert(
    fc.asyncProperty(nearValue, fc.constantFrom<'.' | ','>('.', ','), async (text, mark) => {
      fc.pre(!text.includes('\0'))
      const asked = types.map((type) => {
        const { fits, value } = plainSql('t', type, mark)
        const isSame = `${fitsSql('t', type, mark)} AND ${value} = ${valueSql('t', type, mark)}`
        return `CASE WHEN ${fits} THEN ${isSame} ELSE true END`
      })
      const answer = await connection.runAndReadAll(`SELECT ${asked.join(', ')} FROM (SELECT $1 AS t)`, [
        text,
      ])
      expect([text, ...(answer.getRows()[0] ?? [])]).toEqual([text, true, true, true, true])
    }),
    { numRuns: 200 },
  )
  const usual = { number: '12.50', date: '2024-01-05', datetime: '2024-01-05T10:00:00' } as const
  for (const type of ['number', 'date', 'datetime'] as const) {
    const { fits } = plainSql('t', type, '.')
    const answer = await connection.runAndReadAll(`SELECT ${fits} FROM (SELECT $1 AS t)`, [usual[type]])
    expect([type, answer.getRows()[0]?.[0]]).toEqual([type, true])
  }
})

test('leading zeros and numbers longer than a double keeps are text', () => {
  expect(narrowestType(['1', '02'], '.')).toBe('text')
  expect(narrowestType(['123456789012345'], '.')).toBe('number')
  expect(narrowestType(['1234567890123456'], '.')).toBe('text')
  expect(narrowestType(['0.000000000012345'], '.')).toBe('number')
  expect(narrowestType(['', ' 5', '-1.50'], '.')).toBe('number')
  expect(narrowestType(['', ''], '.')).toBeUndefined()
})
