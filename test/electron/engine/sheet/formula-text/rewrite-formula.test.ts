import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { movedPosition, movedSpan, movesOf, sheetMoves } from '#electron/engine/sheet/formula-text/moves.ts'
import { rewriteFormula } from '#electron/engine/sheet/formula-text/rewrite-formula.ts'

const moves = movesOf([
  { sheet: 'Data', insertedRows: [{ after: 3, count: 2 }], renamedTo: 'The data' },
  { sheet: 'Notes', renamedTo: "Ann's" },
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
    const still = movesOf([{ sheet: 'Data' }])
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

describe('a reference to what was taken out', () => {
  const taken = movesOf(
    [{ sheet: 'Data', deletedRows: [3, 4, 7], deletedColumns: [2] }],
    [
      { name: 'Sales', columns: ['id', 'plan', 'mrr', 'note'], gone: new Set([1, 3]) },
      { name: 'Old', columns: ['a'], gone: new Set([0]) },
    ],
  )
  test.each([
    ['C5', 'Data', 'B3'],
    ['C3', 'Data', '#REF!'],
    ['B5', 'Data', '#REF!'],
    ['SUM(C2:C9)', 'Data', 'SUM(B2:B6)'],
    ['SUM(C3:C6)', 'Data', 'SUM(B3:B4)'],
    ['SUM($A$1:$B$4)', 'Data', 'SUM($A$1:$A$2)'],
    ['SUM(C3:C4)', 'Data', 'SUM(#REF!)'],
    ['SUM(Data!B:B)', 'Other', 'SUM(Data!#REF!)'],
    ['SUM(Data!A:C)', 'Other', 'SUM(Data!A:B)'],
    ['SUM(7:9)', 'Data', 'SUM(5:6)'],
    ['COUNTA(A1:C1048576)', 'Data', 'COUNTA(A:B)'],
    ['C5', 'Other', 'C5'],
    ['SUM(Sales[mrr])', 'Data', 'SUM(Sales[mrr])'],
    ['SUM(Sales[plan])', 'Data', 'SUM(#REF!)'],
    ['SUM(Sales[[plan]:[note]])', 'Data', 'SUM(Sales[mrr])'],
    ['Sales[[#This Row],[note]]*2', 'Data', '#REF!*2'],
    ['ROWS(Old[])+ROWS(Old)', 'Data', 'ROWS(#REF!)+ROWS(#REF!)'],
  ])('%s on %s becomes %s', (formula, host, expected) => {
    expect(rewriteFormula(formula, host, taken)).toBe(expected)
  })
})

describe('rows', () => {
  const insertion = fc.record({ after: fc.nat(30), count: fc.integer({ min: 1, max: 4 }) })
  const insertions = fc
    .uniqueArray(insertion, { selector: ({ after }) => after, maxLength: 6 })
    .map((all) => all.toSorted((one, other) => one.after - other.after))
  const deletions = fc
    .uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 12 })
    .map((all) => all.toSorted((one, other) => one - other))

  /** The rows as a list: what stands where once new ones (0) are put in and others taken out. */
  function listed(
    inserted: readonly { after: number; count: number }[],
    deleted: readonly number[],
  ): number[] {
    const rows: number[] = []
    for (let row = 0; row <= 40; row += 1) {
      if (row > 0 && !deleted.includes(row)) rows.push(row)
      const count = inserted.find(({ after }) => after === row)?.count ?? 0
      rows.push(...Array.from({ length: count }, () => 0))
    }
    return rows
  }

  test('go where they go in a list of which elements are taken out and into which others are put', () => {
    fc.assert(
      fc.property(insertions, deletions, (insertedRows, deletedRows) => {
        const { rows } = sheetMoves({ sheet: 'Data', insertedRows, deletedRows })
        const list = listed(insertedRows, deletedRows)
        for (let row = 1; row <= 40; row += 1) {
          const place = list.indexOf(row) + 1
          expect(movedPosition(rows, row)).toBe(place === 0 ? undefined : place)
        }
      }),
    )
  })

  test('of a range are those that are left of it, with the new ones between its ends', () => {
    const ends = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
    fc.assert(
      fc.property(deletions, ends, (deletedRows, [one, other]) => {
        const span = { first: Math.min(one, other), last: Math.max(one, other) }
        const { rows } = sheetMoves({ sheet: 'Data', deletedRows })
        const left = listed([], deletedRows).flatMap((row, index) =>
          row >= span.first && row <= span.last ? [index + 1] : [],
        )
        const [first, last] = [left[0], left.at(-1)]
        expect(movedSpan(rows, span)).toEqual(left.length === 0 ? undefined : { first, last })
      }),
    )
  })

  test('taken out in two steps are taken out as in one', () => {
    fc.assert(
      fc.property(deletions, fc.integer({ min: 1, max: 40 }), fc.nat(12), (deleted, row, cut) => {
        const [early, late] = [deleted.slice(0, cut), deleted.slice(cut)]
        const first = sheetMoves({ sheet: 'Data', deletedRows: early }).rows
        const then = sheetMoves({
          sheet: 'Data',
          deletedRows: late.flatMap((each) => movedPosition(first, each) ?? []),
        }).rows
        const between = movedPosition(first, row)
        const stepwise = between === undefined ? undefined : movedPosition(then, between)
        expect(stepwise).toBe(movedPosition(sheetMoves({ sheet: 'Data', deletedRows: deleted }).rows, row))
      }),
    )
  })
})
