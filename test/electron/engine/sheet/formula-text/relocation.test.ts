import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { relocateFormula } from '#electron/engine/sheet/formula-text/relocate-formula.ts'
import {
  type MovedLine,
  type Relocation,
  relocatedSpan,
  stretchesOf,
} from '#electron/engine/sheet/formula-text/relocation.ts'

const nothingElse = { isParted: () => false, isGone: () => false }

const lines = (first: number, count: number, by: number): MovedLine[] =>
  Array.from({ length: count }, (_line, index) => {
    const from = first + index
    return { from, to: from + by, fromNumber: from, toNumber: from + by }
  })

/** B2:C4 of Data, moved down by 10 and right by 3. */
const block = (to = 'Data'): Relocation => ({
  from: 'Data',
  to,
  rows: stretchesOf(lines(2, 3, 10), nothingElse),
  columns: stretchesOf(lines(2, 2, 3), nothingElse),
})

const on = (sheet: string) => ({ before: sheet, after: sheet })

describe('a formula follows cells that are moved', () => {
  test.each([
    ['B2', 'Data', 'E12'],
    ['$B$2+B$4+$C3', 'Data', '$E$12+E$14+$F13'],
    ['SUM(B2:C4)', 'Data', 'SUM(E12:F14)'],
    ['SUM(B2:C3)+A1', 'Data', 'SUM(E12:F13)+A1'],
    ['SUM(B2:B5)', 'Data', 'SUM(B2:B5)'],
    ['SUM(A2:B4)', 'Data', 'SUM(A2:B4)'],
    ['SUM(B:B)+SUM(2:4)', 'Data', 'SUM(B:B)+SUM(2:4)'],
    ['Data!B2*2', 'Other', 'Data!E12*2'],
    ['B2', 'Other', 'B2'],
    ['IF(A1="B2",[1]Data!B2,B2)', 'Data', 'IF(A1="B2",[1]Data!B2,E12)'],
  ])('%s on %s becomes %s', (formula, host, expected) => {
    expect(relocateFormula(formula, on(host), block())).toBe(expected)
  })

  test.each([
    ['B2+A1', 'Data', "'My notes'!E12+A1"],
    ['Data!B2', 'My notes', "'My notes'!E12"],
    ['data!B2', 'Other', "'My notes'!E12"],
  ])('%s on %s becomes %s where the cells went to another sheet', (formula, host, expected) => {
    expect(relocateFormula(formula, on(host), block('My notes'))).toBe(expected)
  })

  test('a formula that is moved to another sheet goes on reading what it read', () => {
    const host = { before: 'Data', after: 'Other' }
    expect(relocateFormula('A1+B2+Other!C3', host, block('Other'))).toBe('Data!A1+E12+Other!C3')
  })

  test('one that stands for many cells follows by fixed references only', () => {
    expect(relocateFormula('$B$2*B2', on('Data'), block(), { onlyFixed: true })).toBe('$E$12*B2')
  })
})

describe('a range moves as a whole or not at all', () => {
  test('with rows that are gone, but not with rows that stay between', () => {
    const rows = [2, 3, 5].map((from, index) => ({
      from,
      to: 10 + index,
      fromNumber: 2 + index,
      toNumber: 10 + index,
    }))
    const gone = { isParted: () => false, isGone: (line: number) => line === 4 }
    expect(relocatedSpan(stretchesOf(rows, gone), { first: 2, last: 5 })).toEqual({ first: 10, last: 12 })
    expect(relocatedSpan(stretchesOf(rows, gone), { first: 4, last: 5 })).toEqual({ first: 12, last: 12 })
    const parted = { isParted: (first: number) => first === 3, isGone: () => false }
    expect(relocatedSpan(stretchesOf(rows, parted), { first: 2, last: 5 })).toBeUndefined()
    expect(relocatedSpan(stretchesOf(rows, parted), { first: 2, last: 3 })).toEqual({ first: 10, last: 11 })
  })
})

const column = fc.constantFrom('A', 'B', 'C', 'D', '$B', '$C')
const row = fc.integer({ min: 1, max: 6 }).chain((number) => fc.constantFrom(`${number}`, `$${number}`))
const cell = fc.tuple(column, row).map((parts) => parts.join(''))
const reference = fc.oneof(
  cell,
  fc.tuple(cell, cell).map(([one, other]) => `SUM(${one}:${other})`),
  cell.map((each) => `Data!${each}`),
)
const formulas = fc.array(reference, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('+'))

test('moved there and back, every formula reads as it did, wherever nothing read the new place', () => {
  const there = block()
  const back: Relocation = {
    from: 'Data',
    to: 'Data',
    rows: stretchesOf(lines(12, 3, -10), nothingElse),
    columns: stretchesOf(lines(5, 2, -3), nothingElse),
  }
  // Excel writes no range from a later cell to an earlier one, nor one of a single cell.
  const bare = (text: string) => text.replace('$', '')
  const isUsual = (left: string, top: string, right: string, bottom: string) =>
    bare(left) <= bare(right) &&
    Number(bare(top)) <= Number(bare(bottom)) &&
    bare(left) + bare(top) !== bare(right) + bare(bottom)
  const ordered = (text: string) =>
    text.replace(/(\$?[A-Z])(\$?\d+):(\$?[A-Z])(\$?\d+)/g, (whole, left, top, right, bottom) =>
      isUsual(left, top, right, bottom) ? whole : 'A1',
    )
  fc.assert(
    fc.property(formulas.map(ordered), fc.constantFrom('Data', 'Other'), (formula, host) => {
      const moved = relocateFormula(formula, on(host), there)
      expect(relocateFormula(moved, on(host), back)).toBe(formula)
    }),
  )
})
