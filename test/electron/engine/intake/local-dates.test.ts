import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localDateType, readLocalDates } from '#electron/engine/intake/csv/local-dates.ts'
import { previewText } from '#electron/engine/intake/preview-text.ts'
import { columnTypes, load, openConnection } from './imports.ts'
import { temporaryFile } from './packages.ts'

const content =
  'id,started,ended,seen\n1,3/4/2024,13.4.2024,31-12-2024 8:05\n2,05/06/2024,,01-02-2024 23:59\n'

test('dates are read in the order that the user chose; a column that does not fit it stays text', async () => {
  const path = await temporaryFile('contracts.csv', content)
  const dayFirst = await load(path, { options: { dialect: { dateOrder: 'day' } } })
  expect(columnTypes(dayFirst.sheet)).toEqual([
    'id: number',
    'started: date',
    'ended: date',
    'seen: datetime',
  ])
  expect(await dayFirst.rows()).toEqual([
    [1, '2024-04-03', '2024-04-13', '2024-12-31 08:05:00'],
    [2, '2024-06-05', null, '2024-02-01 23:59:00'],
  ])
  const monthFirst = await load(path, { options: { dialect: { dateOrder: 'month' } } })
  expect(columnTypes(monthFirst.sheet)).toEqual(['id: number', 'started: date', 'ended: text', 'seen: text'])
  expect((await monthFirst.rows()).map(([, started, ended]) => [started, ended])).toEqual([
    ['2024-03-04', '13.4.2024'],
    ['2024-05-06', null],
  ])
  const unsaid = await load(path)
  expect(columnTypes(unsaid.sheet)).toEqual(['id: number', 'started: text', 'ended: text', 'seen: text'])
})

test('the preview shows the types that the chosen order leads to', async () => {
  const path = await temporaryFile('contracts.csv', content)
  const types = async (dateOrder: 'day' | 'month') => {
    const preview = await previewText(path, { dateOrder })
    return preview.ok ? preview.value.types : []
  }
  expect(await types('day')).toEqual(['number', 'date', 'date', 'datetime'])
  expect(await types('month')).toEqual(['number', 'date', 'text', 'text'])
})

test('the rule in SQL is the rule here', async () => {
  const connection = await openConnection()
  const nearDate = fc.oneof(
    fc.stringMatching(
      /^ ?[0-3]?[0-9][/.-][0-3]?[0-9][/.-](0099|19[0-9]{2}|20[0-9]{2})( [0-2]?[0-9]:[0-6][0-9](:[0-6][0-9])?)? ?$/,
    ),
    fc.constantFrom('29/2/2023', '29/2/2024', '1/2-2024', '2024-01-02', '1/2/24', '', ' '),
  )
  await fc.assert(
    fc.asyncProperty(nearDate, fc.constantFrom('day' as const, 'month' as const), async (text, order) => {
      await connection.run('CREATE OR REPLACE TABLE t AS SELECT 0 AS position, $1 AS c1', [text])
      const [type] = await readLocalDates(connection, 't', ['text'], order)
      expect([text, order, type]).toEqual([text, order, localDateType([text], order) ?? 'text'])
    }),
    { numRuns: 60 },
  )
})
