import type { DuckDBConnection } from '@duckdb/node-api'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type PlainSpelling,
  plainSpelling,
  usualDecimals,
} from '#electron/engine/intake/csv/plain-spelling.ts'
import { fitsSql, type TextType, valueSql } from '#electron/engine/intake/csv/text-value.ts'
import { openConnection } from './imports.ts'
import { nearValue } from './near-value.ts'

const spellings: readonly (readonly [type: TextType, decimals?: number])[] = [
  ['number'],
  ['number', 0],
  ['number', 1],
  ['number', 2],
  ['number', 6],
  ['number', 14],
  ['date'],
  ['datetime'],
]

const spellingOf = (type: TextType, mark: '.' | ',', decimals?: number): PlainSpelling => {
  const spelling = plainSpelling(type, mark, decimals)
  if (spelling === undefined) throw new Error(`no plain spelling of ${type}`)
  return spelling
}

async function ask(connection: DuckDBConnection, text: string, asked: readonly string[]) {
  const answer = await connection.runAndReadAll(`SELECT ${asked.join(', ')} FROM (SELECT $1 AS t)`, [text])
  return answer.getRows()[0] ?? []
}

/** Numbers in other spellings of as many characters as the plain one would have. */
const likeNumbers = [
  '1e2',
  '12e3',
  '1.5e4',
  '0e1',
  '1.00e2',
  '0xFFFFF',
  '0b101',
  '1_0',
  '1 ',
  ' 1',
  '+1',
  '-0',
]

test('a text that is plain fits the rules of its type, with the same value', async () => {
  const connection = await openConnection()
  const texts = fc.oneof(nearValue, fc.constantFrom(...likeNumbers))
  await fc.assert(
    fc.asyncProperty(texts, fc.constantFrom<'.' | ','>('.', ','), async (text, mark) => {
      fc.pre(!text.includes('\0'))
      const asked = spellings
        .filter(([, decimals = 0]) => decimals === 0 || mark === '.')
        .map(([type, decimals]) => {
          const { read, fits, value } = spellingOf(type, mark, decimals)
          const isSame = `${fitsSql('t', type, mark)} AND ${value(read('t'))} = ${valueSql('t', type, mark)}`
          return `CASE WHEN ${fits('t', read('t'))} THEN ${isSame} ELSE true END`
        })
      expect([text, ...(await ask(connection, text, asked))]).toEqual([text, ...asked.map(() => true)])
    }),
    { numRuns: 500 },
  )
})

test('decimals of up to 15 digits are the doubles nearest to them', async () => {
  const connection = await openConnection()
  const numbers = fc
    .tuple(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.integer({ min: 0, max: 999_999 }))
    .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(6, '0')}`)
    .filter((text) => text.length <= 15)
  const { read, fits, value } = spellingOf('number', '.', 6)
  await fc.assert(
    fc.asyncProperty(numbers, async (text) => {
      const answer = await ask(connection, text, [fits('t', read('t')), value(read('t'))])
      expect([text, ...answer]).toEqual([text, true, Number(text)])
    }),
    { numRuns: 500 },
  )
})

test('what a column is usually spelled like is plain', async () => {
  const connection = await openConnection()
  const usual = [
    ['12.50', 'number', '.', undefined],
    ['12.50', 'number', '.', 2],
    ['-7', 'number', '.', 0],
    ['-7', 'number', ',', 0],
    ['2024-01-05', 'date', '.', undefined],
    ['2024-01-05T10:00:00', 'datetime', '.', undefined],
    ['2024-01-05 10:00:00', 'datetime', '.', undefined],
  ] as const
  for (const [text, type, mark, decimals] of usual) {
    const { read, fits } = spellingOf(type, mark, decimals)
    expect([text, ...(await ask(connection, text, [fits('t', read('t'))]))]).toEqual([text, true])
  }
})

test('the usual number of decimals is that of nearly all numbers, and none where they vary', () => {
  expect(usualDecimals(['1.50', '', 'unknown', '20.25', '-3.00 '], '.')).toBe(2)
  expect(usualDecimals(['1', '20', '-3'], '.')).toBe(0)
  expect(usualDecimals([...Array(18).fill('1.5'), '1', '2.25'], '.')).toBe(1)
  expect(usualDecimals(['1.5', '1', '2.25'], '.')).toBeUndefined()
  expect(usualDecimals(['1,5', '2,5'], ',')).toBeUndefined()
  expect(usualDecimals(['1', '2'], ',')).toBe(0)
  expect(usualDecimals(['0.0000000000000012'], '.')).toBeUndefined()
  expect(usualDecimals(['a', ''], '.')).toBeUndefined()
})
