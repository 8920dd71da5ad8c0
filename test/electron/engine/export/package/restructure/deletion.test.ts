/** Rows and columns taken out of a workbook in which everything refers to cells, as Excel does it. */
import { read } from '@e965/xlsx'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { checkPackage } from '#electron/engine/export/package/check-package.ts'
import { restructure } from '#electron/engine/export/package/restructure/restructure.ts'
import { styles, workbookBytes } from '../fixtures.ts'

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const drawingNamespaces =
  'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
const anchor = (name: string, from: string, to: string, editAs = 'twoCell') =>
  `<xdr:twoCellAnchor editAs="${editAs}"><xdr:from>${edge(from)}</xdr:from><xdr:to>${edge(to)}</xdr:to><xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="${name}"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>`
const edge = (place: string) => {
  const [column, row] = place.split(',')
  return `<xdr:col>${column}</xdr:col><xdr:colOff>9</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>9</xdr:rowOff>`
}
const noteShape = (row: number, column: number) =>
  `<v:shape id="s${row}${column}"><x:ClientData ObjectType="Note"><x:Anchor>${column + 1}, 15, ${row}, 10, ${column + 3}, 15, ${row + 4}, 4</x:Anchor><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`

const cells = (row: number) => {
  const shared = row === 2 ? ' t="shared" ref="D2:D8" si="0">B2*C2<' : ' t="shared" si="0"><'
  const product =
    row === 1
      ? '<c r="D1" t="inlineStr"><is><t>total</t></is></c>'
      : `<c r="D${row}"><f${shared}/f><v>${row * 20}</v></c>`
  return `<row r="${row}" spans="1:4"><c r="A${row}" t="inlineStr"><is><t>${row === 1 ? 'id' : `r${row}`}</t></is></c><c r="B${row}" s="1"${row === 1 ? ' t="inlineStr"><is><t>price</t></is>' : `><v>${row}</v>`}</c><c r="C${row}"${row === 1 ? ' t="inlineStr"><is><t>count</t></is>' : '><v>20</v>'}</c>${product}</row>`
}
const after = [
  '<mergeCells count="2"><mergeCell ref="F3:F4"/><mergeCell ref="F5:G8"/></mergeCells>',
  '<conditionalFormatting sqref="A3:A8"><cfRule type="expression" priority="1" dxfId="0"><formula>$B3&gt;Totals!$A$1</formula></cfRule></conditionalFormatting>',
  '<conditionalFormatting sqref="E3 E4"><cfRule type="expression" priority="2" dxfId="0"><formula>TRUE</formula></cfRule></conditionalFormatting>',
  '<dataValidations count="2"><dataValidation type="whole" sqref="B3:B8"><formula1>A3</formula1></dataValidation><dataValidation type="list" sqref="H4"><formula1>$A$2:$A$8</formula1></dataValidation></dataValidations>',
  '<hyperlinks><hyperlink ref="A4" location="Totals!A1"/></hyperlinks>',
  '<rowBreaks count="2" manualBreakCount="2"><brk id="3" max="16383" man="1"/><brk id="6" max="16383" man="1"/></rowBreaks>',
  '<drawing r:id="rId4"/><legacyDrawing r:id="rId3"/><tableParts count="1"><tablePart r:id="rId1"/></tableParts>',
].join('')
const original = workbookBytes({
  sheets: [
    {
      name: 'Data',
      before:
        '<dimension ref="A1:D8"/><sheetViews><sheetView workbookViewId="0"><pane xSplit="2" ySplit="1" topLeftCell="C2" activePane="bottomRight" state="frozen"/><selection pane="bottomRight" activeCell="C4" sqref="C4:C6"/></sheetView></sheetViews><cols><col min="1" max="2" width="9"/><col min="3" max="3" width="30" customWidth="1"/><col min="4" max="9" width="7"/></cols>',
      rows: [1, 2, 3, 4, 5, 6, 7, 8].map(cells).join(''),
      after,
      relationships: [
        ['table', '../tables/table1.xml'],
        ['comments', '../comments1.xml'],
        ['vmlDrawing', '../drawings/vmlDrawing1.vml'],
        ['drawing', '../drawings/drawing1.xml'],
      ],
    },
    {
      name: 'Totals',
      rows: [
        '<row r="1"><c r="A1"><f>SUM(Data!D2:D8)</f><v>700</v></c><c r="B1"><f>Data!C5</f><v>20</v></c><c r="C1"><f>Data!B4</f><v>4</v></c></row>',
        '<row r="2"><c r="A2"><f>SUM(Sales[price])</f><v>35</v></c><c r="B2"><f>A1*2</f><v>1400</v></c><c r="C2"><f>Data!A8</f><v>8</v></c></row>',
        '<row r="3"><c r="A3"><f t="shared" ref="A3:A5" si="0">Data!B3</f><v>3</v></c></row><row r="4"><c r="A4"><f t="shared" si="0"/><v>4</v></c></row><row r="5"><c r="A5"><f t="shared" si="0"/><v>5</v></c></row>',
      ].join(''),
    },
  ],
  styles: styles('<xf/><xf/>').replace('</styleSheet>', '<dxfs count="1"><dxf/></dxfs></styleSheet>'),
  workbook:
    '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">Data!$A$1:$D$8</definedName><definedName name="gone">Data!$B$3:$B$4</definedName></definedNames>',
  parts: [
    {
      name: 'xl/tables/table1.xml',
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml',
      text: `<table ${main} id="1" name="Sales" displayName="Sales" ref="A1:D8"><autoFilter ref="A1:D8"><filterColumn colId="2"><filters><filter val="20"/></filters></filterColumn></autoFilter><tableColumns count="4"><tableColumn id="1" name="id"/><tableColumn id="2" name="price"/><tableColumn id="3" name="count"/><tableColumn id="4" name="total"><calculatedColumnFormula>Sales[[#This Row],[price]]*Sales[[#This Row],[count]]</calculatedColumnFormula></tableColumn></tableColumns></table>`,
    },
    {
      name: 'xl/comments1.xml',
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml',
      text: `<comments ${main}><authors><author>A</author></authors><commentList><comment ref="B4" authorId="0"><text><t>of row 4</t></text></comment><comment ref="C7" authorId="0"><text><t>of row 7</t></text></comment></commentList></comments>`,
    },
    {
      name: 'xl/drawings/vmlDrawing1.vml',
      type: 'application/vnd.openxmlformats-officedocument.vmlDrawing',
      text: `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">${noteShape(3, 1)}${noteShape(6, 2)}</xml>`,
    },
    {
      name: 'xl/drawings/drawing1.xml',
      type: 'application/vnd.openxmlformats-officedocument.drawing+xml',
      text: `<xdr:wsDr ${drawingNamespaces}>${anchor('over', '5,1', '8,9')}${anchor('within', '5,2', '8,4')}${anchor('fixed size', '5,4', '8,9', 'oneCell')}</xdr:wsDr>`,
    },
  ],
})

async function outcome(request: object, bytesBefore = original) {
  const result = await restructure(bytesBefore, [{ sheet: 'Data', headerRow: 1, ...request }])
  if (!result.ok) throw new Error(result.error.message)
  const { bytes, refused } = result.value
  expect(await checkPackage(bytes)).toEqual([])
  const parts = unzipSync(bytes)
  const text = (part: string) => strFromU8(parts[part] ?? new Uint8Array())
  const book = read(bytes, { cellFormula: true, sheetStubs: true })
  const formula = (sheet: string, cell: string): string | undefined => book.Sheets[sheet]?.[cell]?.f
  return { refused, parts, text, book, formula, sheet: text('xl/worksheets/sheet1.xml') }
}

const rowsOut = { deletedRows: [3, 4] }

describe('rows taken out', () => {
  test('let those below move up', async () => {
    const { book } = await outcome(rowsOut)
    expect(['A2', 'A3', 'A6', 'A7'].map((cell) => book.Sheets.Data?.[cell]?.v)).toEqual([
      'r2',
      'r5',
      'r8',
      undefined,
    ])
  })

  test('are followed by formulas; what referred to them is #REF!', async () => {
    const { formula } = await outcome(rowsOut)
    expect(['D2', 'D3', 'D6'].map((cell) => formula('Data', cell))).toEqual(['B2*C2', 'B3*C3', 'B6*C6'])
    expect(['A1', 'B1', 'C1', 'C2'].map((cell) => formula('Totals', cell))).toEqual([
      'SUM(Data!D2:D6)',
      'Data!C3',
      'Data!#REF!',
      'Data!A6',
    ])
    expect(['A3', 'A4', 'A5'].map((cell) => formula('Totals', cell))).toEqual([
      'Data!#REF!',
      'Data!#REF!',
      'Data!B3',
    ])
  })

  test('leave no kept value that is no longer true', async () => {
    const { text } = await outcome(rowsOut)
    const totals = text('xl/worksheets/sheet2.xml')
    expect(totals).toContain('<f>SUM(Data!D2:D6)</f></c>')
    expect(totals).toContain('<f>A1*2</f></c>')
    expect(totals).toContain('<f>Data!A6</f><v>8</v>')
    expect(text('xl/workbook.xml')).toContain('fullCalcOnLoad="1"')
  })

  test('take what stood on them along, and the rest follows', async () => {
    const { sheet, text } = await outcome(rowsOut)
    for (const part of [
      '<dimension ref="A1:D6"/>',
      '<mergeCells count="1"><mergeCell ref="F3:G6"/></mergeCells>',
      'sqref="A3:A6"',
      '<formula>$B3&gt;Totals!$A$1</formula>',
      '<dataValidations count="1"><dataValidation type="whole" sqref="B3:B6"><formula1>A3</formula1>',
      '<rowBreaks count="2" manualBreakCount="2"><brk id="2" max="16383" man="1"/><brk id="4"',
      'activeCell="C3" sqref="C3"',
    ])
      expect(sheet).toContain(part)
    for (const part of ['sqref="E', 'hyperlink', 'H4']) expect(sheet).not.toContain(part)
    expect(text('xl/workbook.xml')).toContain('>Data!$A$1:$D$6<')
    expect(text('xl/workbook.xml')).toContain('name="gone">Data!#REF!<')
    expect(text('xl/tables/table1.xml')).toContain('ref="A1:D6"><autoFilter ref="A1:D6">')
    const comments = text('xl/comments1.xml')
    expect(comments).toContain('ref="C5"')
    expect(comments).not.toContain('of row 4')
    const shapes = text('xl/drawings/vmlDrawing1.vml')
    expect(shapes.match(/<v:shape /g)).toHaveLength(1)
    expect(shapes).toContain(
      '<x:Anchor>3, 15, 4, 10, 5, 15, 8, 4</x:Anchor><x:Row>4</x:Row><x:Column>2</x:Column>',
    )
  })

  test('make pictures over them smaller, move those of a fixed size, and lose none', async () => {
    const drawing = (await outcome(rowsOut)).text('xl/drawings/drawing1.xml')
    const rows = [...drawing.matchAll(/<xdr:row>(\d+)<\/xdr:row><xdr:rowOff>(\d+)</g)].map((match) =>
      match.slice(1).join('+'),
    )
    expect(rows).toEqual(['1+9', '7+9', '2+0', '4+9', '2+9', '7+9'])
  })
})

describe('a column taken out', () => {
  test('lets those at its right move left, with widths, the frozen part and the table', async () => {
    const { sheet, text, book, formula } = await outcome({ deletedColumns: [2] })
    expect(['A1', 'B1', 'C1', 'D1'].map((cell) => book.Sheets.Data?.[cell]?.v)).toEqual([
      'id',
      'count',
      'total',
      undefined,
    ])
    expect(formula('Data', 'C5')).toBe('#REF!*B5')
    expect(formula('Totals', 'A2')).toBe('SUM(#REF!)')
    expect(sheet).toContain(
      '<cols><col min="1" max="1" width="9"/><col min="2" max="2" width="30" customWidth="1"/><col min="3" max="8" width="7"/></cols>',
    )
    expect(sheet).toContain('<pane xSplit="1" ySplit="1" topLeftCell="B2"')
    expect(sheet).not.toContain('spans=')
    const table = text('xl/tables/table1.xml')
    expect(table).toContain('ref="A1:C8"><autoFilter ref="A1:C8"><filterColumn colId="1">')
    expect(table).toContain(
      '<tableColumns count="3"><tableColumn id="1" name="id"/><tableColumn id="3" name="count"/>',
    )
    expect(table).toContain('#REF!*Sales[[#This Row],[count]]')
  })

  test('is no longer frozen where it was all that was', async () => {
    const { sheet } = await outcome({ deletedColumns: [1, 2] })
    expect(sheet).toContain(
      '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>',
    )
  })

  test('takes a table along of which nothing is left', async () => {
    const { sheet, parts, formula } = await outcome({ deletedColumns: [1, 2, 3, 4] })
    expect(parts['xl/tables/table1.xml']).toBeUndefined()
    expect(sheet).not.toContain('tablePart')
    expect(formula('Totals', 'A2')).toBe('SUM(#REF!)')
  })
})

describe('what cannot be taken out safely stays', () => {
  test.each([
    ['the headers of a table', { deletedRows: [1] }, 'they hold the headers of the table "Sales"'],
    [
      'all rows of a table',
      { deletedRows: [2, 3, 4, 5, 6, 7, 8] },
      'the table "Sales" would have no row left',
    ],
  ])('%s', async (_what, request, reason) => {
    const { refused, book } = await outcome(request)
    expect(refused.get('Data')?.deletedRows).toBe(reason)
    expect(book.Sheets.Data?.A8?.v).toBe('r8')
  })

  test('while the other changes to the sheet are made', async () => {
    const { refused, book } = await outcome({
      deletedRows: [1],
      deletedColumns: [3],
      renamedTo: 'Sales list',
    })
    expect(refused.get('Data')).toEqual({ deletedRows: expect.stringContaining('headers') })
    expect(book.Sheets['Sales list']?.C1?.v).toBe('total')
  })
})
