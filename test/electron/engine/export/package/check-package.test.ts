import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { checkPackage } from '#electron/engine/export/package/check-package.ts'
import { oneSheet, styles } from './fixtures.ts'

const whole = oneSheet(
  '<row r="1"><c r="A1" s="1"><v>1</v></c></row>',
  { after: '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells><hyperlinks/>' },
  { styles: styles('<xf numFmtId="0"/><xf numFmtId="14"/>') },
)

/** The flaws after one part is changed. */
async function flawsAfter(part: string, change: (text: string) => string | undefined): Promise<string> {
  const files = unzipSync(whole)
  const text = change(strFromU8(files[part] ?? new Uint8Array()))
  if (text === undefined) delete files[part]
  else files[part] = strToU8(text)
  return (await checkPackage(zipSync(files))).map(({ message }) => message).join('\n')
}

const sheet = 'xl/worksheets/sheet1.xml'

describe('checking a package', () => {
  test('finds nothing wrong with a whole one', async () => {
    expect(await checkPackage(whole)).toEqual([])
  })

  test.each<[string, string, (text: string) => string | undefined, RegExp]>([
    ['XML that is not well-formed', sheet, (xml) => xml.replace('</row>', ''), /not well-formed/],
    [
      'a prefix without a namespace',
      sheet,
      (xml) => xml.replace('<v>', '<y:v>').replace('</v>', '</y:v>'),
      /not well-formed/,
    ],
    ['a cell format that is not there', sheet, (xml) => xml.replace('s="1"', 's="2"'), /cell format 2 of 2/],
    [
      'a shared string that is not there',
      sheet,
      (xml) => xml.replace('s="1"', 't="s"'),
      /shared string 1 of 0/,
    ],
    ['a cell twice', sheet, (xml) => xml.replace('</row>', '<c r="A1"/></row>'), /A1 stands twice/],
    ['a cell in another row', sheet, (xml) => xml.replace('r="A1"', 'r="A2"'), /A2 stands in row 1/],
    [
      'a row twice',
      sheet,
      (xml) => xml.replace('</sheetData>', '<row r="1"/></sheetData>'),
      /row 1 stands twice/,
    ],
    [
      'elements out of order',
      sheet,
      (xml) => xml.replace('<hyperlinks/>', '<sheetProtection/>'),
      /comes after/,
    ],
    [
      'an id without a relationship',
      sheet,
      (xml) => xml.replace('<hyperlinks/>', '<drawing r:id="rId7"/>'),
      /rId7/,
    ],
    ['a missing part', sheet, () => undefined, /which is not there/],
    [
      'a part without a content type',
      '[Content_Types].xml',
      (xml) =>
        xml
          .replace('<Default Extension="xml" ContentType="application/xml"/>', '')
          .replace(/<Override PartName="\/xl\/styles[^>]*>/, ''),
      /no content type/,
    ],
    [
      'a count that is wrong',
      'xl/styles.xml',
      (xml) => xml.replace('cellXfs count="2"', 'cellXfs count="3"'),
      /says 3 and holds 2/,
    ],
    [
      'a font that is not there',
      'xl/styles.xml',
      (xml) => xml.replace('numFmtId="14"', 'numFmtId="14" fontId="4"'),
      /number 4 of 1 fonts/,
    ],
    [
      'two sheets of one name',
      'xl/workbook.xml',
      (xml) => xml.replace('</sheets>', '<sheet name="DATA" sheetId="1" r:id="rId1"/></sheets>'),
      /two sheets are named/,
    ],
    [
      'a relationship id twice',
      'xl/_rels/workbook.xml.rels',
      (xml) => xml.replace('Id="rId2"', 'Id="rId1"'),
      /more than once/,
    ],
  ])('finds %s', async (_what, part, change, message) => {
    expect(await flawsAfter(part, change)).toMatch(message)
  })

  test('finds a part that stands in the zip twice', async () => {
    const files = unzipSync(whole)
    files['XL/styles.xml'] = files['xl/styles.xml'] ?? new Uint8Array()
    const flaws = await checkPackage(zipSync(files))
    expect(flaws.map(({ message }) => message).join()).toMatch(/more than once/)
  })
})
