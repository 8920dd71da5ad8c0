import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RequestInput } from '#shared/contract/index.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { customersCsv } from './sample-business.ts'

type Rule = NonNullable<RequestInput<'scenario.save'>['scenarios'][number]['rules']>[number]

const december = { from: '2024-12-01', to: '2025-01-01' }

let test: TestEngine
beforeAll(async () => {
  test = await startEngine()
  await test.open(await test.write('customers.csv', customersCsv()))
})
afterAll(() => test.dispose())

const save = (...scenarios: RequestInput<'scenario.save'>['scenarios']) =>
  test.ask('scenario.save', { scenarios, label: 'scenarios' })

const rules = (name: string, ...list: Rule[]) => ({ name, rules: list })

async function kpis(scenario?: string, metrics?: string[]): Promise<Record<string, number | null>> {
  const { metrics: values } = await test.ask('metrics.report', {
    period: december,
    ...(scenario === undefined ? {} : { scenario }),
    ...(metrics === undefined ? {} : { metrics }),
  })
  return Object.fromEntries(values.map(({ id, value }) => [id, value]))
}

describe('a KPI under a scenario', () => {
  it('equals the baseline, KPI by KPI, where the scenario has no rules', async () => {
    await save({ name: 'nothing' })
    expect(await kpis('nothing')).toEqual(await kpis())
  })

  it('equals the baseline where a rule hits no row', async () => {
    await save(rules('nobody', { dataset: 'customers', where: '[@plan]="Gold"', set: { mrr: 0 } }))
    expect(await kpis('nobody')).toEqual(await kpis())
  })

  it('sees the changed field, and the data stays as it is', async () => {
    const before = await kpis(undefined, ['mrr'])
    await save(
      rules('dearer', { dataset: 'customers', where: '[@plan]="Basic"', set: { mrr: '[@mrr]*1.1' } }),
    )
    expect((await kpis('dearer', ['mrr'])).mrr).toBeCloseTo((before.mrr ?? 0) + 26 * 5, 6)
    expect(await kpis(undefined, ['mrr'])).toEqual(before)
  })

  it('follows the changed field through computed fields and dates', async () => {
    await save(
      rules('kept', { dataset: 'customers', where: 'end_date >= DATE(2024,12,1)', set: { end_date: '=""' } }),
    )
    expect((await kpis('kept', ['customer_churn_rate'])).customer_churn_rate).toBe(0)
    expect((await kpis(undefined, ['customer_churn_rate'])).customer_churn_rate).toBeCloseTo(2 / 111, 12)
  })

  it('applies rules in order, each over what those before it made, parents first', async () => {
    await save(rules('dearer', { dataset: 'customers', where: '[@plan]="Basic"', set: { mrr: 60 } }), {
      ...rules('then upgraded', { dataset: 'customers', where: '[@mrr]=60', set: { plan: 'Pro', mrr: 100 } }),
      basedOn: 'dearer',
    })
    expect((await kpis('then upgraded', ['mrr'])).mrr).toBeCloseTo(76 * 100 + 36 * 80, 6)
    const { breakdown } = await test.ask('metrics.report', {
      period: december,
      scenario: 'then upgraded',
      metrics: ['mrr'],
      by: 'plan',
    })
    expect(breakdown.filter(({ value }) => value !== null && value > 0).map(({ group }) => group)).toEqual([
      'Pro',
    ])
  })

  it('is what the same change by hand would give, whatever the rule', async () => {
    const payments = [
      ...Array<number>(26).fill(50),
      ...Array<number>(50).fill(100),
      ...Array<number>(36).fill(80),
    ]
    const factor = fc.integer({ min: 0, max: 30 }).map((tenths) => tenths / 10)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 120 }), factor, async (limit, by) => {
        await save(
          rules('any', { dataset: 'customers', where: `[@mrr]>=${limit}`, set: { mrr: `[@mrr]*${by}` } }),
        )
        const expected = payments.reduce((sum, mrr) => sum + (mrr >= limit ? mrr * by : mrr), 0)
        expect((await kpis('any', ['mrr'])).mrr).toBeCloseTo(expected, 6)
      }),
      { numRuns: 30 },
    )
  })

  it('takes rows by number', async () => {
    // Row 3 of the sheet is C001, on Pro.
    await save(rules('one', { dataset: 'customers', where: { rows: [3] }, set: { mrr: 1100 } }))
    const before = await kpis(undefined, ['mrr'])
    expect((await kpis('one', ['mrr'])).mrr).toBeCloseTo((before.mrr ?? 0) + 1000, 6)
  })

  it('keeps a computed field that a rule sets, whatever later rules change', async () => {
    await save(
      rules(
        'pinned',
        { dataset: 'customers', where: '[@plan]="Basic"', set: { monthly_revenue: 7 } },
        { dataset: 'customers', where: 'TRUE', set: { mrr: 10 } },
      ),
    )
    expect((await kpis('pinned', ['arpa'])).arpa).toBeCloseTo((26 * 7 + 86 * 10) / 112, 9)
  })

  it('follows an edit of the data', async () => {
    await save(rules('double', { dataset: 'customers', where: 'TRUE', set: { mrr: '[@mrr]*2' } }))
    const before = await kpis('double', ['mrr'])
    const [sheet] = (await test.ask('project.info', {})).sheets
    const mrr = sheet?.columns.find(({ name }) => name === 'mrr')
    if (sheet === undefined || mrr === undefined) throw new Error('the sheet has no column mrr')
    await test.ask('sheet.apply', {
      command: { type: 'setCells', sheet: sheet.id, cells: [{ row: 3, column: mrr.id, input: '150' }] },
    })
    expect((await kpis('double', ['mrr'])).mrr).toBeCloseTo((before.mrr ?? 0) + 100, 6)
    await test.ask('history.undo', {})
  })

  it('refuses a scenario that is not saved', async () => {
    const answer = await test.engine.ask('metrics.report', { period: december, scenario: 'hope' })
    expect(answer).toMatchObject({ ok: false, error: { code: 'not_found' } })
  })

  it('measures drivers anew in What-if', async () => {
    const { baseline, scenarios, waterfall } = await test.ask('scenario.whatIf', {
      whatIf: {
        waterfall: { output: 'revenue' },
        scenarios: [
          {
            ...rules('dearer', {
              dataset: 'customers',
              where: '[@plan]="Basic"',
              set: { mrr: '[@mrr]*1.1' },
            }),
            levers: [{ driver: 'churn', op: 'multiply', value: 0.5 }],
          },
        ],
      },
    })
    expect(scenarios[0]?.drivers.arpa).toBeCloseTo((baseline.drivers.arpa ?? 0) + (26 * 5) / 112, 9)
    expect(scenarios[0]?.drivers.churn).toBeCloseTo((baseline.drivers.churn ?? 0) / 2, 12)
    expect(waterfall[0]?.steps.map(({ driver }) => driver)).toEqual(['rules', 'churn'])
    const total = waterfall[0]?.steps.reduce((sum, { effect }) => sum + effect, 0) ?? 0
    expect(total).toBeCloseTo(scenarios[0]?.delta.revenue ?? 0, 4)
  })
})

describe('what is wrong with a rule', () => {
  it.each([
    ['a field that does not exist', { where: '[@plann]="Basic"', set: { mrr: 1 } }, 'where', /plann.*plan/],
    ['a formula that cannot be read', { where: '[@plan]=', set: { mrr: 1 } }, 'where', /./],
    ['a function unknown', { where: 'TRUE', set: { mrr: 'TWICE([@mrr])' } }, 'mrr', /TWICE/],
    ['a field not mapped', { where: 'TRUE', set: { arr: 12 } }, 'arr', /No column is mapped to arr/],
    ['a whole column', { where: 'TRUE', set: { mrr: 'SUM(customers[mrr])' } }, 'mrr', /row/],
    ['no field set', { where: 'TRUE', set: {} }, 'set', /sets no field/],
  ] as const)('%s', async (_name, rule, part, sentence) => {
    await save({ name: 'before' })
    const { problems, scenarios } = await save(rules('wrong', { dataset: 'customers', ...rule }))
    expect(problems[0]).toMatchObject({ scenario: 'wrong', rule: 0, part, severity: 'error' })
    expect(problems[0]?.message).toMatch(sentence)
    expect(
      scenarios.map(({ name }) => name),
      'nothing is saved',
    ).toEqual(['before'])
  })

  it('says where in the text', async () => {
    const { problems } = await save(
      rules('wrong', { dataset: 'customers', where: '[@mrr]>5 + [@nothing]', set: { mrr: 1 } }),
    )
    expect(problems[0]).toMatchObject({ start: 11, length: 10 })
  })

  it('a dataset that is not mapped, or that is worked out from another', async () => {
    const { problems } = await save(
      rules('wrong', { dataset: 'tickets', where: 'TRUE', set: { status: 'open' } }),
    )
    expect(problems[0]?.message).toContain('No sheet is mapped as tickets. Mapped are: customers.')
  })
})

describe('rules being written', () => {
  const check = (...list: Rule[]) => test.ask('scenario.checkRules', { name: 'draft', rules: list })
  const ofCustomers = (where: Rule['where'], set: Rule['set']): Rule => ({ dataset: 'customers', where, set })

  it('tell how many rows they touch, of those that the rules before them leave', async () => {
    const { counts, problems } = await check(
      ofCustomers('plan = "Basic"', { plan: '"Pro"' }),
      ofCustomers('plan = "Basic"', { monthly_revenue: 1 }),
      ofCustomers('plan = "Pro"', { monthly_revenue: 1 }),
    )
    expect(problems).toEqual([])
    expect(counts).toEqual([
      { rows: 50, total: 137 },
      { rows: 0, total: 137 },
      { rows: 137, total: 137 },
    ])
  })

  it('count chosen rows that there are', async () => {
    const { counts } = await check(ofCustomers({ rows: [2, 3, 4, 99_999] }, { monthly_revenue: 0 }))
    expect(counts).toEqual([{ rows: 3, total: 137 }])
  })

  it('say what is wrong with one, and count the others', async () => {
    const { counts, problems } = await check(
      ofCustomers('nowhere = 1', { monthly_revenue: 1 }),
      ofCustomers('monthly_revenue > 60', { monthly_revenue: 1 }),
    )
    expect(problems.map(({ rule, part }) => [rule, part])).toEqual([[0, 'where']])
    expect(counts[0]).toBeNull()
    expect(counts[1]?.total).toBe(137)
  })

  it('without a condition are for all rows', async () => {
    expect((await check(ofCustomers('', { monthly_revenue: 1 }))).counts).toEqual([{ rows: 137, total: 137 }])
  })
})

describe('saved scenarios', () => {
  it('are kept in their order, get an id, and can be undone', async () => {
    const first = await save({ name: 'b' }, { name: 'a', basedOn: 'b' })
    expect(first.scenarios.every(({ id }) => id !== undefined)).toBe(true)
    await save(...first.scenarios.toReversed())
    const names = async () => (await test.ask('scenario.list', {})).scenarios.map(({ name }) => name)
    expect(await names()).toEqual(['a', 'b'])
    await test.ask('history.undo', {})
    expect(await names()).toEqual(['b', 'a'])
    const { entries } = await test.ask('history.list', {})
    expect(entries[0]?.label).toBe('scenarios')
  })

  it('are taken back by an undo that comes before the save is done, not the change before them', async () => {
    await save({ name: 'first' })
    const rules = [{ dataset: 'customers', where: 'TRUE', set: { mrr: 1 } }]
    const saving = save({ name: 'first' }, { name: 'second', rules })
    const undoing = test.ask('history.undo', {})
    await Promise.all([saving, undoing])
    const { scenarios } = await test.ask('scenario.list', {})
    expect(scenarios.map(({ name }) => name)).toEqual(['first'])
    await Promise.all([
      test.ask('scenario.setBaseline', { driver: 'arpa', value: 1 }),
      test.ask('history.undo', {}),
    ])
    const { drivers } = await test.ask('scenario.baseline', {})
    expect(drivers.find(({ driver }) => driver === 'arpa')?.origin).toBe('measured')
  })

  it('that are refused leave what could be redone', async () => {
    await save({ name: 'kept' })
    await test.ask('history.undo', {})
    await save({ name: 'a' }, { name: 'a' })
    await test.ask('history.redo', {})
    expect((await test.ask('scenario.list', {})).scenarios.map(({ name }) => name)).toEqual(['kept'])
  })

  it('with the same name twice, or built on nothing, are not saved', async () => {
    const { problems } = await save({ name: 'a' }, { name: 'a' })
    expect(problems[0]?.message).toContain('Two scenarios are called "a"')
    expect((await save({ name: 'x', basedOn: 'y' })).problems[0]?.message).toContain('does not exist')
  })
})
