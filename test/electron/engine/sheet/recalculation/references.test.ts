import { expect, test } from 'vitest'
import { definedNames } from '#electron/engine/sheet/recalculation/defined-names.ts'
import { readsOf } from '#electron/engine/sheet/recalculation/formula-reads.ts'
import { parseFormula } from '#electron/engine/sheet/recalculation/parse-formula.ts'
import type { WorkbookNames } from '#electron/engine/sheet/recalculation/references.ts'

const lastRow = 1_048_576
const lastColumn = 16_384

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
  defined: definedNames(
    [
      { name: 'VAT', formula: '0.2' },
      { name: 'Net', formula: 'Data!$C$5/(1+VAT)' },
      { name: 'Amounts', formula: 'Data!$B:$B' },
      { name: 'Same', formula: 'Amounts' },
      { name: 'Until', formula: 'Data!$B$2:INDEX(Data!$B:$B,VAT)' },
      { name: 'Above', formula: 'A1048576' },
      { name: 'Left', formula: 'Data!$C1' },
      { name: 'Local', formula: 'Data!$A$1' },
      { name: 'Local', formula: 'Data!$A$2', sheet: 'Data' },
      { name: 'Bare', formula: '!$A$1' },
      { name: 'Circle', formula: 'Back+1' },
      { name: 'Back', formula: 'Circle' },
      { name: 'Broken', formula: 'SUM(' },
      { name: 'Gone', formula: 'Data!#REF!' },
    ],
    { rows: lastRow, columns: lastColumn },
  ),
}

function range(firstRow: number, lastRow: number, firstColumn: number, lastColumn: number) {
  return { firstRow, lastRow, firstColumn, lastColumn }
}
const area = (sheet: string, ...edges: Parameters<typeof range>) => ({
  kind: 'area',
  sheet,
  ...range(...edges),
})
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

test.each([
  ['100*VAT', []],
  ['Net', [area('Data', 5, 5, 3, 3)]],
  ['SUM(Amounts)', [area('Data', 1, lastRow, 2, 2)]],
  ['SUM(Same)', [area('Data', 1, lastRow, 2, 2)]],
  ['Local', [area('Data', 1, 1, 1, 1)]],
  ['Data!Local', [area('Data', 2, 2, 1, 1)]],
  ['Bare', [area('Here', 1, 1, 1, 1)]],
  ['Gone', []],
])('%s reads what its names stand for', (formula, reads) => {
  expect(readsIn(formula, { sheet: 'Here', row: 4, column: 9 })).toEqual({ areas: reads, dynamic: false })
})

test('a name that counts from its cell is seen from there, and the numbers of the rows are read too', () => {
  const rows = (last: number) => area('Here', 1, last, 0, 0)
  expect(readsIn('Above', { sheet: 'Here', row: 4, column: 9 })).toEqual({
    areas: [area('Here', 3, 3, 9, 9), rows(4), rows(3)],
    dynamic: false,
  })
  expect(readsIn('Left', { sheet: 'Data', row: 7, column: 5 })).toMatchObject({
    areas: [area('Data', 7, 7, 3, 3), area('Data', 1, 7, 0, 0), area('Data', 1, 7, 0, 0)],
  })
})

test('a range that a name makes out of values may be any', () => {
  expect(readsIn('SUM(Until)', { sheet: 'Here', row: 1, column: 1 })).toMatchObject({ dynamic: true })
})

test.each([
  ['Circle', /the name Circle, which refers to itself/],
  ['Back+1', /which refers to itself/],
  ['Broken', /the name Broken, the definition of which cannot be read/],
  ['Nameless', /the name Nameless, for which the file has no definition/],
])('%s says what is wrong with its name', (formula, reason) => {
  expect(readsIn(formula, { sheet: 'Here', row: 1, column: 1 })).toEqual({
    unknown: expect.stringMatching(reason),
  })
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
