import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { importFile } from '#electron/engine/intake/import-file.ts'
import { cellsOfSheet } from './cells.ts'
import { columnTypes, load, openConnection } from './imports.ts'
import { temporaryFile, temporaryFolder } from './packages.ts'

/** A row id comes as text from the database. */
const asRead = ([id, ...cells]: readonly unknown[]): unknown[] => [String(id), ...cells]

describe('types', () => {
  test('only spellings that mean one thing everywhere become numbers, dates and booleans', async () => {
    const { sheet, rows } = await load(
      await temporaryFile(
        'plans.csv',
        'id,price,zip,phone,day,moment,active,note,us_date,share\n' +
          '1,10.50,01234,12345678901234567,2024-01-31,2024-01-31T08:30:00,true,x,01/31/2024,12%\n' +
          '2,-3,98765,22345678901234567,2024-02-29,2024-02-29 23:59:59.5,FALSE,,02/29/2024,5%\n',
      ),
    )
    expect(columnTypes(sheet)).toEqual([
      'id: number',
      'price: number',
      'zip: text',
      'phone: text',
      'day: date',
      'moment: datetime',
      'active: boolean',
      'note: text',
      'us_date: text',
      'share: text',
    ])
    expect(await rows()).toEqual([
      [
        1,
        10.5,
        '01234',
        '12345678901234567',
        '2024-01-31',
        '2024-01-31 08:30:00',
        true,
        'x',
        '01/31/2024',
        '12%',
      ],
      [
        2,
        -3,
        '98765',
        '22345678901234567',
        '2024-02-29',
        '2024-02-29 23:59:59.5',
        false,
        null,
        '02/29/2024',
        '5%',
      ],
    ])
  })

  test('one value that does not fit, far below the beginning, keeps the column as the exact text', async () => {
    const lines = Array.from({ length: 60_000 }, (_, at) => `${at}.50,${at}`)
    lines[50_000] = 'n/a,1'
    const { sheet, rows } = await load(await temporaryFile('late.csv', `amount,id\n${lines.join('\n')}\n`))
    expect(columnTypes(sheet)).toEqual(['amount: text', 'id: number'])
    const found = await rows('c1')
    expect(found).toHaveLength(60_000)
    expect(found[50_000]).toEqual(['n/a'])
    expect(found[7]).toEqual(['7.50'])
  })

  test('a column that is blank at the beginning still gets its type', async () => {
    const lines = Array.from({ length: 5_000 }, (_, at) => `${at},${at > 4_000 ? '2024-01-01' : ''}`)
    const { sheet } = await load(await temporaryFile('sparse.csv', `id,day\n${lines.join('\n')}\n`))
    expect(columnTypes(sheet)).toEqual(['id: number', 'day: date'])
  })

  test('a wide file is read as a narrow one', async () => {
    const lines = [
      ['n', 'day', 'moment', 'text'],
      ['1.5', '2024-01-31', '2024-01-31T08:30:00', 'x'],
      ['', '', '', ''],
      [' 7 ', '2024-02-29', '2024-02-29 08:30', '007'],
    ]
    const times = 150
    const csv = (repeat: number) =>
      lines
        .map((line, at) =>
          Array.from({ length: repeat }, (_, copy) =>
            line.map((cell) => (at === 0 ? `${cell}${copy}` : cell)),
          )
            .flat()
            .join(','),
        )
        .join('\n')
    const narrow = await load(await temporaryFile('narrow.csv', csv(1)))
    const wide = await load(await temporaryFile('wide.csv', csv(times)))
    const repeated = (row: readonly unknown[]) => Array.from({ length: times }, () => row).flat()
    const types = (columns: string[]) => columns.map((column) => column.split(': ')[1])
    expect(types(columnTypes(wide.sheet))).toEqual(repeated(types(columnTypes(narrow.sheet))))
    expect(types(columnTypes(narrow.sheet))).toEqual(['number', 'date', 'datetime', 'text'])
    expect(await wide.rows()).toEqual((await narrow.rows()).map(repeated))
  })

  test('decimal commas', async () => {
    const { sheet, rows, source } = await load(
      await temporaryFile('preise.csv', 'Artikel;Preis\nA;1,50\nB;-20,25\n'),
    )
    expect(source.dialect).toMatchObject({ delimiter: ';', decimalMark: ',' })
    expect(columnTypes(sheet)).toEqual(['Artikel: text', 'Preis: number'])
    expect(await rows()).toEqual([
      ['A', 1.5],
      ['B', -20.25],
    ])
  })
})

describe('form', () => {
  test.each([
    ['tabs', 'a\tb\n1\tx,y\n2\tz;w\n', '\t'],
    ['pipes', 'a|b\n1|x\n2|z\n', '|'],
    ['a directive of the first line', 'sep=;\na;b\n1;x,1\n2;z,2\n', ';'],
    ['Windows line ends', 'a,b\r\n1,x\r\n2,z\r\n', ','],
    ['old Macintosh line ends', 'a,b\r1,x\r2,z\r', ','],
    ['no line end at the end', 'a,b\n1,x\n2,z', ','],
  ])('%s', async (_, text, delimiter) => {
    const { sheet, rows, source } = await load(await temporaryFile('form.csv', text))
    expect(source.dialect?.delimiter).toBe(delimiter)
    expect(columnTypes(sheet)).toEqual(['a: number', 'b: text'])
    expect(await rows('c1')).toEqual([[1], [2]])
  })

  test('quotes, doubled quotes, delimiters and line breaks inside cells', async () => {
    const text = 'name,note\n"Smith, Ann","said ""hi""\nand left"\nBob,plain\n'
    const { rows } = await load(await temporaryFile('quotes.csv', text))
    expect(await rows()).toEqual([
      ['Smith, Ann', 'said "hi"\nand left'],
      ['Bob', 'plain'],
    ])
  })

  test('ragged rows are kept whole and reported', async () => {
    const text = 'a,b,c\n1,2,3\n4\n5,6,7,8\n9,10,11,,\n12,13,14\n'
    const { sheet, rows } = await load(await temporaryFile('ragged.csv', text))
    expect(await rows()).toEqual([
      [1, 2, 3, null],
      [4, null, null, null],
      [5, 6, 7, 8],
      [9, 10, 11, null],
      [12, 13, 14, null],
    ])
    expect(sheet.problems).toContainEqual(
      expect.objectContaining({ code: 'ragged_rows', count: 2, place: { sheet: 'ragged', row: 3 } }),
    )
  })

  test('a ragged row far below the beginning', async () => {
    const lines = Array.from({ length: 100_000 }, (_, at) => `${at},x,y`)
    lines[90_000] = '90000,x,y,extra'
    const { sheet, rows } = await load(await temporaryFile('late.csv', `a,b,c\n${lines.join('\n')}\n`))
    expect(sheet.rowCount).toBe(100_000)
    expect((await rows())[90_000]).toEqual([90_000, 'x', 'y', 'extra'])
  })

  test('a row of blank cells is a row, whether or not another is ragged', async () => {
    const lines = 'a,b,c\n1,x,y\n,,\n2,"x, or ""z""",\n'
    const even = await load(await temporaryFile('even.csv', lines))
    const ragged = await load(await temporaryFile('ragged.csv', `${lines}3,"two\nlines"\n`))
    const expected = [
      [2, 1, 'x', 'y'],
      [3, null, null, null],
      [4, 2, 'x, or "z"', null],
    ]
    expect(await even.rows('row_id, c1, c2, c3')).toEqual(expected.map(asRead))
    expect(await ragged.rows('row_id, c1, c2, c3')).toEqual(
      [...expected, [5, 3, 'two\nlines', null]].map(asRead),
    )
  })

  test('a quote that is not closed, and text after a closing quote', async () => {
    const { rows } = await load(await temporaryFile('odd.csv', 'a,b\n"x"y,1\n5" screen,2\n"open,3\n'))
    expect(await rows()).toEqual([
      ['xy', 1],
      ['5" screen', 2],
      ['open,3\n', null],
    ])
  })

  test('title lines above the header', async () => {
    const text =
      'Customers of 2024,,\nexported by the billing system,,\n,,\nname,mrr,since\nAnn,10,2024-01-01\nBob,20,2024-02-01\n'
    const { sheet, rows } = await load(await temporaryFile('titled.csv', text))
    expect(sheet.headerRow).toBe(4)
    expect(columnTypes(sheet)).toEqual(['name: text', 'mrr: number', 'since: date'])
    expect(await rows('row_id, c1')).toEqual([
      ['5', 'Ann'],
      ['6', 'Bob'],
    ])
    expect(sheet.preamble[0]).toEqual({
      row: 1,
      column: 1,
      value: { kind: 'text', value: 'Customers of 2024' },
    })
  })

  test('numbers without a header', async () => {
    const { sheet } = await load(await temporaryFile('matrix.csv', '1,2,3\n4,5,6\n7,8,9\n'))
    expect(sheet.headerRow).toBe(0)
    expect(sheet.rowCount).toBe(3)
    expect(columnTypes(sheet)).toEqual(['A: number', 'B: number', 'C: number'])
  })

  test('a header and nothing below', async () => {
    const { sheet } = await load(await temporaryFile('new.csv', 'name,plan\n'))
    expect([sheet.headerRow, sheet.rowCount, sheet.columns.length]).toEqual([1, 0, 2])
  })

  test('what the user corrects is kept', async () => {
    const path = await temporaryFile('corrected.csv', 'a;b\n1,5;2\n')
    const { source } = await load(path, { options: { dialect: { delimiter: ',', headerRow: 0 } } })
    expect(source.dialect).toMatchObject({ delimiter: ',', headerRow: 0 })
  })
})

describe('encodings', () => {
  const western = 'name,city\nJosé,Málaga\nRenée,Orléans\nJürgen,Köln\n'
  test.each([
    ['utf-8', Buffer.from(western)],
    ['utf-8', Buffer.from(`\uFEFF${western}`)],
    ['utf-16le', Buffer.from(`\uFEFF${western}`, 'utf16le')],
    ['utf-16le', Buffer.from(western, 'utf16le')],
    ['utf-16be', Buffer.from(`\uFEFF${western}`, 'utf16le').swap16()],
    ['windows-1252', Buffer.from(western, 'latin1')],
  ])('%s', async (encoding, bytes) => {
    const { source, sheet, rows } = await load(await temporaryFile('people.csv', bytes))
    expect(source.dialect?.encoding).toBe(encoding)
    expect(columnTypes(sheet)).toEqual(['name: text', 'city: text'])
    expect((await rows())[0]).toEqual(['José', 'Málaga'])
  })

  test('Shift-JIS', async () => {
    const bytes = Buffer.from('96bc914f2c936d8ee30a8e5293632c8b9e8be48e730a8db2938c2c91e58de38e730a', 'hex')
    const { source } = await load(await temporaryFile('japan.csv', bytes))
    expect(source.dialect?.encoding).toBe('shift_jis')
  })

  test('GB18030', async () => {
    const bytes = Buffer.from('d0d5c3fb2cb3c7cad00ad5c5c8fd2cb1b1beca0ac0eecbc42cc9cfbaa30a', 'hex')
    const { source, rows } = await load(await temporaryFile('china.csv', bytes))
    expect(source.dialect?.encoding).toBe('gb18030')
    expect((await rows())[1]).toEqual(['李四', '上海'])
  })

  test('a mark before a file without a header is no part of the first cell', async () => {
    const { rows } = await load(await temporaryFile('marked.csv', '\uFEFF1,2\n3,4\n'))
    expect(await rows()).toEqual([
      [1, 2],
      [3, 4],
    ])
  })

  test('a broken character in UTF-8 is replaced and reported', async () => {
    const bytes = Buffer.concat([
      Buffer.from('name\nJosé\nRenée\nJürgen\nÅsa\nZoë\n'.repeat(20)),
      Buffer.from([0xe9, 0x0a]),
    ])
    const { sheet, source } = await load(await temporaryFile('broken.csv', bytes))
    expect(source.dialect?.encoding).toBe('utf-8')
    expect(sheet.problems).toContainEqual(expect.objectContaining({ code: 'replaced_characters', count: 1 }))
  })

  test('a file that begins in plain letters and has others far below', async () => {
    const plain = 'id,name\n'.concat('1,Anna\n'.repeat(160_000))
    const later = (encoding: BufferEncoding) =>
      Buffer.concat([Buffer.from(plain), Buffer.from('2,José\n', encoding)])
    const western = await load(await temporaryFile('western.csv', later('latin1')))
    expect(western.source.dialect?.encoding).toBe('windows-1252')
    expect((await western.rows()).at(-1)).toEqual([2, 'José'])
    const utf8 = await load(await temporaryFile('utf8.csv', later('utf8')))
    expect(utf8.source.dialect?.encoding).toBe('utf-8')
    expect((await utf8.rows()).at(-1)).toEqual([2, 'José'])
    expect([...western.sheet.problems, ...utf8.sheet.problems]).toEqual([])
  })
})

test('a line longer than the database reads', async () => {
  const text = 'x'.repeat(3_000_000)
  const { sheet, rows } = await load(
    await temporaryFile('long.csv', `id,text\n1,short\n2,"${text}"\n3,short\n`),
  )
  expect(sheet.problems).toEqual([])
  expect(await rows()).toEqual([
    [1, 'short'],
    [2, text],
    [3, 'short'],
  ])
})

test('gzip', async () => {
  const { source, rows } = await load(await temporaryFile('data.csv.gz', gzipSync('a,b\n1,x\n2,y\n')))
  expect(source.format).toBe('csv')
  expect(source.sheets[0]?.name).toBe('data')
  expect(await rows()).toEqual([
    [1, 'x'],
    [2, 'y'],
  ])
})

test('the database may read only its staging folder, which is empty again afterwards', async () => {
  const connection = await openConnection()
  const folder = join(await temporaryFolder(), 'staging')
  await mkdir(folder)
  await connection.run(`SET allowed_directories = ['${folder}/']`)
  await connection.run('SET enable_external_access = false')
  const path = await temporaryFile('data.csv', 'a,b\n1,x\n2,y\n')
  const result = await importFile({ connection, path, firstSheetNumber: 4, stagingDirectory: folder })
  expect(result).toMatchObject({ ok: true, value: { sheets: [{ table: 'sheet_4', rowCount: 2 }] } })
  expect(await readdir(folder)).toEqual([])
})

test('cells straight from the text', async () => {
  const path = await temporaryFile('cells.csv', 'id,when\n007,2024-01-31\n8,\n')
  expect(await cellsOfSheet(path)).toEqual({
    A1: 'text "id"',
    B1: 'text "when"',
    A2: 'text "007"',
    B2: 'date 2024-01-31T00:00:00.000Z',
    A3: 'number 8',
  })
})
