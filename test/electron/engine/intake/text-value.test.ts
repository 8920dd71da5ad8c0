import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  blankSql,
  fitsSql,
  narrowestType,
  type TextType,
  textToCell,
  valueSql,
} from '#electron/engine/intake/csv/text-value.ts'
import { openConnection } from './imports.ts'
import { nearValue } from './near-value.ts'

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

test('leading zeros and numbers longer than a double keeps are text', () => {
  expect(narrowestType(['1', '02'], '.')).toBe('text')
  expect(narrowestType(['123456789012345'], '.')).toBe('number')
  expect(narrowestType(['1234567890123456'], '.')).toBe('text')
  expect(narrowestType(['0.000000000012345'], '.')).toBe('number')
  expect(narrowestType(['', ' 5', '-1.50'], '.')).toBe('number')
  expect(narrowestType(['', ''], '.')).toBeUndefined()
})
