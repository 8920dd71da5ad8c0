import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseHtmlTable } from '#renderer/data/clipboard/parse-html-table.ts'

describe('a table on the clipboard', () => {
  it('as Excel writes it: with styles, comments, wrapped lines and breaks inside a cell', () => {
    const html = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
      <style><!-- td { mso-number-format:General; } --></style></head><body>
      <!--StartFragment--><table border=0><col width=64>
      <tr height=20><td height=20 class=xl65>Acme &amp;
        Sons</td><td align=right x:num>12.5</td></tr>
      <tr><td>two<br style='mso-data-placement:same-cell;'>lines</td><td></td></tr>
      </table><!--EndFragment--></body></html>`
    expect(parseHtmlTable(html)).toEqual([
      ['Acme & Sons', '12.5'],
      ['two\nlines', ''],
    ])
  })

  it('as Google Sheets writes it', () => {
    const html = `<meta charset="utf-8"><google-sheets-html-origin><table dir="ltr"><colgroup><col width="100"></colgroup>
      <tbody><tr><td data-sheets-value='{"1":2,"2":"a>b"}'>a&gt;b</td><td data-sheets-value='{"1":3,"3":0.5}'>50%</td></tr></tbody></table>`
    expect(parseHtmlTable(html)).toEqual([['a>b', '50%']])
  })

  it('as LibreOffice writes it, with a non-breaking space for a blank', () => {
    const html = '<table><tr><td><font face="Arial">x</font></td><td>&nbsp;</td></tr></table>'
    expect(parseHtmlTable(html)).toEqual([['x', '']])
  })

  it('keeps a merged cell once and blanks where it covers', () => {
    const html =
      '<table><tr><th colspan=2 rowspan=2>head</th><td>c</td></tr><tr><td>f</td></tr><tr><td>g</td></tr></table>'
    expect(parseHtmlTable(html)).toEqual([
      ['head', '', 'c'],
      ['', '', 'f'],
      ['g', '', ''],
    ])
  })

  it('takes a table inside a cell for text, and stops at the end of the first table', () => {
    const html =
      '<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table><table><tr><td>c</td></tr></table>'
    expect(parseHtmlTable(html)).toEqual([['ab']])
  })

  it('is nothing where there is no table', () => {
    expect(parseHtmlTable('<p>text</p>')).toBeUndefined()
  })

  it('drops what a page would run', () => {
    expect(parseHtmlTable('<table><tr><td>a<script>alert("<td>")</script>b</td></tr></table>')).toEqual([
      ['ab'],
    ])
  })

  it('reads back every text once it is escaped', () => {
    const text = fc
      .string({ unit: fc.constantFrom('a', '<', '>', '&', '"', "'", '語', '=', '1'), maxLength: 6 })
      .filter((value) => !/^\s*$/.test(value) || value === '')
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 4 }), (rows) => {
        const html = rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`)
        expect(parseHtmlTable(`<table>${html.join('\n')}</table>`)).toEqual(rows)
      }),
    )
  })
})

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
