import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvLine, csvOfTabbed } from '#shared/domain/csv.ts'

describe('a line of CSV', () => {
  test.each([
    [['a', 'b'], 'a,b\r\n'],
    [['1,5', 'say "yes"', ''], '"1,5","say ""yes""",\r\n'],
    [['two\nlines'], '"two\nlines"\r\n'],
  ])('%j', (texts, line) => {
    expect(csvLine(texts)).toBe(line)
  })

  test('gives back its texts to whoever reads quotes as quotes', () => {
    const field = /("(?:[^"]|"")*"|[^,]*)(?:,|\r\n$)/gy
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), (texts) => {
        const read = [...csvLine(texts).matchAll(field)].map(([, text = '']) =>
          text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text,
        )
        expect(read).toEqual(texts)
      }),
    )
  })
})

test('a table of the clipboard as CSV is marked as UTF-8, a line a row', () => {
  expect(csvOfTabbed('Month\tCLV\n1\t2,5')).toBe('\uFEFFMonth,CLV\r\n1,"2,5"\r\n')
})
