import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTabSeparated } from '#renderer/data/clipboard/parse-tab-separated.ts'

describe('text from the clipboard', () => {
  it.each([
    ['one cell', 'a', [['a']]],
    ['a row', 'a\tb\tc', [['a', 'b', 'c']]],
    [
      'rows, with the line break that Excel puts behind the last',
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['line breaks of Unix and of old Macs', 'a\nb\rc', [['a'], ['b'], ['c']]],
    [
      'blank cells',
      '\t\r\n\t',
      [
        ['', ''],
        ['', ''],
      ],
    ],
    ['a line break inside a cell', '"two\nlines"\tb', [['two\nlines', 'b']]],
    ['a line break of Windows inside a cell', '"two\r\nlines"', [['two\nlines']]],
    ['a tab inside a cell', '"a\tb"\tc', [['a\tb', 'c']]],
    ['doubled quotes inside a quoted cell', '"say ""so"""', [['say "so"']]],
    ['a quote that is only an inch mark', '5" pipe\t"', [['5" pipe', '"']]],
    ['a quoted word that is not the whole cell', '"so" he said\tb', [['"so" he said', 'b']]],
    ['nothing', '', [['']]],
  ])('reads %s', (_name, text, cells) => {
    expect(parseTabSeparated(text)).toEqual(cells)
  })

  it('reads back whatever Excel would write', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'ß', '1', ' ', '\t', '\n', '"', ',', ';', '=', '語'),
      maxLength: 8,
    })
    const block = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      )
    fc.assert(
      fc.property(block, (cells) => {
        const text = cells.map((row) => row.map(written).join('\t')).join('\r\n')
        expect(parseTabSeparated(`${text}\r\n`)).toEqual(cells)
      }),
    )
  })
})

const written = (cell: string): string =>
  /[\t\r\n]|^"/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
