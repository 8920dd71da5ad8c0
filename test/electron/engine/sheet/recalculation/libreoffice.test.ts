import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CellValue, cellAt } from '#shared/domain/cell.ts'
import { startEngine, type TestEngine } from '../../engine-fixture.ts'
import { convertWithLibreOffice, hasLibreOffice } from '../../export/package/outside-readers.ts'
import { calculateEveryFormula } from './every-formula.ts'
import { formulas, formulaWorkbook } from './known-formulas.ts'

let tenure: TestEngine
beforeAll(async () => {
  tenure = await startEngine()
})
afterAll(() => tenure.dispose())

const texts = Object.values(formulas).flat()

/** Where LibreOffice differs from Excel: booleans in ranges, roots of negative numbers, codes of errors, one day count, heights below 0. */
const otherThanExcel = new Set([
  '(-8)^(1/3)',
  'SUM(Data!A2:G6)',
  'SUM(1,"2",TRUE)',
  'COUNT(Data!A1:F12)',
  'LARGE(Data!C2:C12,99)',
  'VLOOKUP("Cleo",Data!A2:G12,9,FALSE)',
  'INDEX(Data!C2:C12,99)',
  'SQRT(-1)',
  'YEARFRAC(Data!D2,Data!D4)',
  'OFFSET(Data!A1,-1,0)',
  'SUM(OFFSET(Data!C5,0,0,-2,1))',
])
/** Not in every LibreOffice that is in use. */
const newerThanSome = /XLOOKUP/

test.skipIf(!hasLibreOffice)(
  'every function gives what LibreOffice gives',
  async () => {
    const path = await tenure.write('formulas.xlsx', await formulaWorkbook())
    const written = convertWithLibreOffice([path], 'xlsx').get('formulas')
    if (written === undefined) throw new Error('LibreOffice wrote nothing')
    const project = await tenure.open(written)
    const sheet = project.sheets.find(({ name }) => name === 'Formulas')
    const column = sheet?.columns[1]
    if (sheet === undefined || column === undefined) throw new Error('no formulas')
    const shown = await tenure.ask('sheet.window', {
      sheet: sheet.id,
      view: {},
      firstRow: 0,
      rowCount: sheet.rowCount,
      columns: [column.id],
    })
    const theirs = new Map(
      Array.from(shown.rowIds, (row, index) => [row, shown.columns[0] && cellAt(shown.columns[0], index)]),
    )
    const cells = (await calculateEveryFormula(tenure)).filter((cell) => cell.sheet === 'Formulas')
    const differing = cells.flatMap(({ row, value, stale }) => {
      const formula = texts[row - 2] ?? ''
      if (otherThanExcel.has(formula) || newerThanSome.test(formula)) return []
      if (stale === undefined && (value === undefined || isClose(value, theirs.get(row)))) return []
      return [{ formula, ours: stale ?? value, theirs: theirs.get(row) }]
    })
    expect(differing).toEqual([])
    expect(cells).toHaveLength(texts.length)
  },
  120_000,
)

/** Programs add up in another order; ten digits are the same. */
const isClose = (ours: CellValue, theirs: CellValue | undefined): boolean =>
  ours.kind === 'number' &&
  theirs?.kind === 'number' &&
  Math.abs(ours.value - theirs.value) <= 1e-10 * Math.max(Math.abs(ours.value), Math.abs(theirs.value))
