import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addCellPatch,
  emptyPatch,
  patchSheet,
  type SheetPatch,
} from '#electron/engine/export/package/sheet-patch.ts'
import { surveySheet } from '#electron/engine/export/package/sheet-survey.ts'
import { number, sheetXml, text } from './fixtures.ts'

async function* pieces(whole: string, size = whole.length): AsyncGenerator<string> {
  for (let at = 0; at < whole.length; at += size) yield whole.slice(at, at + size)
}

async function patched(sheet: string, patch: SheetPatch, size?: number): Promise<string> {
  const { rows } = await surveySheet(pieces(sheet))
  let result = ''
  for await (const piece of patchSheet(pieces(sheet, size), patch, rows, false)) result += piece
  return result
}

const edit = (row: number, column: number, value: Parameters<typeof text>[0] | number): SheetPatch => {
  const patch = emptyPatch()
  const content = { value: typeof value === 'number' ? number(value) : text(value) }
  addCellPatch(patch, row, column, { content })
  return patch
}

const rowsOf = (sheet: string): string => /<sheetData>(.*)<\/sheetData>/s.exec(sheet)?.[1] ?? ''

describe('patching a sheet', () => {
  test('changes the one cell and keeps its format', async () => {
    const sheet = sheetXml({ rows: '<row r="1"><c r="A1" s="3"><v>1</v></c><c r="B1"><v>2</v></c></row>' })
    expect(rowsOf(await patched(sheet, edit(1, 1, 7)))).toBe(
      '<row r="1"><c r="A1" s="3"><v>7</v></c><c r="B1"><v>2</v></c></row>',
    )
  })

  test('puts a new cell between its neighbours and grows spans and dimension', async () => {
    const sheet = sheetXml({
      before: '<dimension ref="A1:C1"/>',
      rows: '<row r="1" spans="1:3"><c r="A1"/><c r="C1"/></row>',
    })
    const inside = await patched(sheet, edit(1, 2, 7))
    expect(rowsOf(inside)).toBe('<row r="1" spans="1:3"><c r="A1"/><c r="B1"><v>7</v></c><c r="C1"/></row>')
    const outside = await patched(sheet, edit(1, 5, 7))
    expect(outside).toContain('<dimension ref="A1:E1"/>')
    expect(outside).toContain('spans="1:5"')
  })

  test('puts new rows in order, also before and after all others', async () => {
    const sheet = sheetXml({ rows: '<row r="3"><c r="A3"/></row><row r="7"/>' })
    const patch = edit(1, 1, 1)
    for (const row of [5, 9]) addCellPatch(patch, row, 1, { content: { value: number(row) } })
    const rows = [...rowsOf(await patched(sheet, patch)).matchAll(/<row r="(\d+)"/g)].map((match) => match[1])
    expect(rows).toEqual(['1', '3', '5', '7', '9'])
  })

  test('fills a sheet without rows', async () => {
    const sheet = sheetXml({ rows: '' }).replace('<sheetData></sheetData>', '<sheetData/>')
    expect(rowsOf(await patched(sheet, edit(2, 2, 7)))).toBe('<row r="2"><c r="B2"><v>7</v></c></row>')
  })

  test('opens a row that was empty', async () => {
    const sheet = sheetXml({ rows: '<row r="2" ht="30" customHeight="1"/>' })
    expect(rowsOf(await patched(sheet, edit(2, 1, 7)))).toBe(
      '<row r="2" ht="30" customHeight="1"><c r="A2"><v>7</v></c></row>',
    )
  })

  test('counts rows and cells that do not say where they stand', async () => {
    const sheet = sheetXml({ rows: '<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>' })
    expect(rowsOf(await patched(sheet, edit(1, 2, 7)))).toBe(
      '<row><c><v>1</v></c><c r="B1"><v>7</v></c></row><row><c><v>3</v></c></row>',
    )
    expect(rowsOf(await patched(sheet, edit(2, 1, 7)))).toContain('<row><c r="A2"><v>7</v></c></row>')
  })

  test('finds a row that stands out of order and does not write it twice', async () => {
    const sheet = sheetXml({ rows: '<row r="5"><c r="A5"/></row><row r="2"><c r="A2"/></row>' })
    expect(rowsOf(await patched(sheet, edit(2, 1, 7)))).toBe(
      '<row r="5"><c r="A5"/></row><row r="2"><c r="A2"><v>7</v></c></row>',
    )
  })

  test('speaks with the prefix that the sheet gives its elements', async () => {
    const sheet = sheetXml({ rows: '<row r="1"><c r="A1"/></row>' })
      .replace('xmlns=', 'xmlns:x=')
      .replace(/<(\/?)(worksheet|sheetData|row|c)\b/g, '<$1x:$2')
    expect(await patched(sheet, edit(1, 2, 'hi'))).toContain(
      '<x:c r="B1" t="inlineStr"><x:is><x:t xml:space="preserve">hi</x:t></x:is></x:c>',
    )
  })

  test('is not led astray by markup within CDATA sections and comments', async () => {
    const rows =
      '<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[</c></row><row r="2">]]></t></is></c></row><!-- <row r="2"> --><row r="3"><c r="A3"/></row>'
    const sheet = sheetXml({ rows })
    expect(rowsOf(await patched(sheet, edit(3, 1, 7)))).toBe(
      rows.replace('<c r="A3"/>', '<c r="A3"><v>7</v></c>'),
    )
  })

  test('keeps text as text: blanks, line breaks, characters that XML cannot hold', async () => {
    const sheet = sheetXml({ rows: '' })
    const result = await patched(sheet, edit(1, 1, ' =1+1 <b> & "q"\r\n\u0001 _x000D_ '))
    expect(result).toContain(
      '<t xml:space="preserve"> =1+1 &lt;b&gt; &amp; &quot;q&quot;\n_x0001_ _x005F_x000D_ </t>',
    )
  })

  test('takes the format of its row or column for a new cell', async () => {
    const sheet = sheetXml({
      before: '<cols><col min="2" max="4" width="9" style="5"/></cols>',
      rows: '<row r="1"/><row r="2" s="6" customFormat="1"/>',
    })
    expect(rowsOf(await patched(sheet, edit(1, 3, 7)))).toContain('<c r="C1" s="5">')
    expect(rowsOf(await patched(sheet, edit(2, 3, 7)))).toContain('<c r="C2" s="6">')
  })

  test('gives the same sheet however it is cut into pieces', async () => {
    const rows = Array.from(
      { length: 12 },
      (_, index) => `<row r="${index + 1}"><c r="A${index + 1}"><f>B1</f><v>é€😀${index}</v></c></row>`,
    ).join('\n')
    const sheet = sheetXml({ before: '<dimension ref="A1:A12"/>', rows, after: '<mergeCells/>' })
    const expected = await patched(sheet, edit(6, 2, 'here'))
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: sheet.length }), async (size) => {
        expect(await patched(sheet, edit(6, 2, 'here'), size)).toBe(expected)
      }),
    )
  })

  test('leaves every other character as it was', async () => {
    const anyText = fc.string({ unit: fc.constantFrom('a', 'é', '€', '😀', ' ', '"', "'", '>', '\n') })
    const cell = fc.tuple(fc.integer({ min: 1, max: 5 }), anyText)
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { maxLength: 8 }), async (cells) => {
        const rows = cells
          .map(([height, value], index) => {
            return `<row  r='${index + 1}' ht="${height}"><c r="A${index + 1}" t="str"><v>${value}</v></c> </row>`
          })
          .join('\r\n')
        const sheet = sheetXml({ rows, after: '<pageMargins left="1"/><extLst> </extLst>' })
        const result = await patched(sheet, edit(20, 1, 7))
        expect(result.replace('<row r="20"><c r="A20"><v>7</v></c></row>', '')).toBe(sheet)
      }),
    )
  })
})
