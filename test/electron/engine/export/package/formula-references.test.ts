import { describe, expect, test } from 'vitest'
import { rangeText } from '#electron/engine/export/package/cell-range.ts'
import {
  formulaReferences,
  type ReferenceContext,
  rangeFrom,
} from '#electron/engine/export/package/formula-references.ts'

const sheet = (name: string) =>
  ({ name, sheetId: 1, state: 'visible', part: undefined, kind: 'worksheet' }) as const
const context: ReferenceContext = {
  sheet: 'Data',
  workbook: {
    part: '/xl/workbook.xml',
    dialect: 'transitional',
    date1904: false,
    sheets: ['Data', 'Jan', 'Feb', "Tom's"].map(sheet),
    relationships: [],
    definedNames: [
      { name: 'rates', formula: 'Jan!$B$2:$B$9' },
      { name: 'rates', formula: 'Data!$C$1', sheet: 'Data' },
      { name: 'above', formula: 'Data!A1048576' },
      { name: 'loop', formula: 'loop+Data!$Z$1' },
    ],
  },
  tables: [
    {
      part: '/xl/tables/table1.xml',
      name: 'Sales',
      sheet: 'Feb',
      range: { firstRow: 1, firstColumn: 2, lastRow: 9, lastColumn: 4 },
      columns: ['Item', 'Net', 'Tax'],
      hasHeader: true,
      hasTotals: false,
      isQuery: false,
    },
  ],
}

const referencesOf = (text: string, row = 5, column = 5): string[] => {
  const formula = { row, column, text, kind: 'normal' } as const
  return formulaReferences(formula, context).map(
    (reference) => `${reference.sheet}!${rangeText(rangeFrom(reference, formula))}`,
  )
}

describe('the cells a formula refers to', () => {
  test.each<[string, string[]]>([
    ['A1+$B$2:C3', ['data!A1', 'data!B2:C3']],
    ["SUM('Tom''s'!A:A)", ["tom's!A1:A1048576"]],
    ['SUM(Jan:Feb!B2)', ['jan!B2', 'feb!B2']],
    ['SUM(3:4)', ['data!A3:XFD4']],
    ['rates', ['data!C1']],
    ['Jan!rates', ['jan!B2:B9']],
    ['SUM(Sales[Net])', ['feb!C1:C9']],
    ['SUM(Sales[[Net]:[Tax]])', ['feb!C1:D9']],
    ['ROWS(Sales)', ['feb!B1:D9']],
    ['loop', ['data!Z1']],
    ['above', ['data!E4']],
    ['[1]Jan!A1&"A1"&LOG10(2)', []],
  ])('%s', (formula, references) => {
    expect(referencesOf(formula)).toEqual(references)
  })

  test('a data table depends on its edges and its input cells', () => {
    const range = { firstRow: 3, firstColumn: 3, lastRow: 5, lastColumn: 4 }
    const formula = { row: 3, column: 3, text: '', kind: 'dataTable', range, inputs: ['A1'] } as const
    const references = formulaReferences(formula, context).map((reference) => rangeText(reference.range))
    expect(references).toEqual(['A1', 'B2:D2', 'B2:B5'])
  })

  test('a shared formula means other cells in each of its cells', () => {
    const holder = { row: 1, column: 2, text: 'A1*$A$1', kind: 'shared' } as const
    const references = formulaReferences(holder, context)
    const inRow9 = references.map((reference) => rangeText(rangeFrom(reference, { row: 9, column: 2 })))
    expect(inRow9).toEqual(['A9', 'A1'])
  })
})
