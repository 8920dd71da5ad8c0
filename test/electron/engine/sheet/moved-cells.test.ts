/** Cut and pasted cells take the formulas that read them along. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fileToken, rowId } from '#shared/domain/ids.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { apply, blockOf, formulasIn, sheetOf, typeIn, workbookOfReaders } from './moved-cells.ts'

let tenure: TestEngine
beforeEach(async () => {
  tenure = await startEngine()
  await tenure.open(await tenure.write('book.xlsx', await workbookOfReaders()))
})
afterEach(() => tenure.dispose())

const summary = () => formulasIn(tenure, 'Summary', 1)
const totals = () => formulasIn(tenure, 'Sales', 3)

const move = async (
  from: Parameters<typeof blockOf> extends [TestEngine, ...infer Rest] ? Rest : never,
  to: Parameters<typeof blockOf> extends [TestEngine, ...infer Rest] ? Rest : never,
) =>
  apply(tenure, {
    type: 'moveCells',
    source: await blockOf(tenure, ...from),
    target: await blockOf(tenure, ...to),
  })

const before: [string, string][] = [
  ['=Sales!B2', '2'],
  ['=SUM(Sales!B2:C3)', '25'],
  ['=SUM(Sales!B2:B6)', '12'],
  ['=First*10', '20'],
  ['=SUM(Sales!D2:D6)', '165'],
]

describe('within a sheet', () => {
  test('references to the block go with it, ranges of which it is a part stay', async () => {
    const { formulasLeft } = await move(['Sales', 0, 2, [1, 2]], ['Sales', 3, 2, [1, 2]])
    expect(formulasLeft).toBe(0)
    // B2:C3 now stand in B5:C6.
    expect(await summary()).toEqual([
      ['=Sales!B5', '2'],
      ['=SUM(Sales!B5:C6)', '25'],
      ['=SUM(Sales!B2:B6)', '10'],
      ['=First*10', '20'],
      ['=SUM(Sales!D2:D6)', '200'],
    ])
    expect(await totals()).toEqual([
      ['=B5*C5', '20'],
      ['=B6*C6', '30'],
      ['=B4*C4', '100'],
      ['=B5*C5', '20'],
      ['=B6*C6', '30'],
    ])
    await typeIn(tenure, 'Sales', 5, 1, '100')
    expect((await summary()).map(([, value]) => value)).toEqual(['100', '123', '108', '1000', '2160'])
  })

  test('undo brings the texts and values back, redo moves them again', async () => {
    await move(['Sales', 0, 2, [1, 2]], ['Sales', 3, 2, [1, 2]])
    const after = await summary()
    await tenure.ask('history.undo', {})
    expect(await summary()).toEqual(before)
    await typeIn(tenure, 'Sales', 2, 1, '4')
    expect((await summary())[0]).toEqual(['=Sales!B2', '4'])
    await tenure.ask('history.undo', {})
    expect(await summary()).toEqual(before)
    await move(['Sales', 0, 2, [1, 2]], ['Sales', 3, 2, [1, 2]])
    expect(await summary()).toEqual(after)
    await tenure.ask('history.undo', {})
    await tenure.ask('history.redo', {})
    expect(await summary()).toEqual(after)
  })

  test('a formula that is moved keeps reading what it read', async () => {
    await move(['Sales', 0, 1, [3]], ['Sales', 0, 1, [4]])
    expect(await formulasIn(tenure, 'Sales', 4)).toEqual([['=B2*C2', '20']])
    expect((await summary())[4]).toEqual(['=SUM(Sales!D2:D6)', '145'])
    await typeIn(tenure, 'Sales', 2, 1, '7')
    expect(await formulasIn(tenure, 'Sales', 4)).toEqual([['=B2*C2', '70']])
    // What it reads is moved in its turn.
    await move(['Sales', 0, 1, [1]], ['Sales', 0, 1, [3]])
    expect(await formulasIn(tenure, 'Sales', 4)).toEqual([['=D2*C2', '70']])
    // Typed over, it is no formula any more; taken back, it is.
    await typeIn(tenure, 'Sales', 2, 4, '1')
    expect(await formulasIn(tenure, 'Sales', 4)).toEqual([])
    await tenure.ask('history.undo', {})
    expect(await formulasIn(tenure, 'Sales', 4)).toEqual([['=D2*C2', '70']])
    await typeIn(tenure, 'Sales', 2, 3, '1')
    expect(await formulasIn(tenure, 'Sales', 4)).toEqual([['=D2*C2', '10']])
  })

  test('there and back, everything reads as it did', async () => {
    await move(['Sales', 0, 2, [1, 2]], ['Sales', 0, 2, [3, 4]])
    await move(['Sales', 0, 2, [3, 4]], ['Sales', 0, 2, [1, 2]])
    expect((await summary()).map(([formula]) => formula)).toEqual(before.map(([formula]) => formula))
  })

  test('a move taken back out of its turn takes the formulas back', async () => {
    await move(['Sales', 0, 1, [1]], ['Sales', 0, 1, [4]])
    await typeIn(tenure, 'Sales', 3, 1, '30')
    expect((await summary())[0]).toEqual(['=Sales!E2', '2'])
    const { entries } = await tenure.ask('history.list', {})
    await tenure.ask('history.revert', { id: entries[1]?.id ?? 0 })
    expect((await summary())[0]).toEqual(['=Sales!B2', '2'])
    expect((await summary())[3]).toEqual(['=First*10', '20'])
  })
})

test('an edit over a moved formula that is taken back out of its turn brings the formula back', async () => {
  await move(['Sales', 0, 1, [3]], ['Sales', 0, 1, [4]])
  await typeIn(tenure, 'Sales', 2, 4, '1')
  await typeIn(tenure, 'Sales', 2, 1, '6')
  const { entries } = await tenure.ask('history.list', {})
  await tenure.ask('history.revert', { id: entries[1]?.id ?? 0 })
  expect(await formulasIn(tenure, 'Sales', 4)).toEqual([['=B2*C2', '60']])
  // Moved on, and that taken back out of its turn, it stands where it stood before.
  await move(['Sales', 0, 1, [4]], ['Sales', 2, 1, [4]])
  await typeIn(tenure, 'Sales', 3, 1, '1')
  const later = await tenure.ask('history.list', {})
  await tenure.ask('history.revert', { id: later.entries[1]?.id ?? 0 })
  expect(await formulasIn(tenure, 'Sales', 4)).toEqual([['=B2*C2', '60']])
  await typeIn(tenure, 'Sales', 2, 1, '7')
  expect(await formulasIn(tenure, 'Sales', 4)).toEqual([['=B2*C2', '70']])
})

test('to another sheet, references name it, and moved formulas name the sheet that they came from', async () => {
  const { formulasLeft } = await move(['Sales', 0, 1, [1, 2, 3]], ['Other', 1, 1, [0, 1, 2]])
  expect(formulasLeft).toBe(0)
  expect((await summary())[0]).toEqual(['=Other!A3', '2'])
  expect(await formulasIn(tenure, 'Other', 2)).toEqual([['=A3*B3', '20']])
  expect((await summary())[3]).toEqual(['=First*10', '20'])
  await typeIn(tenure, 'Other', 3, 0, '5')
  expect(await formulasIn(tenure, 'Other', 2)).toEqual([['=A3*B3', '50']])
  await move(['Sales', 1, 1, [3]], ['Other', 2, 1, [2]])
  expect(await formulasIn(tenure, 'Other', 2)).toEqual([
    ['=A3*B3', '50'],
    ['=Sales!B3*Sales!C3', '30'],
  ])
})

test('the formulas stay so after a restart', async () => {
  await move(['Sales', 0, 2, [1, 2]], ['Sales', 3, 2, [1, 2]])
  await move(['Sales', 0, 1, [3]], ['Sales', 0, 1, [4]])
  const [texts, moved] = [await summary(), await formulasIn(tenure, 'Sales', 4)]
  const path = join(tenure.directory, 'kept.tenure')
  await tenure.ask('project.saveAs', { file: fileToken(path) })
  await tenure.engine.close()
  tenure = await startEngine({ directory: tenure.directory })
  await tenure.open(path)
  expect([await summary(), await formulasIn(tenure, 'Sales', 4)]).toEqual([texts, moved])
  await typeIn(tenure, 'Sales', 5, 1, '9')
  expect((await summary())[0]).toEqual(['=Sales!B5', '9'])
  await tenure.ask('history.undo', {})
  await tenure.ask('history.undo', {})
  await tenure.ask('history.undo', {})
  expect(await summary()).toEqual(before)
})

test('new rows have no place in the file, so formulas cannot follow there, which is said', async () => {
  const { formulasLeft } = await move(['Sales', 0, 2, [1, 2]], ['Sales', 4, 2, [1, 2]])
  expect(formulasLeft).toBeGreaterThan(0)
})

test('formulas that are moved there are values, which is said too', async () => {
  const stays = await move(['Sales', 0, 2, [3]], ['Sales', 0, 2, [4]])
  expect(stays.formulasToValues).toBe(0)
  const { formulasToValues } = await move(['Sales', 0, 2, [4]], ['Sales', 5, 2, [4]])
  expect(formulasToValues).toBe(2)
  expect(await formulasIn(tenure, 'Sales', 4)).toEqual([])
})

describe('the formula bar', () => {
  test('follows rows that are inserted and deleted', async () => {
    const { id } = await sheetOf(tenure, 'Sales')
    await apply(tenure, { type: 'insertRows', sheet: id, before: rowId(3), count: 2 })
    expect((await summary()).map(([formula]) => formula)).toEqual([
      '=Sales!B2',
      '=SUM(Sales!B2:C5)',
      '=SUM(Sales!B2:B8)',
      '=First*10',
      '=SUM(Sales!D2:D8)',
    ])
    expect((await totals()).map(([formula]) => formula)).toEqual([
      '=B2*C2',
      '=B5*C5',
      '=B6*C6',
      '=B7*C7',
      '=B8*C8',
    ])
    await apply(tenure, { type: 'deleteRows', sheet: id, rows: [rowId(2)] })
    expect((await summary())[0]).toEqual(['=Sales!#REF!', '#REF!'])
  })

  test('follows columns that are deleted, added and brought back', async () => {
    const { id, columns } = await sheetOf(tenure, 'Sales')
    const [, seats, price] = columns.map((column) => column.id)
    await apply(tenure, { type: 'deleteColumns', sheet: id, columns: [price ?? 0] })
    expect(await summary()).toEqual([
      ['=Sales!B2', '2'],
      ['=SUM(Sales!B2:B3)', '25'],
      ['=SUM(Sales!B2:B6)', '12'],
      ['=First*10', '20'],
      ['=SUM(Sales!C2:C6)', '#REF!'],
    ])
    expect((await formulasIn(tenure, 'Sales', 2))[0]).toEqual(['=B2*#REF!', '#REF!'])
    await tenure.ask('history.undo', {})
    expect(await summary()).toEqual(before)
    expect((await totals())[0]).toEqual(['=B2*C2', '20'])
    await apply(tenure, { type: 'insertColumn', sheet: id, before: seats ?? 0, name: 'New' })
    expect((await summary())[0]).toEqual(['=Sales!C2', '2'])
    expect((await formulasIn(tenure, 'Sales', 4))[0]).toEqual(['=C2*D2', '20'])
  })

  test('follows columns that are dragged to other places', async () => {
    const { id, columns } = await sheetOf(tenure, 'Sales')
    const [customer, , price] = columns.map((column) => column.id)
    await apply(tenure, { type: 'moveColumn', sheet: id, column: price ?? 0, before: customer ?? 0 })
    // Price, Customer, Seats, Total, Free.
    expect((await totals())[0]).toEqual(['=C2*A2', '20'])
    expect((await summary())[0]).toEqual(['=Sales!C2', '2'])
  })

  test('follows sheets that are renamed', async () => {
    const { id } = await sheetOf(tenure, 'Sales')
    await apply(tenure, { type: 'renameSheet', sheet: id, name: 'All sales' })
    expect((await summary())[0]).toEqual(["='All sales'!B2", '2'])
  })
})
