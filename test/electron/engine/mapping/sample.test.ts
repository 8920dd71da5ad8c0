import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assumptions } from '#build/sample/assumptions.mjs'
import type { SuggestedSheet } from '#shared/domain/mapping.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'

const maker = new URL('../../../../build/sample/make-sample.mjs', import.meta.url).pathname

const kindsOfSheets: Readonly<Record<string, string>> = {
  Customers: 'customers',
  'MRR history': 'mrr_history',
  Tickets: 'tickets',
  Surveys: 'survey_responses',
  Transactions: 'transactions',
  'Product usage': 'activity',
  Users: 'users',
  Calls: 'calls',
  'Monthly summary': 'period_summary',
  Assumptions: 'assumptions',
}
/** Columns that no metric wants. */
const unmapped: Readonly<Record<string, readonly string[]>> = {
  Surveys: ['Survey'],
  Calls: ['Menu (seconds)'],
  'Monthly summary': ['Gross profit'],
}

let engine: TestEngine
let suggested: readonly SuggestedSheet[]
beforeAll(async () => {
  engine = await startEngine()
  const path = join(engine.directory, 'sample.xlsx')
  execFileSync(process.execPath, [maker, path])
  await engine.open(path)
  suggested = (await engine.ask('mapping.suggest', {})).sheets
}, 180_000)
afterAll(() => engine.dispose())

describe('the sample workbook, with no help', () => {
  it('has a kind for every sheet', () => {
    expect(Object.fromEntries(suggested.map(({ sheet, kind }) => [sheet, kind]))).toEqual(kindsOfSheets)
  })

  it('has a field for every column but those that nothing wants', async () => {
    const { sheets } = await engine.ask('project.info', {})
    for (const { name, columns } of sheets) {
      const mapped = suggested.filter(({ sheet }) => sheet === name).flatMap((sheet) => sheet.columns)
      const left = columns
        .map((column) => column.name)
        .filter((column) => !mapped.some((each) => each.column === column))
      expect([name, left]).toEqual([name, unmapped[name] ?? []])
    }
  })

  it('has no column in a field of another name', () => {
    const confidences = suggested.flatMap(({ columns }) => columns.map(({ confidence }) => confidence))
    expect(Math.min(...confidences)).toBeGreaterThanOrEqual(0.9)
  })

  it('gives the assumptions as they were typed', async () => {
    const reply = await engine.ask('metrics.assumptions', {})
    for (const { name, value } of assumptions)
      expect(reply.assumptions.find((each) => each.name === name)).toMatchObject({ value, origin: 'sheet' })
  })
})
