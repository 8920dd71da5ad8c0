/** `tenure export`: what its options leave out, limit and refuse. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { read } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import exportCommand from '#electron/cli/commands/export.ts'
import { runCommand, temporaryFiles } from './command-fixture.ts'

const files = await temporaryFiles()
let customers = ''
let out = ''
beforeAll(async () => {
  customers = await files.write('customers.csv', 'customer_id,churned\nC1,Yes\nC2,No\nC3,No\nC4,No\n')
  out = join(dirname(customers), 'out.xlsx')
})
afterAll(() => files.remove())

/** Exports and opens the outcome. */
async function exported(...options: readonly string[]) {
  const { refusal, json } = await runCommand(exportCommand, customers, '--out', out, ...options)
  expect(refusal).toBeUndefined()
  const { problems } = json as { problems: { code: string; message: string }[] }
  const { SheetNames: names, Sheets: sheets } = read(readFileSync(out))
  const figures = sheets['Tenure KPIs'] ?? {}
  const [name] = Object.entries(figures).find(([, { v }]) => v === 'Customer Churn Rate') ?? []
  return { names, problems: problems.map(({ code }) => code), churn: figures[name?.replace('A', 'B') ?? ''] }
}

describe('tenure export', () => {
  test('writes the data, and key figures as live formulas', async () => {
    const { names, churn } = await exported()
    expect(names.slice(0, 3)).toEqual(['customers', 'Tenure KPIs', 'Tenure Workings'])
    expect(churn).toMatchObject({ v: 0.25, f: expect.any(String) })
  })

  test('--helper-rows: over so many rows no helper sheet is written; the figure rests on values, and that is said', async () => {
    const { churn, problems, names } = await exported('--without', 'data', '--helper-rows', '3')
    expect(churn?.v).toBe(0.25)
    expect(names).not.toContain('_tenure customers')
    expect(problems).toContain('value_instead')
  })

  test('--helper-rows: up to so many rows the figure is a formula over a helper sheet', async () => {
    const { churn, problems, names } = await exported('--without', 'data', '--helper-rows', '4')
    expect(churn).toMatchObject({ v: 0.25, f: expect.any(String) })
    expect(problems).not.toContain('value_instead')
    expect(names).toContain('_tenure customers')
  })

  test('--without and --metric leave out what they name', async () => {
    const { names, churn } = await exported('--without', 'quality', '--metric', 'customer_retention_rate')
    expect(names).toContain('Tenure KPIs')
    expect(names).not.toContain('Tenure Data Quality')
    expect(churn).toBeUndefined()
  })

  test.each([
    [['--helper-rows', '0'], '--helper-rows takes a whole number of at least 1.'],
    [['--helper-rows', '2.5'], '--helper-rows takes a whole number of at least 1.'],
    [['--without', 'charts'], '--without takes data, marks, '],
  ])('%j is wrong usage, and nothing is written', async (options, message) => {
    const elsewhere = join(dirname(out), 'never.xlsx')
    await expect(runCommand(exportCommand, customers, '--out', elsewhere, ...options)).rejects.toThrow(
      message,
    )
    expect(existsSync(elsewhere)).toBe(false)
  })

  test('never writes over the file that it reads', async () => {
    const { refusal } = await runCommand(exportCommand, customers, '--out', customers)
    expect(refusal).toContain('never written over')
  })
})
