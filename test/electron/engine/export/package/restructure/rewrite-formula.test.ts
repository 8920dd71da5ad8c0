import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { movedRow, movesOf } from '#electron/engine/export/package/restructure/moves.ts'
import { rewriteFormula } from '#electron/engine/export/package/restructure/rewrite-formula.ts'

const moves = movesOf([
  { sheet: 'Data', inserted: [{ above: 3, count: 2 }], renamedTo: 'The data' },
  { sheet: 'Notes', inserted: [], renamedTo: "Ann's" },
])

describe('a formula follows rows that move and sheets that are renamed', () => {
  test.each([
    ['A5', 'Data', 'A7'],
    ['A3', 'Data', 'A3'],
    ['$A$4+A$2', 'Data', '$A$6+A$2'],
    ['SUM(A2:A9)', 'Data', 'SUM(A2:A11)'],
    ['SUM(A1:A3)', 'Data', 'SUM(A1:A3)'],
    ['A5', 'Other', 'A5'],
    ['Data!A5*2', 'Other', "'The data'!A7*2"],
    ["SUM('Notes'!B:B)", 'Other', "SUM('Ann''s'!B:B)"],
    ['SUM(Data!4:6)', 'Other', "SUM('The data'!6:8)"],
    ['Data!rate', 'Other', "'The data'!rate"],
    ['IF(A1="Data!A5","x",Table1[Rows])', 'Other', 'IF(A1="Data!A5","x",Table1[Rows])'],
    ['[1]Data!A5', 'Other', '[1]Data!A5'],
    ['SUM(A1048576)', 'Data', 'SUM(A1048576)'],
  ])('%s on %s becomes %s', (formula, host, expected) => {
    expect(rewriteFormula(formula, host, moves)).toBe(expected)
  })

  test('and stays as it is where nothing moves', () => {
    const still = movesOf([{ sheet: 'Data', inserted: [] }])
    const cell = fc
      .tuple(fc.integer({ min: 1, max: 300 }), fc.constantFrom('A', '$B', 'AZ'))
      .map(([row, column]) => `${column}${row}`)
    fc.assert(
      fc.property(cell, cell, (one, other) => {
        const formula = `SUM(Data!${one}:${other},${one})`
        expect(rewriteFormula(formula, 'Data', still)).toBe(formula)
      }),
    )
  })
})

describe('rows', () => {
  test('keep their order, and new ones fill the gaps exactly', () => {
    const insertion = fc.record({ above: fc.nat(30), count: fc.integer({ min: 1, max: 4 }) })
    const insertions = fc.uniqueArray(insertion, { selector: ({ above }) => above, maxLength: 6 })
    fc.assert(
      fc.property(insertions, (inserted) => {
        const own = { sheet: 'Data', inserted: inserted.toSorted((a, b) => a.above - b.above) }
        for (let row = 1; row < 40; row += 1) {
          const gap = movedRow(own, row + 1) - movedRow(own, row) - 1
          expect(gap).toBe(inserted.find(({ above }) => above === row)?.count ?? 0)
        }
      }),
    )
  })
})
