import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import { startEngine, type TestEngine } from '../../engine-fixture.ts'
import { onlySheet } from '../sample-sheet.ts'
import { calculateEveryFormula } from './every-formula.ts'

let tenure: TestEngine
beforeAll(async () => {
  tenure = await startEngine()
})
afterAll(() => tenure.dispose())

const rows = 12

/** Formulas of a column over numbers in A and B and formulas in columns further left. */
const formulaSeed = fc.record({
  shape: fc.constantFrom('product', 'sum', 'lookup', 'condition', 'running', 'average'),
  from: fc.integer({ min: 2, max: rows }),
  to: fc.integer({ min: 2, max: rows }),
})

type FormulaSeed = typeof formulaSeed extends fc.Arbitrary<infer Seed> ? Seed : never

function textOf({ shape, from, to }: FormulaSeed, row: number, left: string): string {
  const [low, high] = [Math.min(from, to), Math.max(from, to)]
  switch (shape) {
    case 'product':
      return `A${row}*${left}${from}`
    case 'sum':
      return `SUM(${left}${low}:${left}${high})`
    case 'lookup':
      return `IFERROR(INDEX(${left}$2:${left}$${rows},MATCH(A${from},B$2:B$${rows},0)),-1)`
    case 'condition':
      return `IF(${left}${from}>${left}${to},SUMIF(A:A,">"&A${row},${left}:${left}),COUNTBLANK(A${low}:B${high}))`
    case 'running':
      return row === 2 ? `${left}2` : `${left}${row}+A${row}`
    case 'average':
      return `AVERAGE(A${low}:B${high},${left}${row})`
  }
}

async function openWorkbook(seeds: readonly FormulaSeed[]) {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('Data')
  sheet.addRow(['Amount', 'Key', 'First', 'Second', 'Third'])
  for (let row = 2; row <= rows; row += 1) {
    const cells = ['C', 'D', 'E'].map((_column, index) => {
      const seed = seeds[(row * 3 + index) % seeds.length]
      const text = seed === undefined ? '1' : textOf(seed, row, ['B', 'C', 'D'][index] ?? 'B')
      return { formula: text, result: 0 }
    })
    sheet.addRow([row * 3, row % 5, ...cells])
  }
  const path = await tenure.write('random.xlsx', new Uint8Array(await workbook.xlsx.writeBuffer()))
  return onlySheet((await tenure.open(path)).sheets)
}

const changeSeed = fc.oneof(
  fc.record({
    kind: fc.constant('edit' as const),
    row: fc.integer({ min: 2, max: rows }),
    column: fc.integer({ min: 0, max: 2 }),
    input: fc.constantFrom('0', '7', '-2.5', '', 'text', '40'),
  }),
  fc.record({ kind: fc.constant('delete' as const), row: fc.integer({ min: 2, max: rows }) }),
  fc.record({ kind: fc.constant('insert' as const), row: fc.integer({ min: 3, max: rows }) }),
)
type Change = typeof changeSeed extends fc.Arbitrary<infer Seed> ? Seed : never

async function apply(sheet: SheetInfo, change: Change): Promise<void> {
  const column = sheet.columns[change.kind === 'edit' ? change.column : 0]
  if (column === undefined) return
  if (change.kind === 'edit') {
    const cells = [{ row: change.row, column: column.id, input: change.input }]
    await tenure.ask('sheet.apply', { command: { type: 'setCells', sheet: sheet.id, cells } })
  } else if (change.kind === 'delete')
    await tenure.ask('sheet.apply', { command: { type: 'deleteRows', sheet: sheet.id, rows: [change.row] } })
  else if (await isThere(sheet, change.row))
    await tenure.ask('sheet.apply', {
      command: { type: 'insertRows', sheet: sheet.id, before: change.row, count: 2 },
    })
}

const isThere = async (sheet: SheetInfo, row: number): Promise<boolean> =>
  (await tenure.ask('sheet.locate', { sheet: sheet.id, view: {}, row })).position !== null

/** The law of recalculation: what follows an edit step by step is what working out everything anew would give. */
test('recalculating what an edit touches leaves nothing that recalculating everything would change', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(formulaSeed, { minLength: 4, maxLength: 12 }),
      fc.array(changeSeed, { minLength: 1, maxLength: 5 }),
      async (seeds, changes) => {
        const sheet = await openWorkbook(seeds)
        // Every number changes once, so that every formula has been worked out.
        const cells = Array.from({ length: rows - 1 }, (_value, index) =>
          sheet.columns
            .slice(0, 2)
            .map(({ id }, place) => ({ row: index + 2, column: id, input: String(index * 2 + place) })),
        ).flat()
        await tenure.ask('sheet.apply', { command: { type: 'setCells', sheet: sheet.id, cells } })
        for (const change of changes) await apply(sheet, change)
        const calculated = await calculateEveryFormula(tenure)
        expect(calculated.filter(({ value }) => value !== undefined)).toEqual([])
      },
    ),
    { numRuns: 12, endOnFailure: true },
  )
}, 120_000)
