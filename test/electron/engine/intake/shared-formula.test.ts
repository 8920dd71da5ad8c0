import { expect, test } from 'vitest'
import { parseSharedFormula } from '#electron/engine/intake/xlsx/shared-formula.ts'

test.each([
  ['A1+B$2*$C3+$D$4', 2, 1, 'B3+C$2*$C5+$D$4'],
  ["SUM(A1:A9,'My A1'!B2,Data!C3)", 1, 0, "SUM(A2:A10,'My A1'!B3,Data!C4)"],
  ['"A1"&LOG10(A1)&A1_total&Q1.x', 1, 1, '"A1"&LOG10(B2)&A1_total&Q1.x'],
  ['SUM(A:A)+SUM($B:C)+SUM(1:1)', 1, 1, 'SUM(B:B)+SUM($B:D)+SUM(2:2)'],
  ['Table1[[#This Row],[A1]]*B1', 3, 0, 'Table1[[#This Row],[A1]]*B4'],
  ['A1048576+XFD1', 1, 1, 'B1+A2'],
])('%s moved %i down and %i right', (formula, rows, columns, expected) => {
  expect(parseSharedFormula(formula, 1, 1)(1 + rows, 1 + columns)).toBe(expected)
})
