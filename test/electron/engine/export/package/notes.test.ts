import { describe, expect, test } from 'vitest'
import { exported, oneSheet } from './fixtures.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

const box = (row: number) =>
  `<v:shape id="s${row}" style="width:300pt"><x:ClientData ObjectType="Note"><x:Anchor>1, 15, 0, 2, 3, 15, 4, 4</x:Anchor><x:Row>${row - 1}</x:Row><x:Column>0</x:Column></x:ClientData></v:shape>`

const thread = (row: number) =>
  `<threadedComment ref="A${row}" personId="{P}" id="{T${row}}"><text>asked</text></threadedComment>`

/** A sheet with notes in A1, A2, ... */
const notedSheet = (comments: readonly string[], threads: string) =>
  oneSheet(
    '<row r="1"><c r="A1"><v>1</v></c></row>',
    {
      after: '<legacyDrawing r:id="rId2"/>',
      relationships: [
        ['comments', '../comments1.xml'],
        ['vmlDrawing', '../drawings/vmlDrawing1.vml'],
        ['threadedComment', '../threadedComments/threadedComment1.xml'],
      ],
    },
    {
      parts: [
        {
          name: 'xl/comments1.xml',
          type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml',
          text: `<comments xmlns="${main}"><authors><author>Ann</author><author>tc={T2}</author></authors><commentList>${comments.join('')}</commentList></comments>`,
        },
        {
          name: 'xl/drawings/vmlDrawing1.vml',
          type: 'application/vnd.openxmlformats-officedocument.vmlDrawing',
          text: `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">${comments.map((_, index) => box(index + 1)).join('')}</xml>`,
        },
        {
          name: 'xl/threadedComments/threadedComment1.xml',
          type: 'application/vnd.ms-excel.threadedcomments+xml',
          text: `<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">${threads}</ThreadedComments>`,
        },
      ],
    },
  )

describe('notes', () => {
  const note = { row: 2, column: 2, text: 'Was 5 before', author: 'Tenure' }

  test('make comments and a drawing for a sheet that had none', async () => {
    const original = oneSheet('', {
      after: '<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/><extLst/>',
    })
    const { text: part } = await exported(original, { notes: [{ sheet: 'Data', notes: [note] }] })
    expect(part('xl/comments1.xml')).toContain('<comment ref="B2" authorId="0">')
    expect(part('xl/drawings/vmlDrawing1.vml')).toContain('<x:Row>1</x:Row><x:Column>1</x:Column>')
    expect(part('xl/worksheets/sheet1.xml')).toMatch(/<legacyDrawing r:id="rId2"\/><extLst\/>/)
  })

  test('are merged where two are for one cell', async () => {
    const changes = {
      notes: [{ sheet: 'Data', notes: [note] }],
      headerMarks: [{ sheet: 'Data', row: 2, column: 2, text: 'Mapped to MRR' }],
    }
    const { text: part } = await exported(oneSheet(''), changes)
    expect(part('xl/comments1.xml')).toContain('Mapped to MRR\n\nWas 5 before')
  })

  test('leave a header that they mark legible, whatever colour its own text has', async () => {
    const { text: part } = await exported(oneSheet(''), {
      headerMarks: [{ sheet: 'Data', row: 1, column: 1 }],
    })
    expect(part('xl/styles.xml')).toMatch(
      /<dxf><font><color rgb="FF1B2129"\/><\/font><fill><patternFill patternType="solid"><fgColor rgb="FFDDEBF7"\/>/,
    )
  })

  test('keep the notes that are there, also on the same cell', async () => {
    const first = await exported(oneSheet(''), { notes: [{ sheet: 'Data', notes: [note] }] })
    const more = [
      { ...note, text: 'Another', author: 'Someone' },
      { ...note, row: 3, author: 'Someone' },
    ]
    const second = await exported(first.bytes, { notes: [{ sheet: 'Data', notes: more }] })
    expect(second.refused.map(({ code, place }) => [code, place?.cell])).toEqual([['note_kept', 'B2']])
    const comments = second.text('xl/comments1.xml')
    expect(comments).toContain('<author>Tenure</author><author>Someone</author>')
    expect(comments.match(/<comment ref="\w+" authorId="\d"/g)).toEqual([
      '<comment ref="B2" authorId="0"',
      '<comment ref="B3" authorId="1"',
    ])
    const shapes = [...second.text('xl/drawings/vmlDrawing1.vml').matchAll(/id="(_x0000_s\d+)"/g)].map(
      (m) => m[1],
    )
    expect(new Set(shapes).size).toBe(2)
    expect(second.text('xl/drawings/vmlDrawing1.vml')).toContain('data="1,2"')
  })
})

describe('a note for a cell that has one', () => {
  const below = { row: 1, column: 1, text: 'Edited. Before: <5>', author: 'Tenure', belowOwn: true as const }
  const noted = (text: string, threads = '') =>
    notedSheet([`<comment ref="A1" authorId="0"><text>${text}</text></comment>`], threads)

  test('is put below its own text, in the same type, where it asks for that; the box grows', async () => {
    const bold = '<r><rPr><b/></rPr><t>Ann:</t></r>'
    const last = '<r><rPr><i/></rPr><t>to check</t></r>'
    const { text: part, refused } = await exported(noted(`${bold}${last}`), {
      notes: [{ sheet: 'Data', notes: [below] }],
    })
    expect(part('xl/comments1.xml')).toContain(
      `<text>${bold}${last}<r><rPr><i/></rPr><t xml:space="preserve">\n\nEdited. Before: &lt;5&gt;</t></r></text>`,
    )
    expect(part('xl/comments1.xml')).toContain('<authors><author>Ann</author>')
    expect(part('xl/drawings/vmlDrawing1.vml')).toContain('<x:Anchor>1, 15, 0, 2, 3, 15, 6, 4</x:Anchor>')
    expect(refused).toEqual([])
  })

  test.each([
    ['<t>plain</t>', '<r><t>plain</t></r><r>'],
    ['', '<text><r>'],
  ])('is put below text without runs: %j', async (own, start) => {
    const { text: part } = await exported(noted(own), { notes: [{ sheet: 'Data', notes: [below] }] })
    expect(part('xl/comments1.xml')).toContain(`${start}<t xml:space="preserve">`)
  })

  test('is left out, and told, where people talk in a thread', async () => {
    const original = noted('<t>[Threaded comment] asked</t>', thread(1))
    const { text: part, refused } = await exported(original, { notes: [{ sheet: 'Data', notes: [below] }] })
    expect(part('xl/comments1.xml')).not.toContain('Edited')
    expect(refused.map(({ message }) => message)).toEqual([
      'Cell A1 of sheet "Data" has a thread of comments already. It was kept and the new note left out: Edited. Before: <5>',
    ])
  })
})

describe('notes that are to go', () => {
  const original = (threads: string) =>
    notedSheet(
      [
        '<comment ref="A1" authorId="0"><text><t>plain</t></text></comment>',
        '<comment ref="A2" authorId="1"><text><t>[Threaded comment] asked</t></text></comment>',
        '<comment ref="A3" authorId="0"><text><t>kept</t></text></comment>',
      ],
      threads,
    )
  const both = [{ sheet: 'Data', cells: [1, 2].map((row) => ({ row, column: 1 })) }]

  test('go from every part that knows of them', async () => {
    const { text: part, has } = await exported(original(thread(2)), { removedNotes: both })
    expect(part('xl/comments1.xml').match(/ref="\w+"/g)).toEqual(['ref="A3"'])
    expect(part('xl/drawings/vmlDrawing1.vml').match(/id="s\d"/g)).toEqual(['id="s3"'])
    expect(has('xl/threadedComments/threadedComment1.xml')).toBe(false)
    expect(part('xl/worksheets/_rels/sheet1.xml.rels')).not.toContain('threadedComment')
  })

  test('leave other threads as they are', async () => {
    const { text: part } = await exported(original(thread(2) + thread(5)), { removedNotes: both })
    expect(part('xl/threadedComments/threadedComment1.xml')).toContain(`2018/threadedcomments">${thread(5)}<`)
  })

  test('are replaced in their own boxes; a thread becomes a note', async () => {
    const notes = [2, 3].map((row) => ({ row, column: 1, text: `new ${row}`, author: 'Bo' }))
    const {
      text: part,
      has,
      refused,
    } = await exported(original(thread(2)), {
      notes: [{ sheet: 'Data', notes }],
      removedNotes: both,
    })
    const comments = part('xl/comments1.xml')
    expect(comments.match(/ref="\w+" authorId="\d"/g)).toEqual([
      'ref="A2" authorId="2"',
      'ref="A3" authorId="0"',
    ])
    expect(comments).toContain('>new 2</t>')
    expect(comments).toContain('<t>kept</t>')
    expect(part('xl/drawings/vmlDrawing1.vml').match(/id="s\d" style="width:300pt"/g)).toHaveLength(2)
    expect(has('xl/threadedComments/threadedComment1.xml')).toBe(false)
    expect(refused.map(({ place }) => place?.cell)).toEqual(['A3'])
  })
})
