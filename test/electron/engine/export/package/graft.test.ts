import { describe, expect, test } from 'vitest'
import { inspectPackage, inspectSheet } from '#electron/engine/export/package/inspect-package.ts'
import { exported, number, oneSheet, refusalOf, styles, text, workbookBytes } from './fixtures.ts'

const january = Date.UTC(2024, 0, 31)
const table = (columns: string, ref: string, more = ''): string =>
  `<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="1" name="Sales" displayName="Sales" ref="${ref}"${more}><autoFilter ref="${ref}"/><tableColumns count="2">${columns}</tableColumns></table>`
const tablePart = (columns: string, ref: string, more?: string) => ({
  name: 'xl/tables/table1.xml',
  text: table(columns, ref, more),
  type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml',
})
const inline = (address: string, value: string): string =>
  `<c r="${address}" t="inlineStr"><is><t>${value}</t></is></c>`
const salesRows = `<row r="1">${inline('A1', 'Item')}${inline('B1', 'Net')}</row><row r="2">${inline('A2', 'x')}<c r="B2"><v>2</v></c></row>`
const salesColumns = '<tableColumn id="1" name="Item"/><tableColumn id="2" name="Net"/>'
const salesSheet = {
  after: '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>',
  relationships: [['table', '../tables/table1.xml']],
} as const

describe('editing cells', () => {
  test('gives back the same bytes where nothing changes', async () => {
    const original = oneSheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    const { chunks } = await exported(original, {})
    expect(chunks).toEqual([original])
  })

  test('writes every kind of value so that another reader finds it', async () => {
    const { cell } = await exported(oneSheet(''), {
      cells: [
        {
          sheet: 'Data',
          edits: [
            { row: 1, column: 1, value: number(1.5) },
            { row: 1, column: 2, value: text('=1+1') },
            { row: 1, column: 3, value: { kind: 'boolean', value: true } },
            { row: 1, column: 4, value: { kind: 'error', value: '#N/A' } },
            { row: 1, column: 5, value: number(3), formula: 'A1*2' },
          ],
        },
      ],
    })
    expect(cell('Data', 'A1')).toMatchObject({ t: 'n', v: 1.5 })
    expect(cell('Data', 'B1')).toMatchObject({ t: 's', v: '=1+1' })
    expect(cell('Data', 'B1')?.f).toBeUndefined()
    expect(cell('Data', 'C1')).toMatchObject({ t: 'b', v: true })
    expect(cell('Data', 'D1')).toMatchObject({ t: 'e', v: 42 })
    expect(cell('Data', 'E1')).toMatchObject({ v: 3, f: 'A1*2' })
  })

  test('writes a date as a serial of the workbook’s epoch and makes the cell show a date', async () => {
    const edits = [{ row: 1, column: 1, value: { kind: 'date', value: january } }] as const
    const changes = { cells: [{ sheet: 'Data', edits }] }
    const from1900 = await exported(oneSheet(''), changes)
    expect(from1900.cell('Data', 'A1')).toMatchObject({ v: 45322, z: 'yyyy-mm-dd' })
    const from1904 = await exported(
      workbookBytes({
        sheets: [{ name: 'Data', rows: '' }],
        respell: (name, content) => [name, content.replace('<sheets>', '<workbookPr date1904="1"/><sheets>')],
      }),
      changes,
    )
    expect(from1904.text('xl/worksheets/sheet1.xml')).toContain('<v>43860</v>')
  })

  test('appends to the style sheet and changes none of its formats', async () => {
    const before = styles('<xf numFmtId="0"/><xf numFmtId="14" fontId="0"/>')
    const original = oneSheet('<row r="1"><c r="A1" s="1"><v>1</v></c></row>', {}, { styles: before })
    const edits = [{ row: 1, column: 1, value: number(2), isHighlighted: true }]
    const { text: part, cell } = await exported(original, { cells: [{ sheet: 'Data', edits }] })
    const after = part('xl/styles.xml')
    expect(after).toContain(
      '<xf numFmtId="0"/><xf numFmtId="14" fontId="0"/><xf numFmtId="14" fontId="0" fillId="2" applyFill="1"/>',
    )
    expect(after).toContain('<cellXfs count="3">')
    expect(cell('Data', 'A1')).toMatchObject({ z: 'm/d/yy' })
  })

  test('leaves out, with the reason, an edit within an array formula or under a merged cell', async () => {
    const original = oneSheet(
      '<row r="1"><c r="A1"><f t="array" ref="A1:A3">B1:B3</f><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>',
      { after: '<mergeCells count="1"><mergeCell ref="C1:D2"/></mergeCells>' },
    )
    const edits = [
      { row: 2, column: 1, value: number(9) },
      { row: 2, column: 4, value: number(9) },
      { row: 1, column: 3, value: number(9) },
    ]
    const { refused, cell } = await exported(original, { cells: [{ sheet: 'Data', edits }] })
    expect(refused.map(({ place }) => place?.cell)).toEqual(['A2', 'D2'])
    expect(cell('Data', 'C1')).toMatchObject({ v: 9 })
    expect(cell('Data', 'A2')).toMatchObject({ v: 1 })
  })

  test('hands a shared formula on when the cell that holds its text is edited', async () => {
    const original = oneSheet(
      '<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*2</f><v>2</v></c></row><row r="2"><c r="B2"><f t="shared" si="0"/><v>4</v></c></row><row r="3"><c r="B3"><f t="shared" si="0"/><v>6</v></c></row>',
    )
    const edits = [{ row: 1, column: 2, value: number(9) }]
    const { cell, text: part } = await exported(original, { cells: [{ sheet: 'Data', edits }] })
    expect(part('xl/worksheets/sheet1.xml')).toContain('<f t="shared" ref="B2:B3" si="0">A2*2</f>')
    expect(cell('Data', 'B2')).toMatchObject({ v: 4, f: 'A2*2' })
    expect(cell('Data', 'B3')).toMatchObject({ v: 6, f: 'A3*2' })
  })

  test('drops the cached values that may no longer be true, and only those', async () => {
    const original = workbookBytes({
      sheets: [
        {
          name: 'Data',
          rows: '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c><c r="C1" t="str"><f>"n"&amp;Other!A1</f><v>n2</v></c><c r="D1"><f>E1+1</f><v>1</v></c></row>',
        },
        {
          name: 'Other',
          rows: '<row r="1"><c r="A1"><f>SUM(figures)</f><v>2</v></c><c r="B1"><f>COUNT(B:B)</f><v>0</v></c></row>',
        },
      ],
      workbook: '<definedNames><definedName name="figures">Data!$B$1:$B$9</definedName></definedNames>',
    })
    const edits = [{ row: 1, column: 1, value: number(5) }]
    const { text: part } = await exported(original, { cells: [{ sheet: 'Data', edits }] })
    expect(part('xl/worksheets/sheet1.xml')).toContain(
      '<c r="B1"><f>A1*2</f></c><c r="C1"><f>"n"&amp;Other!A1</f></c><c r="D1"><f>E1+1</f><v>1</v></c>',
    )
    expect(part('xl/worksheets/sheet2.xml')).toContain(
      '<c r="A1"><f>SUM(figures)</f></c><c r="B1"><f>COUNT(B:B)</f><v>0</v></c>',
    )
  })

  test('has everything recalculated on opening and takes the calculation chain out', async () => {
    const original = workbookBytes({
      sheets: [{ name: 'Data', rows: '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>' }],
      workbook: '<calcPr calcId="1" calcMode="manual"/>',
      parts: [
        {
          name: 'xl/calcChain.xml',
          text: '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="A1" i="1"/></calcChain>',
          type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml',
        },
      ],
      respell: (name, content) => [
        name,
        name === 'xl/_rels/workbook.xml.rels'
          ? content.replace(
              '</Relationships>',
              '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>',
            )
          : content,
      ],
    })
    const edits = [{ row: 1, column: 1, value: number(5) }]
    const { text: part, has } = await exported(original, { cells: [{ sheet: 'Data', edits }] })
    expect(part('xl/workbook.xml')).toContain('<calcPr calcId="1" calcMode="manual" fullCalcOnLoad="1"/>')
    expect(has('xl/calcChain.xml')).toBe(false)
    expect(part('[Content_Types].xml')).not.toContain('calcChain')
  })

  test('empties and hides deleted rows, and keeps their formats', async () => {
    const original = oneSheet(
      '<row r="1"><c r="A1" s="0"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>',
    )
    const { text: part } = await exported(original, { deletedRows: [{ sheet: 'Data', rows: [2] }] })
    expect(part('xl/worksheets/sheet1.xml')).toContain('<row r="2" hidden="1"><c r="A2"/></row>')
  })

  test('refuses a sheet that is not there', async () => {
    const edits = [{ row: 1, column: 1, value: number(5) }]
    expect(await refusalOf(oneSheet(''), { cells: [{ sheet: 'Nowhere', edits }] })).toBe('invalid_request')
  })
})

describe('tables', () => {
  test('a renamed header renames the column and every formula that uses it', async () => {
    const original = workbookBytes({
      sheets: [
        { name: 'Data', rows: salesRows, ...salesSheet },
        { name: 'Sums', rows: '<row r="1"><c r="A1"><f>SUM(Sales[Net])</f><v>2</v></c></row>' },
      ],
      parts: [tablePart(salesColumns, 'A1:B2')],
      workbook: '<definedNames><definedName name="all_net">Sales[Net]</definedName></definedNames>',
    })
    const edits = [{ row: 1, column: 2, value: text('Net amount') }]
    const { text: part } = await exported(original, { cells: [{ sheet: 'Data', edits }] })
    expect(part('xl/tables/table1.xml')).toContain('<tableColumn id="2" name="Net amount"/>')
    expect(part('xl/worksheets/sheet2.xml')).toContain('SUM(Sales[Net amount])')
    expect(part('xl/workbook.xml')).toContain('>Sales[Net amount]<')
  })

  test('a header that another column has, or none, is left out', async () => {
    const original = oneSheet(salesRows, salesSheet, { parts: [tablePart(salesColumns, 'A1:B2')] })
    const edits = [
      { row: 1, column: 2, value: text('ITEM') },
      { row: 1, column: 1, value: { kind: 'blank' } as const },
    ]
    const { refused } = await exported(original, { cells: [{ sheet: 'Data', edits }] })
    expect(refused.map(({ place }) => place?.cell)).toEqual(['B1', 'A1'])
  })

  test('a row written right below becomes the table’s', async () => {
    const original = oneSheet(salesRows, salesSheet, { parts: [tablePart(salesColumns, 'A1:B2')] })
    const edits = [
      { row: 3, column: 1, value: text('y') },
      { row: 3, column: 2, value: number(3) },
      { row: 4, column: 1, value: text('z') },
    ]
    const { text: part } = await exported(original, { cells: [{ sheet: 'Data', edits }] })
    expect(part('xl/tables/table1.xml')).toContain('ref="A1:B4"><autoFilter ref="A1:B4"/>')
  })

  test('an added column becomes the table’s, under a name of its own', async () => {
    const original = oneSheet(salesRows, salesSheet, { parts: [tablePart(salesColumns, 'A1:B2')] })
    const columns = [{ header: 'net', headerRow: 1, cells: [{ row: 2, value: number(1) }] }]
    const { text: part, cell } = await exported(original, { columns: [{ sheet: 'Data', columns }] })
    expect(part('xl/tables/table1.xml')).toContain('ref="A1:C2"')
    expect(part('xl/tables/table1.xml')).toContain('<tableColumns count="3">')
    expect(part('xl/tables/table1.xml')).toContain('<tableColumn id="3" name="net (2)"/>')
    expect(cell('Data', 'C1')).toMatchObject({ v: 'net (2)' })
  })

  test('an added column stands beside a table that a query fills', async () => {
    const part = tablePart(salesColumns, 'A1:B2', ' tableType="queryTable"')
    const original = oneSheet(salesRows, salesSheet, { parts: [part] })
    const columns = [{ header: 'Risk', headerRow: 1, cells: [{ row: 2, value: number(1) }] }]
    const outcome = await exported(original, { columns: [{ sheet: 'Data', columns }] })
    expect(outcome.text('xl/tables/table1.xml')).toBe(part.text)
    expect(outcome.cell('Data', 'C1')).toMatchObject({ v: 'Risk' })
  })
})

describe('added columns', () => {
  test('stand at the right of all cells and look like their neighbours', async () => {
    const original = oneSheet(
      '<row r="1"><c r="A1" s="1"><v>1</v></c><c r="D1" s="0"/></row><row r="2"><c r="A2" s="2"><v>1</v></c></row>',
      { before: '<sheetFormatPr defaultRowHeight="15"/>' },
      { styles: styles('<xf numFmtId="0"/><xf numFmtId="1"/><xf numFmtId="14"/>') },
    )
    const cells = [{ row: 2, value: number(0.5), formula: 'A2/2' }]
    const columns = [{ header: 'Share', headerRow: 1, cells, numberFormat: '0.0%', width: 14 }]
    const { cell, text: part } = await exported(original, { columns: [{ sheet: 'Data', columns }] })
    expect(cell('Data', 'E1')).toMatchObject({ v: 'Share' })
    expect(cell('Data', 'E2')).toMatchObject({ v: 0.5, f: 'A2/2', z: '0.0%' })
    expect(part('xl/worksheets/sheet1.xml')).toContain(
      '<sheetFormatPr defaultRowHeight="15"/><cols><col min="5" max="5" width="14" customWidth="1"/></cols>',
    )
  })

  test('say that a filter beside them does not reach over them', async () => {
    const original = oneSheet('<row r="1"><c r="A1"><v>1</v></c></row>', {
      after: '<autoFilter ref="A1:A9"/>',
    })
    const columns = [{ header: 'Risk', headerRow: 1, cells: [] }]
    const { warnings } = await exported(original, { columns: [{ sheet: 'Data', columns }] })
    expect(warnings.map(({ code }) => code)).toEqual(['column_notice'])
  })
})

describe('other spellings of a package', () => {
  const edits = [{ row: 1, column: 1, value: number(7) }]
  const changes = {
    cells: [{ sheet: 'Data', edits }],
    notes: [{ sheet: 'Data', notes: [{ row: 1, column: 1, text: 'n', author: 'a' }] }],
    definedNames: [{ name: 'start', formula: 'Data!$A$1', isHidden: true }],
  }
  const rows = '<row r="1"><c r="A1"><v>1</v></c></row>'

  test('strict namespaces: new parts and relationships are strict too', async () => {
    const original = oneSheet(
      rows,
      {},
      {
        respell: (name, content) => [
          name,
          content
            .replaceAll(
              'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
              'http://purl.oclc.org/ooxml/spreadsheetml/main',
            )
            .replaceAll(
              'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
              'http://purl.oclc.org/ooxml/officeDocument/relationships',
            ),
        ],
      },
    )
    const { text: part } = await exported(original, changes)
    expect(part('xl/comments1.xml')).toContain('http://purl.oclc.org/ooxml/spreadsheetml/main')
    expect(part('xl/worksheets/_rels/sheet1.xml.rels')).not.toContain(
      'schemas.openxmlformats.org/officeDocument',
    )
  })

  test('elements with a prefix, also in the workbook part', async () => {
    const original = oneSheet(
      rows,
      {},
      {
        respell: (name, content) => [
          name,
          name.startsWith('xl/') && name.endsWith('.xml')
            ? content.replace(/<(\/?)([a-zA-Z])/g, '<$1x:$2').replace('xmlns=', 'xmlns:x=')
            : content,
        ],
      },
    )
    const { text: part, cell } = await exported(original, changes)
    expect(cell('Data', 'A1')).toMatchObject({ v: 7 })
    expect(part('xl/workbook.xml')).toContain(
      '<x:definedName name="start" hidden="1">Data!$A$1</x:definedName>',
    )
    expect(part('xl/worksheets/sheet1.xml')).toContain('<x:legacyDrawing r:id="rId2"/>')
  })

  test.each(['', 'book/', 'a/b c/'])('a workbook in the folder "%s"', async (folder) => {
    const original = oneSheet(
      '',
      {},
      {
        styles: styles('<xf numFmtId="0"/>'),
        respell: (name, content) => [
          name.replace(/^xl\//, folder),
          content.replaceAll('"/xl/', `"/${folder}`).replaceAll('"xl/', `"${folder}`),
        ],
      },
    )
    const { text: part, cell } = await exported(original, changes)
    expect(cell('Data', 'A1')).toMatchObject({ v: 7 })
    expect(part(`${folder}comments1.xml`)).toContain('ref="A1"')
  })

  test('a UTF-16 sheet', async () => {
    const sheet =
      '\ufeff<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="str"><v>é</v></c></row></sheetData></worksheet>'
    const { zipSync, unzipSync } = await import('fflate')
    const files = unzipSync(oneSheet(''))
    files['xl/worksheets/sheet1.xml'] = Buffer.from(sheet, 'utf16le')
    const edit = [{ row: 2, column: 1, value: text('ü') }]
    const { cell } = await exported(zipSync(files), { cells: [{ sheet: 'Data', edits: edit }] })
    expect(cell('Data', 'A1')).toMatchObject({ v: 'é' })
    expect(cell('Data', 'A2')).toMatchObject({ v: 'ü' })
  })

  test('relationship parts that are typed one by one: a new one gets its type too', async () => {
    const type = 'application/vnd.openxmlformats-package.relationships+xml'
    const original = oneSheet(
      rows,
      {},
      {
        respell: (name, content) => [
          name,
          content.replace(
            `<Default Extension="rels" ContentType="${type}"/>`,
            `<Override PartName="/_rels/.rels" ContentType="${type}"/><Override PartName="/xl/_rels/workbook.xml.rels" ContentType="${type}"/>`,
          ),
        ],
      },
    )
    const { text: part } = await exported(original, changes)
    expect(part('xl/worksheets/_rels/sheet1.xml.rels')).toContain('comments')
    expect(part('[Content_Types].xml')).toContain(`<Default Extension="rels" ContentType="${type}"/>`)
  })

  test.each([
    ['no style sheet', undefined],
    [
      'a style sheet of one format',
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>',
    ],
  ])(
    '%s, and cells of a format that is not in it: they do not get one of those that are added',
    async (_, styles) => {
      const sheet = {
        name: 'Data',
        rows: '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="3"><v>2</v></c></row>',
      }
      const original = workbookBytes({ sheets: [sheet], ...(styles === undefined ? {} : { styles }) })
      const filled = [{ row: 1, column: 1, color: 'FFFFF2CC' }]
      const { text: part } = await exported(original, { fills: [{ sheet: 'Data', fills: filled }] })
      const formats = [...part('xl/styles.xml').matchAll(/<xf\b[^>]*?\/?>/g)].map(([format]) => format)
      const cellFormats = formats.slice(formats.length - 5)
      const [, number] = /<c r="A1" s="(\d+)"/.exec(part('xl/worksheets/sheet1.xml')) ?? []
      expect(number).toBe('4')
      expect(cellFormats[4]).toContain('applyFill="1"')
      expect(cellFormats[3]).not.toContain('applyFill')
    },
  )

  test('a workbook part elsewhere, with absolute targets', async () => {
    const original = oneSheet(
      rows,
      {},
      {
        respell: (name, content) => [
          name.replace(/^xl\//, 'book/'),
          content
            .replaceAll('"xl/', '"/book/')
            .replaceAll('/xl/', '/book/')
            .replaceAll('Target="worksheets/', 'Target="/book/worksheets/'),
        ],
      },
    )
    const { has } = await exported(original, changes)
    expect(has('book/comments1.xml')).toBe(true)
  })
})

describe('what a graft says', () => {
  test('keeps a template a template and a workbook with macros one', async () => {
    const as = (type: string) =>
      oneSheet('', {}, { respell: (name, content) => [name, content.replace('sheet.main+xml', type)] })
    expect((await exported(as('template.main+xml'), {})).format).toBe('xltx')
    expect((await exported(oneSheet(''), {})).format).toBe('xlsx')
  })

  test('gives the same bytes for the same input', async () => {
    const changes = {
      cells: [{ sheet: 'Data', edits: [{ row: 1, column: 1, value: number(7), isHighlighted: true }] }],
      notes: [{ sheet: 'Data', notes: [{ row: 1, column: 1, text: 'n', author: 'a' }] }],
    }
    const [first, second] = [await exported(oneSheet(''), changes), await exported(oneSheet(''), changes)]
    expect(Buffer.from(first.bytes).equals(Buffer.from(second.bytes))).toBe(true)
  })

  test('warns that a signature does not hold for the annotated workbook', async () => {
    const original = oneSheet(
      '',
      {},
      {
        parts: [
          {
            name: '_xmlsignatures/sig1.xml',
            text: '<Signature/>',
            type: 'application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml',
          },
        ],
      },
    )
    const edits = [{ row: 1, column: 1, value: number(7) }]
    const { warnings } = await exported(original, { cells: [{ sheet: 'Data', edits }] })
    expect(warnings.map(({ code }) => code)).toEqual(['signature_invalid'])
  })

  test('refuses a name that the workbook has', async () => {
    const original = oneSheet(
      '',
      {},
      {
        workbook: '<definedNames><definedName name="Start">Data!$A$1</definedName></definedNames>',
      },
    )
    const definedNames = [{ name: 'start', formula: 'Data!$A$1' }]
    expect(await refusalOf(original, { definedNames })).toBe('invalid_request')
  })

  test.each([
    ['no zip at all', Buffer.from('hello'), 'not_a_workbook'],
    [
      'a password-protected workbook',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
      'encrypted',
    ],
    [
      'a workbook from before Excel 2007, also with a zip within it',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), oneSheet('')]),
      'unsupported',
    ],
    ['a zip that ends early', oneSheet('').subarray(0, 400), 'truncated'],
  ])('refuses %s', async (_what, bytes, code) => {
    expect(await refusalOf(bytes, {})).toBe(code)
  })
})

describe('inspecting an original', () => {
  test('tells where an added column will stand', async () => {
    const original = oneSheet('<row r="1"><c r="A1"><v>1</v></c><c r="C1" s="0"/></row>')
    const room = await inspectSheet(original, 'Data')
    const columns = [{ header: 'Risk', headerRow: 1, cells: [] }]
    const { addedColumns } = await exported(original, { columns: [{ sheet: 'Data', columns }] })
    expect(room.ok && room.value.firstFreeColumn).toBe(4)
    expect(addedColumns).toEqual([{ sheet: 'Data', header: 'Risk', column: 4 }])
  })

  test('lists the names that are taken', async () => {
    const original = oneSheet(salesRows, salesSheet, { parts: [tablePart(salesColumns, 'A1:B2')] })
    const overview = await inspectPackage(original)
    if (!overview.ok) throw new Error(overview.error.message)
    expect(overview.value).toMatchObject({ format: 'xlsx', hasMacros: false, isSigned: false })
    expect(overview.value.sheets).toEqual([{ name: 'Data', state: 'visible', kind: 'worksheet' }])
    expect(overview.value.tables.map(({ name, sheet }) => [name, sheet])).toEqual([['Sales', 'Data']])
  })
})
