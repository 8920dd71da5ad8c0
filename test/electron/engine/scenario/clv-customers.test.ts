import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { atWorkplace } from '#electron/engine/metrics/workplace.ts'
import { projectClv } from '#electron/engine/scenario/clv/project-clv.ts'
import type { RequestInput } from '#shared/contract/index.ts'
import { fileToken } from '#shared/domain/ids.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { customersCsv } from './sample-business.ts'

let test: TestEngine
beforeEach(async () => {
  test = await startEngine()
})
afterEach(() => test.dispose())

const open = async (name: string, text: string) => test.open(await test.write(name, text))
const customers = (request: RequestInput<'scenario.clvCustomers'> = {}) =>
  test.ask('scenario.clvCustomers', request)
const idsOf = async (request: RequestInput<'scenario.clvCustomers'>) =>
  (await customers(request)).customers.map(({ id }) => id)

it('customers are found by a part of their name as well as of their id', async () => {
  await open(
    'customers.csv',
    'customer_id,company name,start_date,end_date,mrr\nC1,Alder Ltd,2023-01-01,,100\nC2,Birch Inc,2023-01-01,2024-02-03,50\nC3,Crown Alder,2023-02-01,,30\nC4,Dell Ltd,2024-04-01,,30\n',
  )
  await test.ask('scenario.clv', { model: 'simple', top: 1 })
  expect(await idsOf({ search: 'ALDER', sort: { by: 'id', descending: false } })).toEqual(['C1', 'C3'])
  expect(await idsOf({ search: 'c2' })).toEqual(['C2'])
})

describe('customers valued by the simple formula, their data beside them', () => {
  beforeEach(async () => {
    await open('customers.csv', customersCsv())
    await test.ask('scenario.clv', { model: 'simple', top: 1 })
  })

  it('have plan, start and MRR beside P(alive) and CLV', async () => {
    const { model, isCurrent, total, fields, customers: page } = await customers({ search: 'c001' })
    expect({ model, isCurrent, total }).toEqual({ model: 'simple', isCurrent: true, total: 137 })
    expect(fields.map(({ id, type }) => [id, type])).toEqual(
      expect.arrayContaining([
        ['plan', 'text'],
        ['start_date', 'date'],
        ['monthly_revenue', 'money'],
      ]),
    )
    const [customer] = page
    const value = (id: string) => customer?.values[fields.findIndex((field) => field.id === id)]
    expect(customer).toMatchObject({ id: 'C001', pAlive: 1 })
    expect([value('plan'), value('start_date'), value('monthly_revenue')]).toEqual(['Pro', '2023-01-01', 100])
  })

  it('are sorted by a figure of the model or a column of the data, either way', async () => {
    const clv = (await customers({})).customers.map((customer) => customer.clv ?? 0)
    expect(clv).toEqual(clv.toSorted((a, b) => b - a))
    const first = await customers({ sort: { by: 'monthly_revenue', descending: false }, limit: 3 })
    expect(first.customers[0]?.id).toBe('Z000')
    expect(await idsOf({ sort: { by: 'id', descending: false }, limit: 2 })).toEqual(['C000', 'C001'])
    expect(await idsOf({ sort: { by: 'id', descending: true }, limit: 1 })).toEqual(['Z000'])
  })

  it('are filtered by id, by the value of a field, and come page by page', async () => {
    const basic = await customers({ group: { by: 'plan', value: 'Basic' }, limit: 10 })
    expect(basic.matching).toBe(50)
    expect(basic.customers).toHaveLength(10)
    const sort = { by: 'id', descending: false }
    const next = await idsOf({ group: { by: 'plan', value: 'Basic' }, sort, offset: 10, limit: 2 })
    expect(next).toEqual(['C020', 'C022'])
    expect((await customers({ search: 'no such one' })).matching).toBe(0)
  })

  it('are told to be old once the data has changed', async () => {
    const [sheet] = (await test.ask('project.info', {})).sheets
    const mrr = sheet?.columns.find(({ name }) => name === 'mrr')
    if (sheet === undefined || mrr === undefined) throw new Error('the sheet has no column mrr')
    await test.ask('sheet.apply', {
      command: { type: 'setCells', sheet: sheet.id, cells: [{ row: 3, column: mrr.id, input: '150' }] },
    })
    const after = await customers({ search: 'C001' })
    expect(after).toMatchObject({ isCurrent: false, matching: 1 })
  })
})

it('without a fit there are no customers to show', async () => {
  expect(await customers()).toMatchObject({ model: null, total: 0, customers: [] })
})

describe('the CLV of a project', () => {
  const clvNow = async () => {
    const project = await test.engine.project()
    const operation = { project, signal: new AbortController().signal, onProgress: () => undefined }
    const answer = await atWorkplace(operation, (place) => projectClv(place, operation))
    return answer.ok ? answer.value : undefined
  }

  it('is fitted again after an edit, and when the project is opened anew', async () => {
    await open('customers.csv', customersCsv())
    expect(await clvNow()).toBeUndefined()
    await test.ask('scenario.clv', { model: 'simple', margin: 0.5, top: 1 })
    const first = await clvNow()
    expect(first?.customers).toHaveLength(137)
    const path = `${test.directory}/kept.tenure`
    await test.ask('project.saveAs', { file: fileToken(path) })
    const { directory } = test
    await test.engine.close()
    test = await startEngine({ directory })
    await test.open(path)
    const again = await clvNow()
    expect(again?.request).toEqual(first?.request)
    expect(again?.byCustomer.get('C001')).toEqual(first?.byCustomer.get('C001'))
  })
})
