import { expect, test } from 'vitest'
import { continueSeries } from '#electron/engine/sheet/series.ts'
import type { CellValue } from '#shared/domain/cell.ts'

const number = (value: number): CellValue => ({ kind: 'number', value })
const text = (value: string): CellValue => ({ kind: 'text', value })
const date = (iso: string): CellValue => ({ kind: 'date', value: Date.parse(`${iso}Z`) })

const shown = (cell: CellValue): string => {
  if (cell.kind === 'blank') return ''
  return cell.kind === 'date' ? new Date(cell.value).toISOString().slice(0, 10) : String(cell.value)
}

test.each([
  ['one number counts up', [number(5)], ['6', '7', '8']],
  ['two numbers keep their distance', [number(10), number(7)], ['4', '1', '-2']],
  [
    'uneven numbers follow their linear trend',
    [number(1), number(2), number(4)],
    ['5.33333333333333', '6.83333333333333', '8.33333333333333'],
  ],
  ['decimals stay exact', [number(0.5), number(1)], ['1.5', '2', '2.5']],
  ['one date goes on by days', [date('2024-02-28T00:00')], ['2024-02-29', '2024-03-01', '2024-03-02']],
  [
    'ends of months stay ends of months',
    [date('2024-01-31T00:00'), date('2024-02-29T00:00')],
    ['2024-03-31', '2024-04-30', '2024-05-31'],
  ],
  [
    'weeks stay weeks',
    [date('2024-01-01T00:00'), date('2024-01-08T00:00')],
    ['2024-01-15', '2024-01-22', '2024-01-29'],
  ],
  ['a text that ends in a number counts', [text('Item 9')], ['Item 10', 'Item 11', 'Item 12']],
  ['quarters go round', [text('Q3')], ['Q4', 'Q1', 'Q2']],
  ['quarters of a year are counted by the year', [text('Q3 2024')], ['Q3 2025', 'Q3 2026', 'Q3 2027']],
  ['months follow one another', [text('November')], ['December', 'January', 'February']],
  ['months keep their distance and their letters', [text('JAN'), text('APR')], ['JUL', 'OCT', 'JAN']],
  ['days of the week follow one another', [text('Sat'), text('Sun')], ['Mon', 'Tue', 'Wed']],
  ['months of other languages too', [text('März')], ['April', 'Mai', 'Juni']],
  ['unevenly distant months repeat', [text('Jan'), text('Feb'), text('Apr')], ['Jan', 'Feb', 'Apr']],
  ['leading zeros stay', [text('C-009')], ['C-010', 'C-011', 'C-012']],
  ['other texts repeat', [text('a'), text('b')], ['a', 'b', 'a']],
  ['a mixture repeats', [number(1), text('b')], ['1', 'b', '1']],
] as const)('%s', (_name, source, expected) => {
  const series = continueSeries(source)
  expect(expected.map((_, index) => shown(series(source.length + index)))).toEqual(expected)
})
