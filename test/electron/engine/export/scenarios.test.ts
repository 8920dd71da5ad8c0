/** The scenario sheets of an exported workbook, computed by LibreOffice, against the projection itself. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileToken } from '#shared/domain/ids.ts'
import { type Lever, outputNames, whatIfSchema } from '#shared/domain/scenario.ts'
import type { ProjectionInput } from '#shared/models/projection/plan.ts'
import { project } from '#shared/models/projection/projection.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { hasLibreOffice, temporaryWorkspace } from './package/outside-readers.ts'
import { type RecalculatedBook, recalculate, type TypedCell, withoutResults } from './recalculated.ts'

const scenarios = 'Tenure Scenarios'
const projection = 'Tenure Projection'
const firstDriverRow = 5
const firstOutputRow = 19
const firstMonthRow = 6

const drivers = {
  customers: 400,
  new: 12,
  churn: 0.035,
  arpa: 80,
  expansion: 0.01,
  contraction: 0.004,
  margin: 0.75,
  cac: 320,
  retentionCost: 2.5,
  discount: 0.1,
}
const levers: readonly Lever[] = [
  { driver: 'churn', op: 'multiply', value: 0.7, from: 3, ramp: 6 },
  { driver: 'arpa', op: 'add', value: 5, from: 4, to: 9 },
  { driver: 'new', op: 'set', value: 30, from: 2, to: 2 },
  { driver: 'customers', op: 'add', value: -50, from: 5 },
  { driver: 'churn', op: 'add', value: 0.001 },
  { driver: 'margin', op: 'set', value: 0.8, from: 6, ramp: 3 },
]
const costly: readonly Lever[] = [{ driver: 'cac', op: 'set', value: 1900 }]

const whatIf = whatIfSchema.parse({
  months: 18,
  drivers,
  scenarios: [
    { name: 'Better service', levers },
    { name: 'Dear growth', basedOn: 'Better service', levers: costly },
  ],
})
const cases = [[], levers, [...levers, ...costly]]

/** Cells that differ from the projection, by name. */
function differences(book: RecalculatedBook | undefined, input: ProjectionInput): string[] {
  if (book === undefined) return ['not opened']
  return cases.flatMap((ofCase, index) => {
    const expected = project(input, ofCase)
    if (!expected.ok) return [expected.error.message]
    const letter = 'BCD'[index] ?? ''
    const wrong = outputNames.flatMap((output, place) => {
      const cell = `${letter}${firstOutputRow + place}`
      return compare(`${output} ${cell}`, book.valueAt(scenarios, cell), expected.value.kpis[output])
    })
    for (let month = 0; month < input.months; month += 1) {
      const row = firstMonthRow + index * (input.months + 3) + month
      for (const [column, figure] of [
        ['M', 'customers'],
        ['O', 'mrr'],
        ['R', 'contribution'],
        ['Y', 'discountedContribution'],
      ] as const) {
        const found = book.valueAt(projection, `${column}${row}`)
        wrong.push(
          ...compare(`${figure} ${column}${row}`, found, expected.value.monthly[figure][month] ?? null),
        )
      }
    }
    return wrong
  })
}

function compare(name: string, found: unknown, expected: number | null): string[] {
  if (expected === null) return found === undefined || found === '' ? [] : [`${name}: ${found}, not blank`]
  const isSame = typeof found === 'number' && Math.abs(found - expected) <= 1e-9 * Math.abs(expected)
  return isSame ? [] : [`${name}: ${found}, not ${expected}`]
}

describe.skipIf(!hasLibreOffice)('scenarios as formulas', () => {
  const workspace = temporaryWorkspace()
  let tenure: TestEngine
  let books: Map<string, RecalculatedBook>

  beforeAll(async () => {
    tenure = await startEngine()
    await tenure.open(await tenure.write('customers.csv', 'customer_id,mrr\nC1,100\nC2,50\n'))
    const files = new Map<string, Uint8Array>()
    const write = async (name: string, billing: string, typed: readonly TypedCell[]) => {
      const file = join(tenure.directory, name)
      const choices = { kpis: false, whatIf: { ...whatIf, billing } }
      await tenure.engine.handle('export.write', { file: fileToken(file), choices })
      files.set(name, withoutResults(new Uint8Array(readFileSync(file)), typed))
    }
    await write('advance.xlsx', 'advance', [])
    await write('average.xlsx', 'average', [])
    await write('closing.xlsx', 'closing', [])
    const churnRow = firstDriverRow + 2
    await write('typed.xlsx', 'advance', [{ sheet: scenarios, cell: `B${churnRow}`, value: 0.06 }])
    books = recalculate(workspace, files)
  }, 300_000)
  afterAll(async () => {
    workspace.dispose()
    await tenure?.dispose()
  })

  test.each(['advance', 'average', 'closing'] as const)(
    'billed in %s, every case is the projection',
    (billing) => {
      expect(differences(books.get(`${billing}.xlsx`), { months: 18, billing, drivers })).toEqual([])
    },
  )

  test('with another churn typed into the baseline, every case is the projection with that churn', () => {
    const input: ProjectionInput = { months: 18, billing: 'advance', drivers: { ...drivers, churn: 0.06 } }
    expect(differences(books.get('typed.xlsx'), input)).toEqual([])
  })
})
