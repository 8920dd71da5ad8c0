import { afterEach, beforeEach, expect, test } from 'vitest'
import { fileToken } from '#shared/domain/ids.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { onlySheet } from '../sheet/sample-sheet.ts'

let tenure: TestEngine
beforeEach(async () => {
  tenure = await startEngine()
})
afterEach(() => tenure.dispose())

const text = 'Export of June;;\ncustomer;plan;mrr\nAcme;Basic;10,5\nBirch;Pro;25,25\n'

test('a text file is previewed as it was read, as it would be read, and read again', async () => {
  const project = await tenure.open(await tenure.write('people.csv', text))
  const [source] = project.sources
  if (source === undefined) throw new Error('no source')
  const present = await tenure.ask('project.previewText', { source: source.id })
  expect(present).toMatchObject({
    name: 'people.csv',
    dialect: { delimiter: ';', decimalMark: ',', headerRow: 2 },
    types: ['text', 'text', 'number'],
  })
  const other = await tenure.ask('project.previewText', { source: source.id, dialect: { delimiter: ',' } })
  expect(other.records[2]).toEqual(['Acme;Basic;10', '5'])
  const again = await tenure.ask('project.readAgain', {
    source: source.id,
    dialect: { ...present.dialect, headerRow: 1 },
  })
  expect(again.sources).toHaveLength(1)
  expect(onlySheet(again.sheets)).toMatchObject({ headerRow: 1, rowCount: 3 })
  expect(onlySheet(again.sheets).columns[0]?.name).toBe('Export of June')
})

test('a file that was not opened since the start has to be chosen, whatever the project says of its place', async () => {
  const path = await tenure.write('people.csv', text)
  await tenure.open(path)
  const place = `${tenure.directory}/mine.tenure`
  await tenure.ask('project.saveAs', { file: fileToken(place) })
  const { sources } = await tenure
    .open(await tenure.write('other.csv', 'a,b\n1,2\n'))
    .then(() => tenure.open(place))
  const [source] = sources
  if (source === undefined) throw new Error('no source')
  const refused = await tenure.engine.ask('project.previewText', { source: source.id })
  expect(refused).toMatchObject({ ok: false, error: { code: 'not_granted' } })
  const chosen = await tenure.ask('project.previewText', { source: source.id, file: fileToken(path) })
  expect(chosen.dialect.delimiter).toBe(';')
})
