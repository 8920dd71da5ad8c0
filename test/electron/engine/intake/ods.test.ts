import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { odsFormula } from '#electron/engine/intake/ods/cell-value.ts'
import { cellsOf } from './cells.ts'
import { columnTypes, load } from './imports.ts'
import { temporaryFile } from './packages.ts'

const document = (tables: string, styles = ''): Promise<string> =>
  temporaryFile(
    'book.ods',
    zipSync({
      mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'),
      'META-INF/manifest.xml': strToU8('<manifest:manifest xmlns:manifest="m"/>'),
      'content.xml': strToU8(
        `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
      ),
    }),
  )

const text = (value: string) =>
  `<table:table-cell office:value-type="string"><text:p>${value}</text:p></table:table-cell>`
const number = (value: number) =>
  `<table:table-cell office:value-type="float" office:value="${value}"><text:p>shown</text:p></table:table-cell>`

describe('OpenDocument', () => {
  test('every type of value', async () => {
    const cells = [
      number(1.5),
      '<table:table-cell office:value-type="percentage" office:value="0.12"><text:p>12%</text:p></table:table-cell>',
      '<table:table-cell office:value-type="date" office:date-value="2024-01-31T08:30:00"><text:p>x</text:p></table:table-cell>',
      '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>',
      '<table:table-cell office:value-type="time" office:time-value="PT36H00M00S"><text:p>36:00</text:p></table:table-cell>',
      '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>',
      text(
        'two <text:s text:c="3"/>spaces<text:tab/>&amp;<text:line-break/>more</text:p><text:p>second <text:span>line</text:span>',
      ),
    ]
    const path = await document(
      `<table:table table:name="T"><table:table-row>${cells.join('')}</table:table-row></table:table>`,
    )
    expect((await cellsOf(path)).T).toEqual({
      A1: 'number 1.5',
      B1: 'number 0.12',
      C1: 'date 2024-01-31T08:30:00.000Z',
      D1: 'boolean true',
      E1: 'number 1.5',
      F1: 'error #DIV/0!',
      G1: 'text "two    spaces\\t&\\nmore\\nsecond line"',
    })
  })

  test('repeated rows and cells, covered cells, notes and drawings', async () => {
    const rows =
      `<table:table-row table:number-rows-repeated="2">${number(1).replace('<table:table-cell', '<table:table-cell table:number-columns-repeated="2"')}</table:table-row>` +
      '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>' +
      '<table:table-row><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1" office:value-type="string">' +
      '<office:annotation><dc:creator>Ann</dc:creator><text:p>a note</text:p></office:annotation><text:p>kept</text:p><draw:frame><draw:text-box><text:p>drawn</text:p></draw:text-box></draw:frame></table:table-cell>' +
      `<table:covered-table-cell office:value-type="string"><text:p>covered</text:p></table:covered-table-cell>${number(9)}</table:table-row>` +
      '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    const path = await document(`<table:table table:name="T">${rows}</table:table>`)
    expect((await cellsOf(path)).T).toEqual({
      A1: 'number 1',
      B1: 'number 1',
      A2: 'number 1',
      B2: 'number 1',
      A6: 'text "kept"',
      C6: 'number 9',
    })
    const { sheet } = await load(path, { options: { headerRows: { T: 0 } } })
    expect(sheet.notes).toEqual([{ row: 6, column: 1, text: 'a note', author: 'Ann' }])
    expect(sheet.mergedAreas).toEqual([{ firstRow: 6, firstColumn: 1, lastRow: 6, lastColumn: 2 }])
  })

  test('several sheets, one of them hidden, and a name', async () => {
    const styles =
      '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
    const table = (name: string, style: string, value: number) =>
      `<table:table table:name="${name}" table:style-name="${style}"><table:table-row>${text('id')}</table:table-row><table:table-row>${number(value)}</table:table-row></table:table>`
    const names =
      '<table:named-expressions><table:named-range table:name="Ids" table:cell-range-address="$&apos;First one&apos;.$A$2:.$A$9"/></table:named-expressions>'
    const { source } = await load(
      await document(`${table('First one', 'v', 1)}${table('Second', 'h', 2)}${names}`, styles),
    )
    expect(source.sheets.map(({ name, state, rowCount }) => [name, state, rowCount])).toEqual([
      ['First one', 'visible', 1],
      ['Second', 'hidden', 1],
    ])
    expect(source.sheets.map(columnTypes)).toEqual([['id: number'], ['id: number']])
    expect(source.namedAreas).toEqual([
      {
        name: 'Ids',
        kind: 'range',
        sheet: 'First one',
        range: { firstRow: 2, firstColumn: 1, lastRow: 9, lastColumn: 1 },
      },
    ])
  })

  test('cells repeated beyond all measure are refused', async () => {
    const row = `<table:table-row table:number-rows-repeated="1000000">${number(1).replace('<table:table-cell', '<table:table-cell table:number-columns-repeated="1000"')}</table:table-row>`
    await expect(load(await document(`<table:table table:name="T">${row}</table:table>`))).rejects.toThrow(
      /unsupported/,
    )
  })

  test.each([
    ['of:=SUM([.A1:.B2];1)&"a;b"', 'SUM(A1:B2,1)&"a;b"'],
    ["of:=[$'My sheet'.A1]+[Other.$B$2]", "'My sheet'!A1+Other!$B$2"],
  ])('the formula %s', (formula, expected) => {
    expect(odsFormula(formula)).toBe(expected)
  })
})
