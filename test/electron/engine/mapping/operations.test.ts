import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rowId, sheetId } from '#shared/domain/ids.ts'
import { type MappedProject, mappedProject } from './mapped-project.ts'

const customers = [
  'customer_id,start_date,end_date,mrr,note',
  'A,2024-01-01,,10,x',
  'B,2024-01-02,2023-12-01,20,x',
  'C,2024-01-03,,N/A,x',
  'A,2024-01-01,,10,x',
  'B,2024-05-02,,-5,x',
  ',2024-01-03,,10,x',
].join('\n')
const tickets =
  'ticket_id,customer_id,created_at,status\n1,A,2024-01-01,Open\n2,Z,2024-01-01,Done\n3,,2099-01-01,Done\n'

let project: MappedProject
beforeEach(async () => {
  project = await mappedProject({ 'customers.csv': customers, 'tickets.csv': tickets })
})
afterEach(() => project.engine.dispose())

const mappingOf = async () => (await project.engine.ask('mapping.get', {})).mapping

describe('the mapping in force', () => {
  it('is the suggestions until another is set, and can be undone', async () => {
    const suggested = await mappingOf()
    const changed = { ...suggested, sheets: suggested.sheets.filter(({ kind }) => kind === 'tickets') }
    await project.engine.ask('mapping.set', { mapping: changed })
    expect(await mappingOf()).toEqual(changed)
    expect((await project.datasets()).byId.has('customers')).toBe(false)
    await project.engine.ask('history.undo', {})
    expect(await mappingOf()).toEqual(suggested)
    expect((await project.datasets()).byId.has('customers')).toBe(true)
    await project.engine.ask('history.redo', {})
    expect(await mappingOf()).toEqual(changed)
  })

  it('suggests sheets that come after it was set, and leaves those alone that were there', async () => {
    const { engine } = project
    await engine.ask('mapping.set', { mapping: { version: 1, sheets: [] } })
    const path = await engine.write('surveys.csv', 'nps\n9\n10\n3\n')
    await engine.ask('project.import', { files: [path] })
    expect((await mappingOf()).sheets.map(({ kind }) => kind)).toEqual(['survey_responses'])
  })
})

describe('a column that is renamed in the grid', () => {
  it('keeps its field', async () => {
    const { engine } = project
    await engine.ask('mapping.set', { mapping: await mappingOf() })
    const { sheets } = await engine.ask('project.info', {})
    const sheet = sheets.find(({ name }) => name === 'customers')
    const column = sheet?.columns.find(({ name }) => name === 'mrr')
    if (sheet === undefined || column === undefined) throw new Error('no column')
    await engine.ask('sheet.apply', {
      command: { type: 'renameColumn', sheet: sheet.id, column: column.id, name: 'What they pay' },
    })
    expect((await project.rows('customers', ['mrr']))[0]).toEqual({ mrr: '10.0' })
  })
})

describe('what is wrong with a mapping is said, and the rest is used', () => {
  it('names a field with two columns, unknown fields, columns, sheets and kinds, and what is missing', async () => {
    const mapping = await mappingOf()
    const [first] = mapping.sheets
    if (first === undefined) throw new Error('no suggestion')
    const { problems } = await project.engine.ask('mapping.set', {
      mapping: {
        version: 1,
        sheets: [
          {
            ...first,
            columns: [
              { column: 'mrr', field: 'mrr' },
              { column: 'note', field: 'mrr' },
              { column: 'gone', field: 'plan' },
              { column: 'note', field: 'colour' },
            ],
          },
          { ...first, sheet: 'elsewhere' },
          { ...first, kind: 'planets' },
        ],
      },
    })
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['unknown_column', 'error'],
      ['unknown_field', 'error'],
      ['field_mapped_twice', 'error'],
      ['required_field_missing', 'warning'],
      ['unknown_sheet', 'error'],
      ['unknown_kind', 'error'],
    ])
    expect(problems[2]?.message).toBe(
      'MRR is read from “mrr” and “note”. The first is used: take the field off the other.',
    )
    expect((await project.rows('customers', ['mrr'])).map(({ mrr }) => mrr)).toEqual([
      '10.0',
      '20.0',
      null,
      '10.0',
      '-5.0',
      '10.0',
    ])
  })
})

describe('a preview', () => {
  it('shows first values before and after, blanks, and what was not understood with its row', async () => {
    const mapping = await mappingOf()
    const { fields, problems } = await project.engine.ask('mapping.preview', {
      mapping,
      file: 'customers.csv',
      sheet: 'customers',
      kind: 'customers',
    })
    expect(problems).toEqual([])
    expect(fields.find(({ field }) => field === 'mrr')).toMatchObject({
      column: 'mrr',
      blanks: 0,
      notUnderstood: 1,
      notUnderstoodSamples: [{ row: rowId(4), text: 'N/A' }],
    })
    expect(fields.find(({ field }) => field === 'start_date')?.samples[0]).toEqual({
      from: '2024-01-01',
      to: '2024-01-01',
    })
    expect(fields.find(({ field }) => field === 'plan')).toMatchObject({ column: null })
  })

  it('lists the texts of a status with what each is read as', async () => {
    const { fields } = await project.engine.ask('mapping.preview', {
      mapping: await mappingOf(),
      file: 'tickets.csv',
      sheet: 'tickets',
      kind: 'tickets',
    })
    expect(fields.find(({ field }) => field === 'status')?.values).toEqual([
      { from: 'Done', to: 'solved', count: 2 },
      { from: 'Open', to: 'open', count: 1 },
    ])
  })
})

describe('a profile', () => {
  it('counts what is filled and what is distinct, and shows the first values', async () => {
    const { sheets } = await project.engine.ask('project.info', {})
    const [sheet] = sheets
    const { columns } = await project.engine.ask('mapping.profile', { sheet: sheet?.id ?? sheetId(0) })
    expect(columns[0]).toEqual({
      name: 'customer_id',
      letter: 'A',
      type: 'text',
      nonEmpty: 5,
      distinct: 3,
      samples: ['A', 'B', 'C'],
    })
  })
})

describe('coverage', () => {
  it('tells what can be computed, and which field would add most', async () => {
    const { computable, total, unlocks } = await project.engine.ask('mapping.coverage', {
      mapping: await mappingOf(),
    })
    expect(computable).toContain('customer_churn_rate')
    expect(computable).not.toContain('nps')
    expect(computable.length).toBeLessThan(total)
    const counts = unlocks.map(({ metrics }) => metrics.length)
    expect(counts).toEqual([...counts].sort((a, b) => b - a))
    expect(unlocks).toContainEqual(
      expect.objectContaining({
        kind: 'survey_responses',
        field: 'nps',
        metrics: expect.arrayContaining(['nps']),
      }),
    )
  })

  it('promises exactly what the datasets then allow', async () => {
    const { computable } = await project.engine.ask('mapping.coverage', { mapping: await mappingOf() })
    const report = await project.engine.ask('metrics.report', { period: null })
    const impossible = report.metrics.filter(({ method }) => method === null).map(({ id }) => id)
    expect(computable.filter((id) => impossible.includes(id))).toEqual([])
  })
})

describe('templates', () => {
  it('are suggested again for a sheet with the same headers', async () => {
    const { engine } = project
    const mapping = await mappingOf()
    await engine.ask('mapping.saveTemplate', { name: 'Customer list', mapping })
    const path = await engine.write('next month.csv', customers)
    await engine.ask('project.import', { files: [path] })
    const { sheets } = await engine.ask('mapping.suggest', {})
    expect(sheets.find(({ file }) => file === 'next month.csv')).toMatchObject({
      kind: 'customers',
      confidence: 1,
      reason: 'as in the template “Customer list”',
    })
    await engine.ask('mapping.removeTemplate', { name: 'Customer list' })
    expect((await engine.ask('mapping.templates', {})).templates).toEqual([])
  })
})

describe('data quality', () => {
  it('finds each fault with its rows', async () => {
    const { findings } = await project.engine.ask('mapping.quality', {})
    expect(
      findings.map(({ code, dataset, field, count }) => [code, dataset, field, count].join(' ')).sort(),
    ).toEqual(
      [
        'blank_required customers customer_id 1',
        'not_understood customers mrr 1',
        'duplicate_rows customers customer_id 1',
        'conflicting_ids customers customer_id 2',
        'dates_out_of_order customers end_date 1',
        'out_of_range customers mrr 1',
        'in_the_future tickets created_at 1',
        'unknown_customer tickets customer_id 1',
      ].sort(),
    )
    const order = findings.find(({ code }) => code === 'dates_out_of_order')
    expect(order).toMatchObject({
      message: 'In 1 row End date comes before Start date.',
      metrics: expect.arrayContaining(['customer_churn_rate']),
    })
    const window = await project.engine.ask('sheet.window', {
      sheet: order?.sheet ?? sheetId(0),
      view: { rowSet: order?.rowSet ?? '' },
      firstRow: 0,
      rowCount: 10,
      columns: [1],
    })
    expect([...window.rowIds].map(Number)).toEqual([3])
  })
})
