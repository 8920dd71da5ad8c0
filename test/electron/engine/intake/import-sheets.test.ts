import { existsSync } from 'node:fs'
import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { importFile } from '#electron/engine/intake/import-file.ts'
import { columnTypes, load, openConnection, tablesIn } from './imports.ts'
import { relationships, temporaryFile, workbookFile, worksheet } from './packages.ts'

const data = new URL('../../../../../shared/data/', import.meta.url).pathname

/** A workbook of one sheet with these rows, written by another program. */
async function book(
  rows: readonly (readonly unknown[])[],
  change: (sheet: ExcelJS.Worksheet) => void = () => {},
): Promise<string> {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('Data')
  for (const row of rows) sheet.addRow([...row])
  change(sheet)
  return temporaryFile('book.xlsx', new Uint8Array(await workbook.xlsx.writeBuffer()))
}

const day = (text: string) => new Date(`${text}T00:00:00Z`)

describe('types', () => {
  test('the narrowest that is exact', async () => {
    const { sheet, rows } = await load(
      await book([
        ['name', 'mrr', 'since', 'seen', 'active', 'code'],
        ['Ann', 10.5, day('2024-01-31'), new Date('2024-01-31T08:30:00Z'), true, '007'],
        ['Bob', -3, day('2024-02-29'), day('2024-03-01'), false, '8'],
      ]),
    )
    expect(columnTypes(sheet)).toEqual([
      'name: text',
      'mrr: number',
      'since: date',
      'seen: datetime',
      'active: boolean',
      'code: text',
    ])
    expect(await rows('row_id, position, c1, c2, c3, c4, c5, c6')).toEqual([
      ['2', '0', 'Ann', 10.5, '2024-01-31', '2024-01-31 08:30:00', true, '007'],
      ['3', '1', 'Bob', -3, '2024-02-29', '2024-03-01 00:00:00', false, '8'],
    ])
  })

  test('a mixed column keeps every value as text, and its kind beside it', async () => {
    const { sheet, rows } = await load(
      await book([
        ['value', 'id'],
        [1.5, 1],
        ['N/A', 2],
        [day('2024-01-31'), 3],
        [true, 4],
        [{ error: '#DIV/0!' }, 5],
        [null, 6],
        [{ formula: '""', result: '' }, 7],
      ]),
    )
    expect(columnTypes(sheet)).toEqual(['value: text mixed', 'id: number'])
    expect(await rows('c1, k1')).toEqual([
      ['1.5', 1],
      ['N/A', 2],
      ['2024-01-31', 4],
      ['TRUE', 3],
      ['#DIV/0!', 5],
      [null, 0],
      ['', 2],
    ])
  })

  test.each([
    ['number', 7, '7'],
    ['boolean', true, 'TRUE'],
    ['date', day('2024-01-31'), '2024-01-31'],
    ['moment', new Date('2024-01-31T08:30:00Z'), '2024-01-31T08:30:00'],
  ])('a text that comes after thousands of values of another kind: %s', async (_, value, text) => {
    const many = Array.from({ length: 9_000 }, () => [value, null])
    const { sheet, rows } = await load(await book([['a', 'b'], ...many, ['late', 'first of its column']]))
    expect(columnTypes(sheet)).toEqual(['a: text mixed', 'b: text'])
    const found = await rows('c1, k1, c2')
    expect(found[0]).toEqual([text, expect.any(Number), null])
    expect(found[8_999]?.[0]).toBe(text)
    expect(found[9_000]).toEqual(['late', 2, 'first of its column'])
  })
})

describe('rows and columns', () => {
  test('blank rows inside stay rows, a wide gap does not, and nothing stands at the end', async () => {
    const path = await book([['id', 'note']], (sheet) => {
      sheet.getCell('A2').value = 1
      sheet.getCell('A5').value = 2
      sheet.getCell('A5000').value = 3
      sheet.getCell('A5010').value = { formula: '""', result: '' }
      sheet.getCell('A6000').fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFF0000' } }
    })
    const { sheet, rows } = await load(path)
    expect(await rows('row_id, position')).toEqual([
      ['2', '0'],
      ['3', '1'],
      ['4', '2'],
      ['5', '3'],
      ['5000', '4'],
    ])
    expect(sheet.rowCount).toBe(5)
  })

  test('a column far out is one column, not thousands', async () => {
    const { sheet } = await load(
      await book([['a', 'b']], (sheet) => {
        sheet.getCell('A2').value = 1
        sheet.getCell('B2').value = 2
        sheet.getCell('XFD2').value = 3
      }),
    )
    expect(sheet.columns.map(({ id, name }) => [id, name])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [16_384, 'XFD'],
    ])
  })

  test('names are unique and never blank', async () => {
    const { sheet } = await load(
      await book([
        ['Amount', null, 'amount', ' Amount\n(net) '],
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ]),
    )
    expect(sheet.columns.map(({ name }) => name)).toEqual(['Amount', 'B', 'amount (2)', 'Amount (net)'])
    expect(sheet.problems).toContainEqual(expect.objectContaining({ code: 'renamed_columns', count: 2 }))
  })

  test('a sheet of 16,384 columns', async () => {
    const cells = (from: number) =>
      Array.from({ length: 16_384 }, (_, at) => `<c><v>${from + at}</v></c>`).join('')
    const labels = Array.from(
      { length: 16_384 },
      (_, at) => `<c t="inlineStr"><is><t>n${at}</t></is></c>`,
    ).join('')
    const { sheet, rows } = await load(
      await workbookFile(`<row>${labels}</row><row>${cells(0)}</row><row>${cells(1)}</row>`),
    )
    expect(sheet.columns).toHaveLength(16_384)
    expect(await rows('c1, c16384')).toEqual([
      [0, 16_383],
      [1, 16_384],
    ])
  })
})

describe('what stands beside the cells', () => {
  test('formulas with shared ones written out, notes, merged areas, hidden rows and columns, widths, formats, frozen rows', async () => {
    const path = await book(
      [
        ['item', 'price', 'twice'],
        ['a', 1, null],
        ['b', 2, null],
        ['c', 3, null],
      ],
      (sheet) => {
        sheet.getCell('C2').value = {
          formula: 'B2*2',
          result: 2,
          shareType: 'shared',
          ref: 'C2:C4',
        } as ExcelJS.CellValue
        sheet.getCell('C3').value = { sharedFormula: 'C2', result: 4 } as ExcelJS.CellValue
        sheet.getCell('C4').value = { sharedFormula: 'C2', result: 6 } as ExcelJS.CellValue
        sheet.getCell('A2').note = 'Looked up by hand'
        sheet.getColumn(2).numFmt = '#,##0.00'
        sheet.getColumn(2).width = 21
        sheet.getColumn(3).hidden = true
        sheet.getRow(3).hidden = true
        sheet.views = [{ state: 'frozen', ySplit: 1, xSplit: 2 }]
        sheet.mergeCells('A6:B7')
      },
    )
    const { sheet } = await load(path)
    expect(sheet.formulas).toEqual([
      { row: 2, column: 3, formula: 'B2*2' },
      { row: 3, column: 3, formula: 'B3*2' },
      { row: 4, column: 3, formula: 'B4*2' },
    ])
    expect(sheet.notes).toEqual([expect.objectContaining({ row: 2, column: 1, text: 'Looked up by hand' })])
    expect(sheet.mergedAreas).toEqual([{ firstRow: 6, firstColumn: 1, lastRow: 7, lastColumn: 2 }])
    expect(sheet.hiddenRows).toEqual([3])
    expect(sheet.frozen).toEqual({ rows: 1, columns: 2 })
    expect(sheet.columns[1]).toMatchObject({ numberFormat: '#,##0.00', width: 21, hidden: false })
    expect(sheet.columns[2]).toMatchObject({ hidden: true })
  })

  test('threaded comments: the posts of a cell are one note, in place of its placeholder', async () => {
    const path = await workbookFile('', {
      'xl/worksheets/sheet1.xml': worksheet('<row><c><v>1</v></c></row>'),
      'xl/worksheets/_rels/sheet1.xml.rels': relationships([
        ['rId1', 'threadedComment', '../threadedComments/threadedComment1.xml'],
        ['rId2', 'comments', '../comments1.xml'],
      ]),
      'xl/comments1.xml':
        '<comments><authors><author>tc={1}</author></authors><commentList><comment ref="A1" authorId="0"><text><t>[Threaded comment]</t></text></comment></commentList></comments>',
      'xl/threadedComments/threadedComment1.xml':
        '<ThreadedComments><threadedComment ref="A1" personId="{p}" id="{1}"><text>Is this right?</text></threadedComment><threadedComment ref="A1" personId="{q}" id="{2}" parentId="{1}"><text>Yes</text></threadedComment></ThreadedComments>',
      'xl/persons/person.xml':
        '<personList><person displayName="Ann" id="{p}"/><person displayName="Bob" id="{q}"/></personList>',
    })
    const { sheet } = await load(path)
    expect(sheet.notes).toEqual([{ row: 1, column: 1, text: 'Is this right?\nBob: Yes', author: 'Ann' }])
  })

  test('tables and defined names; a table says where the header is', async () => {
    const path = await book(
      [
        ['Report', null],
        [null, null],
      ],
      (sheet) => {
        sheet.addTable({
          name: 'Sales',
          ref: 'A4',
          headerRow: true,
          columns: [{ name: 'x' }, { name: 'y' }],
          rows: [
            ['a', 'b'],
            ['c', 'd'],
          ],
        })
        sheet.workbook.definedNames.add('Data!$A$5:$A$6', 'Names')
      },
    )
    const { source, sheet } = await load(path)
    expect(sheet.headerRow).toBe(4)
    expect(source.namedAreas).toEqual([
      {
        name: 'Names',
        kind: 'range',
        sheet: 'Data',
        range: { firstRow: 5, firstColumn: 1, lastRow: 6, lastColumn: 1 },
      },
      {
        name: 'Sales',
        kind: 'table',
        sheet: 'Data',
        range: { firstRow: 4, firstColumn: 1, lastRow: 6, lastColumn: 2 },
        table: { columns: ['x', 'y'], headerRows: 1, totalsRows: 0 },
      },
    ])
  })

  test('a large sheet is read in one pass, and once more where values lie under merged cells or rows out of order', async () => {
    const row = (number: number, value: number) =>
      `<row r="${number}"><c r="A${number}"><v>${value}</v></c><c r="B${number}" t="inlineStr"><is><t>${'x'.repeat(200)}</t></is></c></row>`
    const rows = Array.from({ length: 80_000 }, (_, at) => row(at + 1, at))
    const merged = worksheet(
      rows.join(''),
      '<mergeCells><mergeCell ref="A5:A6"/><mergeCell ref="D1:E9"/></mergeCells>',
    )
    const covered = await load(await workbookFile('', { 'xl/worksheets/sheet1.xml': merged }))
    expect((await covered.rows('c1')).slice(3, 7)).toEqual([[3], [4], [null], [6]])
    expect(covered.sheet.problems).toContainEqual(
      expect.objectContaining({ code: 'covered_cells', count: 1, place: { sheet: 'Data', cell: 'A6' } }),
    )
    const turned = await load(await workbookFile([...rows].reverse().join('')))
    expect(turned.sheet.rowCount).toBe(80_000)
    expect((await turned.rows('row_id, c1'))[79_999]).toEqual(['80000', 79_999])
  })
})

describe('ending early', () => {
  test('cancelled in the middle: nothing is left', async () => {
    const path = await workbookFile(
      Array.from({ length: 50_000 }, (_, at) => `<row><c><v>${at}</v></c></row>`).join(''),
    )
    const connection = await openConnection()
    const abort = new AbortController()
    const seen: number[] = []
    const result = await importFile({
      connection,
      path,
      firstSheetNumber: 1,
      signal: abort.signal,
      onProgress({ rows }) {
        seen.push(rows)
        if (rows > 10_000) abort.abort()
      },
    })
    expect(result).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(seen.at(-1)).toBeLessThan(20_000)
    expect(await tablesIn(connection)).toEqual([])
  })

  test('within the transaction of the caller', async () => {
    const connection = await openConnection()
    const path = await book([['a'], [1], ['x']])
    await connection.run('BEGIN')
    expect(await importFile({ connection, path, firstSheetNumber: 3 })).toMatchObject({ ok: true })
    await connection.run('ROLLBACK')
    expect(await tablesIn(connection)).toEqual([])
  })
})

describe.skipIf(!existsSync(data))('real data', () => {
  test('an invoice list with letters among its numbers', async () => {
    const { sheet } = await load(`${data}online_retail_part.xlsx`)
    expect([sheet.headerRow, sheet.rowCount]).toEqual([1, 40_000])
    expect(columnTypes(sheet)).toEqual([
      'InvoiceNo: text mixed',
      'StockCode: text mixed',
      'Description: text',
      'Quantity: number',
      'InvoiceDate: datetime',
      'UnitPrice: number',
      'CustomerID: number',
      'Country: text',
    ])
  })

  test('a snapshot of customers with blanks among its totals', async () => {
    const { sheet, rows } = await load(`${data}telco.csv`)
    expect([sheet.headerRow, sheet.rowCount]).toEqual([1, 7_043])
    const totals = sheet.columns.find(({ name }) => /total ?charges/i.test(name))
    expect(await rows(`count(*) FILTER (c${totals?.id} IS NULL) OVER ()`).then(([first]) => first)).toEqual([
      '11',
    ])
  })

  test('transactions with the day as eight digits', async () => {
    const { sheet } = await load(`${data}cdnow_transactions.csv`)
    expect([sheet.rowCount, columnTypes(sheet)]).toEqual([
      6_919,
      ['master_id: text', 'customer_id: text', 'date: number', 'cds: number', 'amount: number'],
    ])
  })
})
