import { describe, expect, test } from 'vitest'
import { movedFormula, withRenamedColumns } from '#electron/engine/export/package/formula-text.ts'

describe('a formula moved to another cell', () => {
  const from = { row: 2, column: 2 }
  const to = { row: 5, column: 3 }
  test.each([
    ['A2*$A$1', 'B5*$A$1'],
    ['SUM(A$1:$B2)', 'SUM(B$1:$B5)'],
    ['\'My sheet\'!A2&"A2"', '\'My sheet\'!B5&"A2"'],
    ['[1]Data!A2', '[1]Data!B5'],
    ['LOG10(A2)+Tbl[[#This Row],[A2]]', 'LOG10(B5)+Tbl[[#This Row],[A2]]'],
  ])('%s becomes %s', (formula, moved) => {
    expect(movedFormula(formula, from, to)).toBe(moved)
  })
})

describe('a formula whose table column is renamed', () => {
  const renames = [{ table: 'Sales', from: 'Net amount', to: 'Net [EUR]' }]
  test.each([
    ['SUM(Sales[Net amount])', "SUM(Sales[Net '[EUR']])"],
    ['Sales[[#This Row],[Net amount]]*2', "Sales[[#This Row],[Net '[EUR']]]*2"],
    ['SUM(Other[Net amount])', 'SUM(Other[Net amount])'],
    ['"Sales[Net amount]"', '"Sales[Net amount]"'],
    ['[1]Book!A1', '[1]Book!A1'],
  ])('%s becomes %s', (formula, renamed) => {
    expect(withRenamedColumns(formula, renames)).toBe(renamed)
  })
})
