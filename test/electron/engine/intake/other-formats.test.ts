import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { previewText } from '#electron/engine/intake/preview-text.ts'
import { cellsOf } from './cells.ts'
import { columnTypes, load, openConnection } from './imports.ts'
import { temporaryFile, temporaryFolder } from './packages.ts'

describe('JSON', () => {
  const records = [
    {
      id: 1,
      day: '2024-01-31',
      moment: '2024-01-31T08:30:00',
      other: '01-02-2024',
      code: '007',
      tags: ['a', 'b'],
      ok: true,
    },
    {
      id: 2.5,
      day: null,
      moment: '2024-02-01T00:00:00',
      other: '03-04-2024',
      code: '8',
      tags: [],
      ok: false,
    },
  ]
  test.each([
    ['an array of records', JSON.stringify(records)],
    ['a record a line', records.map((record) => JSON.stringify(record)).join('\n')],
  ])('%s; only ISO dates are dates', async (_, text) => {
    const { source, sheet, rows } = await load(await temporaryFile('records.json', text))
    expect(source.format).toBe('json')
    expect(columnTypes(sheet)).toEqual([
      'id: number',
      'day: date',
      'moment: datetime',
      'other: text',
      'code: text',
      'tags: text',
      'ok: boolean',
    ])
    expect(await rows()).toEqual([
      [1, '2024-01-31', '2024-01-31 08:30:00', '01-02-2024', '007', '["a","b"]', true],
      [2.5, null, '2024-02-01 00:00:00', '03-04-2024', '8', '[]', false],
    ])
  })

  test('that stops in the middle', async () => {
    const path = await temporaryFile('cut.json', JSON.stringify(records).slice(0, -40))
    await expect(load(path)).rejects.toThrow(/^damaged: “cut.json”/)
  })
})

test('Parquet: integers and decimals are numbers only where a double holds them all', async () => {
  const path = join(await temporaryFolder(), 'data.parquet')
  const connection = await openConnection()
  await connection.run(
    `COPY (SELECT 1::BIGINT AS small, 9007199254740993 AS large, 1.25::DECIMAL(9,2) AS price, 'x' AS name,
      DATE '2024-01-31' AS day, TIMESTAMP '2024-01-31 08:30:00' AS moment, true AS ok, [1, 2] AS list, 'nan'::DOUBLE AS odd)
     TO '${path}' (FORMAT parquet)`,
  )
  const { source, sheet, rows } = await load(path)
  expect(source.format).toBe('parquet')
  expect(columnTypes(sheet)).toEqual([
    'small: number',
    'large: text',
    'price: number',
    'name: text',
    'day: date',
    'moment: datetime',
    'ok: boolean',
    'list: text',
    'odd: number',
  ])
  expect(await rows()).toEqual([
    [1, '9007199254740993', 1.25, 'x', '2024-01-31', '2024-01-31 08:30:00', true, '[1,2]', null],
  ])
})

test('a table of HTML under the name of a workbook', async () => {
  const html =
    '<html><body><table><tr><th>name</th><th>mrr</th></tr><tr><td>Ann</td><td>10.5</td></tr></table></body></html>'
  expect(Object.values(await cellsOf(await temporaryFile('export.xls', html)))).toEqual([
    { A1: 'text "name"', B1: 'text "mrr"', A2: 'text "Ann"', B2: 'number 10.5' },
  ])
})

test('tab-separated text under the name of a workbook', async () => {
  const { source, sheet } = await load(await temporaryFile('export.xls', 'name\tmrr\nAnn\t10.5\nBob\t7\n'))
  expect([source.format, columnTypes(sheet)]).toEqual(['csv', ['name: text', 'mrr: number']])
})

test('a preview shows the guess, and what the user chooses instead', async () => {
  const path = await temporaryFile('data.csv', 'a;b\n1,5;x\n2,5;y\n')
  expect(await previewText(path)).toMatchObject({
    ok: true,
    value: {
      dialect: { delimiter: ';', decimalMark: ',', headerRow: 1 },
      records: [
        ['a', 'b'],
        ['1,5', 'x'],
        ['2,5', 'y'],
      ],
    },
  })
  expect(await previewText(path, { delimiter: ',' })).toMatchObject({
    value: { dialect: { delimiter: ',' }, records: [['a;b'], ['1', '5;x'], ['2', '5;y']] },
  })
})

test('a preview of a packed text file, and of one cut within a character', async () => {
  const text = `name;city\n${'Ann;Köln\n'.repeat(200_000)}`
  const packed = await temporaryFile('data.csv.gz', gzipSync(text))
  expect(await previewText(packed)).toMatchObject({
    ok: true,
    value: { dialect: { delimiter: ';', encoding: 'utf-8' }, types: ['text', 'text'] },
  })
  const shifted = await temporaryFile('data.csv', `x${text}`)
  expect(await previewText(shifted)).toMatchObject({ value: { dialect: { encoding: 'utf-8' } } })
})
