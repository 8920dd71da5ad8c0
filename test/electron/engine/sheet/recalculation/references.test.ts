import { expect, test } from 'vitest'
import { parseFormula } from '#electron/engine/sheet/recalculation/formula-set.ts'
import { readsOf, type WorkbookNames } from '#electron/engine/sheet/recalculation/references.ts'

const names: WorkbookNames = {
  sheets: new Map([
    ['here', 'Here'],
    ['data', 'Data'],
    ['my sheet', 'My Sheet'],
  ]),
  areas: new Map([
    ['rate', { name: 'Rate', kind: 'range', sheet: 'Data', range: range(1, 1, 9, 9) }],
    [
      'sales',
      {
        name: 'Sales',
        kind: 'table',
        sheet: 'Data',
        range: range(2, 10, 1, 3),
        table: { headerRows: 1, totalsRows: 1, columns: ['Month', 'Amount', 'Net\namount'] },
      },
    ],
  ]),
}

function range(firstRow: number, lastRow: number, firstColumn: number, lastColumn: number) {
  return { firstRow, lastRow, firstColumn, lastColumn }
}
const area = (sheet: string, ...edges: Parameters<typeof range>) => ({
  kind: 'area',
  sheet,
  ...range(...edges),
})
const lastRow = 1_048_576
const lastColumn = 16_384

test.each([
  ['C4*2', [area('Here', 4, 4, 3, 3)]],
  ["SUM(A1:B3)+'my sheet'!$C$4", [area('Here', 1, 3, 1, 2), area('My Sheet', 4, 4, 3, 3)]],
  ['SUM(A:A)', [area('Here', 1, lastRow, 1, 1)]],
  ['SUM(5:7)', [area('Here', 5, 7, 1, lastColumn)]],
  ['SUM(A1:B2:C9)', [area('Here', 1, 9, 1, 3)]],
  ['Rate*2', [area('Data', 1, 1, 9, 9)]],
  ['SUM(Sales)', [area('Data', 3, 9, 1, 3)]],
  ['SUM(Sales[Amount])', [area('Data', 3, 9, 2, 2)]],
  ['SUM(Sales[[Amount]:[Net amount]])', [area('Data', 3, 9, 2, 3)]],
  ['Sales[[#Totals],[Amount]]', [area('Data', 10, 10, 2, 2)]],
  ['Sales[[#Headers],[Month]]', [area('Data', 2, 2, 1, 1)]],
  ['SUM(Sales[#All])', [area('Data', 2, 10, 1, 3)]],
  ['1+2', []],
  ['Nowhere!A1', []],
])('%s reads what it speaks of', (formula, reads) => {
  expect(readsIn(formula, { sheet: 'Here', row: 4, column: 9 })).toEqual({ areas: reads, dynamic: false })
})

test('a table row beside the formula is this row', () => {
  const place = { sheet: 'Data', row: 5, column: 3 }
  const reads = { areas: [area('Data', 5, 5, 2, 2)], dynamic: false }
  expect(readsIn('[@Amount]*2', place)).toEqual(reads)
  expect(readsIn('Sales[[#This Row],[Amount]]', place)).toEqual(reads)
})

test('ROW reads the numbers of rows, not the cell it names', () => {
  expect(readsIn('ROW(C4)', { sheet: 'Here', row: 4, column: 3 })).toMatchObject({
    areas: [area('Here', 1, 4, 0, 0)],
  })
})

test.each([
  ['INDIRECT(B2&"1")', [area('Here', 2, 2, 2, 2)]],
  ['A1:INDEX(B:B,C3)', [area('Here', 1, 1, 1, 1), area('Here', 1, lastRow, 2, 2), area('Here', 3, 3, 3, 3)]],
])('%s reads more than it names', (formula, reads) => {
  expect(readsIn(formula, { sheet: 'Here', row: 4, column: 9 })).toEqual({ areas: reads, dynamic: true })
})

test('OFFSET does not read the cell that it counts from', () => {
  const reads = readsIn('OFFSET(I4,-1,B2)', { sheet: 'Here', row: 4, column: 9 })
  expect(reads).toEqual({ areas: [area('Here', 1, 4, 0, 0), area('Here', 2, 2, 2, 2)], dynamic: true })
})

test.each([
  'UnknownName*2',
  '[1]Other!A1',
  'SUM(Sheet1:Sheet3!A1)',
  'LET(x,1,x+1)',
  'LAMBDA(x,x+A1)(2)',
  'TABLE(A1,)',
])('what %s reads cannot be told', (formula) => {
  expect(readsIn(formula, { sheet: 'Here', row: 4, column: 9 })).toHaveProperty('unknown')
})

function readsIn(formula: string, place: Parameters<typeof readsOf>[1]) {
  const tree = parseFormula(formula)
  if (tree === undefined) throw new Error(`${formula} cannot be read`)
  return readsOf(tree, place, names)
}
