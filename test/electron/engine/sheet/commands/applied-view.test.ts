import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fileToken } from '#shared/domain/ids.ts'
import { sampleForEachTest } from './sample-for-each-test.ts'

const sample = sampleForEachTest()
const { apply, block, columnOf, texts } = sample

describe('under a sort and a filter', () => {
  /** MRR above 9, the largest first: rows 9 (1000), 5 (20.5) and 4 (10). */
  const viewAt = (appliedAt?: number) => ({
    sort: [{ column: columnOf('MRR'), descending: true }],
    filters: [{ type: 'condition' as const, column: columnOf('MRR'), operator: '>' as const, operand: '9' }],
    ...(appliedAt === undefined ? {} : { appliedAt }),
  })
  type View = ReturnType<typeof viewAt>
  const shown = async (view: View & { readonly hidden?: number[] }) => {
    const { rowIds, outdated } = await sample.tenure.ask('sheet.window', { ...block(0, 20, 'MRR'), view })
    return { rows: Array.from(rowIds), outdated }
  }
  const applied = async (): Promise<View> => {
    const view = viewAt((await sample.tenure.ask('project.info', {})).revision)
    expect(await shown(view)).toEqual({ rows: [9, 5, 4], outdated: false })
    return view
  }
  const edit = (row: number, input: string) =>
    apply({ type: 'setCells', sheet: sample.sheet.id, cells: [{ row, column: columnOf('MRR'), input }] })

  test('an edited row stays where it stands until they are applied again, whatever else is saved', async () => {
    const view = await applied()
    await edit(9, '1')
    await edit(4, '500')
    expect(await shown(view)).toEqual({ rows: [9, 5, 4], outdated: true })
    const { revision } = await sample.tenure.ask('project.info', {})
    expect(await shown(viewAt(revision))).toEqual({ rows: [4, 5], outdated: false })
    await sample.tenure.ask('project.setting', { key: 'data.sheets', value: [] })
    expect(await shown(view)).toEqual({ rows: [9, 5, 4], outdated: true })
  })

  test('rows stay where they stand when the project is saved elsewhere, and when a file is added', async () => {
    const view = await applied()
    await edit(9, '1')
    const { tenure } = sample
    const file = fileToken(join(tenure.directory, 'mine.tenure'))
    const before = await tenure.ask('project.info', {})
    const saved = await tenure.ask('project.saveAs', { file })
    expect(saved.opened).toBe(before.opened)
    expect(await shown(view)).toEqual({ rows: [9, 5, 4], outdated: true })
    expect((await shown({ ...view, hidden: [5] })).rows).toEqual([9, 4])
    await tenure.ask('project.import', {
      files: [fileToken(await tenure.write('more.csv', 'MRR,Seats\n7,1\n8,2\n'))],
    })
    expect(await shown(view)).toEqual({ rows: [9, 5, 4], outdated: true })
    await edit(4, '2')
    expect(await shown(view)).toEqual({ rows: [9, 5, 4], outdated: true })
    const { revision } = await tenure.ask('project.info', {})
    expect(await shown(viewAt(revision))).toEqual({ rows: [5], outdated: false })
  })

  test('hiding a row by itself moves no other, and showing it again brings it back to its place', async () => {
    const view = await applied()
    await edit(9, '1')
    expect((await shown({ ...view, hidden: [5] })).rows).toEqual([9, 4])
    expect((await shown({ ...view, hidden: [5, 9] })).rows).toEqual([4])
    expect((await shown(view)).rows).toEqual([9, 5, 4])
  })

  test('an edit elsewhere leaves them up to date', async () => {
    const view = await applied()
    await apply({ type: 'clear', target: block(0, 3, 'Name') })
    expect(await shown(view)).toEqual({ rows: [9, 5, 4], outdated: false })
  })

  test('a block is what is seen there, also after edits', async () => {
    const view = await applied()
    await edit(9, '1')
    await apply({ type: 'fill', target: { ...block(0, 2, 'MRR'), view }, direction: 'down' })
    expect(await texts('MRR')).toEqual(['10', '1', '', '5', '', '1', '0'])
  })

  test('added rows stay at the end, inserted ones above their row', async () => {
    const view = await applied()
    const { addedRow } = await apply({
      type: 'paste',
      target: { ...block(3, 2, 'MRR'), view },
      texts: [['5000'], ['1']],
    })
    expect(addedRow).toBe(11)
    expect(await shown(view)).toEqual({ rows: [9, 5, 4, 11, 12], outdated: true })
    await apply({ type: 'insertRows', sheet: sample.sheet.id, before: 5, count: 2 })
    expect((await shown(view)).rows).toEqual([9, 13, 14, 5, 4, 11, 12])
    expect((await shown(viewAt())).rows).toEqual([11, 9, 5, 4])
  })

  test('deleted rows are gone, and stand where they stood when that is taken back', async () => {
    const view = await applied()
    await apply({ type: 'deleteRows', sheet: sample.sheet.id, rows: [5] })
    expect((await shown(view)).rows).toEqual([9, 4])
    await sample.tenure.ask('history.undo', {})
    expect((await shown(view)).rows).toEqual([9, 5, 4])
  })

  test('a row that was deleted before comes back at the end, if it passes the filter', async () => {
    await apply({ type: 'deleteRows', sheet: sample.sheet.id, rows: [5, 7] })
    const view = viewAt((await sample.tenure.ask('project.info', {})).revision)
    expect((await shown(view)).rows).toEqual([9, 4])
    await sample.tenure.ask('history.undo', {})
    expect((await shown(view)).rows).toEqual([9, 4, 5])
  })
})
