import fc from 'fast-check'
import { expect, it } from 'vitest'
import { htmlTable, tabSeparated } from '#electron/engine/sheet/clipboard-flavours.ts'
import { parseClipboard } from '#renderer/data/clipboard/parse-clipboard.ts'
import { parseHtmlTable } from '#renderer/data/clipboard/parse-html-table.ts'

const block = (unit: readonly string[]) =>
  fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })).chain(([rows, columns]) =>
    fc.array(
      fc.array(
        fc.record({
          text: fc.string({ unit: fc.constantFrom(...unit), maxLength: 6 }),
          isText: fc.boolean(),
        }),
        {
          minLength: columns,
          maxLength: columns,
        },
      ),
      { minLength: rows, maxLength: rows },
    ),
  )
const textsOf = (rows: readonly (readonly { text: string }[])[]) =>
  rows.map((row) => row.map(({ text }) => text))

it('what is copied is pasted as the same cells, line breaks, quotes, tabs and blank rows included', () => {
  fc.assert(
    fc.property(block(['a', '1', ' ', '\t', '\n', '"', ',', '=', '<', '&', '語']), (rows) => {
      const pasted = parseClipboard({ text: tabSeparated(rows), html: htmlTable(rows) })
      expect(pasted).toEqual(textsOf(rows))
    }),
  )
})

it('the table says the same as the text, but for spaces, which tables do not keep', () => {
  fc.assert(
    fc.property(block(['a', '1', '\n', '"', "'", '=', '<', '>', '&', '語']), (rows) => {
      const texts = textsOf(rows).map((row) => row.map((text) => text.replace(/\n+$/, '')))
      expect(parseHtmlTable(htmlTable(rows))).toEqual(texts)
    }),
  )
})

it.each([
  ['007', true, true],
  ['=1+1', true, true],
  ['2024-01-31', true, true],
  ['TRUE', true, true],
  ['Acme', true, false],
  ['7', false, false],
])('tells Excel whether %s is a text (%s)', (text, isText, isSaid) => {
  expect(htmlTable([[{ text, isText }]]).includes("mso-number-format:'\\@'")).toBe(isSaid)
})
