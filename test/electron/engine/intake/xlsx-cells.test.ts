import { describe, expect, test } from 'vitest'
import { cellsOf, cellsOfSheet } from './cells.ts'
import { relationships, temporaryFile, workbookBytes, workbookFile, worksheet } from './packages.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const sharedStrings = (items: string): string => `<sst xmlns="${main}">${items}</sst>`
const styles = (formats: string, cellFormats: string): string =>
  `<styleSheet xmlns="${main}"><numFmts>${formats}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${cellFormats}</cellXfs></styleSheet>`

describe('text', () => {
  test('shared strings: rich text is joined, phonetic readings are left out', async () => {
    const path = await workbookFile(
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>',
      {
        'xl/sharedStrings.xml': sharedStrings(
          '<si><t xml:space="preserve"> plain </t></si><si><r><rPr><b/></rPr><t>bo</t></r><r><t>ld</t></r></si>' +
            '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>',
        ),
      },
    )
    expect(await cellsOfSheet(path)).toEqual({ A1: 'text " plain "', B1: 'text "bold"', C1: 'text "東京"' })
  })

  test('inline strings, plain and rich', async () => {
    const path = await workbookFile(
      '<row r="1"><c r="A1" t="inlineStr"><is><t>one</t></is></c>' +
        '<c r="B1" t="inlineStr"><is><r><t>two </t></r><r><t>three</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c></row>',
    )
    expect(await cellsOfSheet(path)).toEqual({ A1: 'text "one"', B1: 'text "two three"' })
  })

  test('an inline text is not overwritten by the value beside it', async () => {
    const path = await workbookFile(
      '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is><v>old</v></c></row>',
    )
    expect(await cellsOfSheet(path)).toEqual({ A1: 'text "text"' })
  })

  test('CDATA, comments, entities and numeric references', async () => {
    const path = await workbookFile(
      '<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[a < b & "c"]]></t></is></c>' +
        '<c r="B1" t="inlineStr"><is><t>x<!-- remark --> &amp; &lt;y&gt; &#65;&#x1F600; &quot;&apos;</t></is></c>' +
        '<c r="C1"><v>1<!-- split -->2</v></c></row>',
    )
    expect(await cellsOfSheet(path)).toEqual({
      A1: 'text "a < b & \\"c\\""',
      B1: 'text "x & <y> A😀 \\"\'"',
      C1: 'number 12',
    })
  })

  test('escapes of characters that XML cannot hold, and of what only looks like one', async () => {
    const path = await workbookFile(
      '<row r="1"><c r="A1" t="inlineStr"><is><t>a_x000D_\nb</t></is></c>' +
        '<c r="B1" t="inlineStr"><is><t>_x005F_x000D_ _xD83D__xDE00_</t></is></c><c r="C1" t="str"><f>A1</f><v>c_x0009_d</v></c></row>',
    )
    expect(await cellsOfSheet(path)).toEqual({
      A1: 'text "a\\r\\nb"',
      B1: 'text "_x000D_ 😀"',
      C1: 'text "c\\td"',
    })
  })

  test('a formula may give text, a number, a boolean, an error or nothing', async () => {
    const path = await workbookFile(
      '<row r="1"><c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="B1"><f>1+1</f><v>2</v></c>' +
        '<c r="C1" t="b"><f>TRUE()</f><v>1</v></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c>' +
        '<c r="E1" t="str"><f>""</f><v></v></c><c r="F1"><f>NOW()</f></c></row>',
    )
    expect(await cellsOfSheet(path)).toEqual({
      A1: 'text "ab"',
      B1: 'number 2',
      C1: 'boolean true',
      D1: 'error #DIV/0!',
    })
  })
})

describe('numbers and dates', () => {
  test('numbers are read to the last bit', async () => {
    const numbers = [
      '0.1',
      '-0.30000000000000004',
      '1E-7',
      '1.7976931348623157E308',
      '123456789012345678',
      '5e-324',
      '.5',
      '+3',
      '007',
    ]
    const cells = numbers.map((text) => `<c><v>${text}</v></c>`).join('')
    const read = Object.values(await cellsOfSheet(await workbookFile(`<row>${cells}</row>`)))
    expect(read).toEqual(numbers.map((text) => `number ${Number(text)}`))
  })

  test('dates are told by the number format: built-in, custom, of a locale, with a colour or condition', async () => {
    const formats = [
      'yyyy\\-mm\\-dd',
      '[$-409]d\\ mmm\\ yyyy;@',
      '[Red]dd/mm/yy',
      '0.00 "days"',
      '[h]:mm:ss',
      'General',
      '[$€-2] #,##0.00',
      'mmm',
      '0.00E+00',
    ]
    const custom = formats.map(
      (code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${code.replaceAll('"', '&quot;')}"/>`,
    )
    const ids = [0, 14, 22, 27, 45, 47, 57, ...formats.map((_, at) => 164 + at)]
    const path = await workbookFile(
      `<row r="1">${ids.map((_, at) => `<c s="${at}"><v>45322</v></c>`).join('')}</row>`,
      {
        'xl/styles.xml': styles(custom.join(''), ids.map((id) => `<xf numFmtId="${id}"/>`).join('')),
      },
    )
    const kinds = Object.values(await cellsOfSheet(path)).map((cell) => cell.split(' ')[0])
    const expected = ['number', 'date', 'date', 'date', 'date', 'date', 'date']
    expect(kinds).toEqual([
      ...expected,
      'date',
      'date',
      'date',
      'number',
      'number',
      'number',
      'number',
      'date',
      'number',
    ])
  })

  test('1900 and 1904 systems; the day that never was and times of day stay numbers', async () => {
    const rows = `<row r="1">${[1, 59, 60, 61, 45322.5, 0.25, 2958466].map((value) => `<c s="1"><v>${value}</v></c>`).join('')}</row>`
    const parts = { 'xl/styles.xml': styles('', '<xf numFmtId="0"/><xf numFmtId="14"/>') }
    expect(Object.values(await cellsOfSheet(await workbookFile(rows, parts)))).toEqual([
      'date 1900-01-01T00:00:00.000Z',
      'date 1900-02-28T00:00:00.000Z',
      'number 60',
      'date 1900-03-01T00:00:00.000Z',
      'date 2024-01-31T12:00:00.000Z',
      'number 0.25',
      'number 2958466',
    ])
    const workbook1904 = `<workbook xmlns="${main}" xmlns:r="x"><workbookPr date1904="1"/><sheets><sheet name="Data" r:id="rId1"/></sheets></workbook>`
    const in1904 = await cellsOfSheet(await workbookFile(rows, { ...parts, 'xl/workbook.xml': workbook1904 }))
    expect(in1904.D1).toBe('date 1904-03-02T00:00:00.000Z')
  })

  test('the date system is that of the workbook, whatever its extensions are called', async () => {
    const path = await workbookFile('<row r="1"><c s="1"><v>40908</v></c></row>', {
      'xl/styles.xml': styles('', '<xf numFmtId="0"/><xf numFmtId="14"/>'),
      'xl/workbook.xml':
        `<workbook xmlns="${main}" xmlns:r="x"><workbookPr date1904="1"/><sheets><sheet name="Data" r:id="rId1"/></sheets>` +
        '<extLst><ext><x14:workbookPr xmlns:x14="y" defaultImageDpi="32767"/></ext></extLst></workbook>',
    })
    expect(await cellsOfSheet(path)).toEqual({ A1: 'date 2016-01-01T00:00:00.000Z' })
  })

  test('ISO dates of cell type d', async () => {
    const path = await workbookFile(
      '<row><c t="d"><v>2024-02-29T08:30:00</v></c><c t="d"><v>2024-02-29</v></c><c t="d"><v>06:00:00</v></c></row>',
    )
    expect(await cellsOfSheet(path)).toEqual({
      A1: 'date 2024-02-29T08:30:00.000Z',
      B1: 'date 2024-02-29T00:00:00.000Z',
      C1: 'number 0.25',
    })
  })

  test('what is not of its declared type is kept as text', async () => {
    const path = await workbookFile(
      '<row><c><v>abc</v></c><c t="b"><v>maybe</v></c><c t="s"><v>7</v></c></row>',
    )
    expect(await cellsOfSheet(path)).toEqual({ A1: 'text "abc"', B1: 'text "maybe"' })
  })
})

describe('places', () => {
  test('rows and cells without an address follow the one before', async () => {
    const path = await workbookFile(
      '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>',
    )
    expect(await cellsOfSheet(path)).toEqual({
      A1: 'number 1',
      D1: 'number 2',
      E1: 'number 3',
      A2: 'number 4',
    })
  })

  test('a row that does not say its number stands where its first cell says', async () => {
    const path = await workbookFile(
      '<row><c r="A5"><v>1</v></c><c r="B5"><v>2</v></c></row><row><c r="B9"><v>3</v></c></row><row><c><v>4</v></c></row>',
    )
    expect(await cellsOfSheet(path)).toEqual({
      A5: 'number 1',
      B5: 'number 2',
      B9: 'number 3',
      A10: 'number 4',
    })
  })

  test('white space within tags, around the equals signs too', async () => {
    const path = await workbookFile(
      '<row\n r = "2" ><c\n\tr = "C2"\n t = \'str\' ><v >a</v ></c\n><c r ="E2"><v>1</v></c ></row >',
    )
    expect(await cellsOfSheet(path)).toEqual({ C2: 'text "a"', E2: 'number 1' })
  })

  test('rows and cells out of order come out in order', async () => {
    const path = await workbookFile(
      '<row r="3"><c r="B3"><v>6</v></c><c r="A3"><v>5</v></c></row><row r="1"><c r="A1" t="inlineStr"><is><t>first</t></is></c></row>',
    )
    expect(Object.keys(await cellsOfSheet(path))).toEqual(['A1', 'A3', 'B3'])
  })

  test('a cell in the last row and the last column of a sheet', async () => {
    const path = await workbookFile(
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
    )
    expect(await cellsOfSheet(path)).toEqual({ A1: 'number 1', XFD1048576: 'number 2' })
  })

  test('of merged cells only the top left one has a value', async () => {
    const sheet = worksheet(
      '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c><c r="C2"><v>4</v></c></row>',
      '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>',
    )
    const path = await workbookFile('', { 'xl/worksheets/sheet1.xml': sheet })
    expect(await cellsOfSheet(path)).toEqual({ A1: 'number 1', C2: 'number 4' })
  })
})

describe('packages', () => {
  test('prefixed namespaces', async () => {
    const sheet = `<x:worksheet xmlns:x="${main}"><x:sheetData><x:row r="2"><x:c r="B2" t="s"><x:v>0</x:v></x:c><x:c r="C2"><x:v>5</x:v></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="B2:C2"/></x:mergeCells></x:worksheet>`
    const path = await workbookFile('', {
      'xl/worksheets/sheet1.xml': sheet,
      'xl/sharedStrings.xml': `<x:sst xmlns:x="${main}"><x:si><x:t>hi</x:t></x:si></x:sst>`,
    })
    expect(await cellsOfSheet(path)).toEqual({ B2: 'text "hi"' })
  })

  test('strict files, whose addresses of types differ', async () => {
    const strict = (type: string) => `http://purl.oclc.org/ooxml/officeDocument/relationships/${type}`
    const relation = (id: string, type: string, target: string) =>
      `<Relationships xmlns="x"><Relationship Id="${id}" Type="${strict(type)}" Target="${target}"/></Relationships>`
    const path = await workbookFile('<row><c t="d"><v>2024-01-31</v></c></row>', {
      '_rels/.rels': relation('rId1', 'officeDocument', 'xl/workbook.xml'),
      'xl/_rels/workbook.xml.rels': relation('rId1', 'worksheet', 'worksheets/sheet1.xml'),
    })
    expect(await cellsOfSheet(path)).toEqual({ A1: 'date 2024-01-31T00:00:00.000Z' })
  })

  test.each([
    ['absolute', '/xl/worksheets/sheet1.xml'],
    ['backslashed', 'worksheets\\sheet1.xml'],
    ['in other letters', 'Worksheets/Sheet1.xml'],
    ['escaped', 'worksheets/%73heet1.xml'],
  ])('a sheet whose target is %s', async (_, target) => {
    const path = await workbookFile('<row><c><v>1</v></c></row>', {
      'xl/_rels/workbook.xml.rels': relationships([['rId1', 'worksheet', target]]),
    })
    expect(await cellsOfSheet(path)).toEqual({ A1: 'number 1' })
  })

  test.each([
    ['utf16le', Uint8Array.of(0xff, 0xfe)],
    ['utf16le', new Uint8Array()],
  ] as const)('parts in UTF-16 (%s)', async (encoding, mark) => {
    const sheet = Buffer.from(worksheet('<row><c t="inlineStr"><is><t>Zoë 你好</t></is></c></row>'), encoding)
    const path = await workbookFile('', { 'xl/worksheets/sheet1.xml': Buffer.concat([mark, sheet]) })
    expect(await cellsOfSheet(path)).toEqual({ A1: 'text "Zoë 你好"' })
  })

  test('a package with other bytes before it', async () => {
    const bytes = workbookBytes({ 'xl/worksheets/sheet1.xml': worksheet('<row><c><v>1</v></c></row>') })
    const path = await temporaryFile('book.xlsx', Buffer.concat([Buffer.from('PK\x03\x04 junk'), bytes]))
    expect(await cellsOfSheet(path)).toEqual({ A1: 'number 1' })
  })

  test('chart sheets have no cells; hidden sheets have', async () => {
    const path = await temporaryFile(
      'book.xlsx',
      workbookBytes({
        'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="x"><sheets><sheet name="Chart" r:id="rId1"/><sheet name="Secret" state="veryHidden" r:id="rId2"/></sheets></workbook>`,
        'xl/_rels/workbook.xml.rels': relationships([
          ['rId1', 'chartsheet', 'chartsheets/sheet1.xml'],
          ['rId2', 'worksheet', 'worksheets/sheet1.xml'],
        ]),
        'xl/chartsheets/sheet1.xml': '<chartsheet/>',
        'xl/worksheets/sheet1.xml': worksheet('<row><c><v>1</v></c></row>'),
      }),
    )
    expect(await cellsOf(path)).toEqual({ Secret: { A1: 'number 1' } })
  })

  test('cells that stand across the pieces in which a sheet is unpacked', async () => {
    const rows = Array.from(
      { length: 30_000 },
      (_, at) =>
        `<row r="${at + 1}"><c r="A${at + 1}" t="inlineStr"><is><t>n&amp;${at}</t></is></c><c r="B${at + 1}"><v>${at / 7}</v></c></row>`,
    )
    const cells = await cellsOfSheet(await workbookFile(rows.join('')))
    expect(Object.keys(cells)).toHaveLength(60_000)
    for (let at = 0; at < 30_000; at++) {
      expect(cells[`A${at + 1}`]).toBe(`text "n&${at}"`)
      expect(cells[`B${at + 1}`]).toBe(`number ${at / 7}`)
    }
  })
})
