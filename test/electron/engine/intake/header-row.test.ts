import { describe, expect, test } from 'vitest'
import { findHeaderRow, type HeadRow } from '#electron/engine/intake/header-row.ts'
import type { CellValue } from '#shared/domain/cell.ts'

const cell = (value: string | number | boolean | Date): CellValue => {
  if (value instanceof Date) return { kind: 'date', value: value.getTime() }
  if (typeof value === 'number') return { kind: 'number', value }
  return typeof value === 'boolean' ? { kind: 'boolean', value } : { kind: 'text', value }
}

/** Rows as they stand in the sheet; null is a blank cell. */
const rows = (...lines: (string | number | boolean | Date | null)[][]): HeadRow[] =>
  lines.map((line, at) => ({
    row: at + 1,
    cells: new Map(
      line.flatMap((value, column) => (value === null ? [] : [[column + 1, cell(value)] as const])),
    ),
  }))

const day = (text: string) => new Date(`${text}T00:00:00Z`)

describe('the header row', () => {
  test('is the first row of a plain table', () => {
    expect(findHeaderRow(rows(['id', 'name', 'mrr'], [1, 'Ann', 10], [2, 'Bob', 20]))).toBe(1)
  })

  test('of a table of texts only is the first row', () => {
    expect(
      findHeaderRow(rows(['code', 'name'], ['US', 'United States'], ['FR', 'France'], ['DE', 'Germany'])),
    ).toBe(1)
  })

  test('stands below a title, a remark and a blank row', () => {
    const table = rows(
      ['Monthly report', null, null],
      ['exported 2024-02-01', null, null],
      [null, null, null],
      ['month', 'mrr', 'customers'],
      ['Jan', 10, 3],
      ['Feb', 12, 4],
    )
    expect(findHeaderRow(table)).toBe(4)
  })

  test('stands below pairs of labels and values', () => {
    const table = rows(
      ['Company', 'Acme', null, null],
      ['Year', 2024, null, null],
      ['id', 'name', 'plan', 'mrr'],
      [1, 'Ann', 'Pro', 10],
      [2, 'Bob', 'Basic', 5],
      [3, 'Cem', 'Pro', 10],
    )
    expect(findHeaderRow(table)).toBe(3)
  })

  test('may be made of years, or of months as dates, behind a label', () => {
    expect(
      findHeaderRow(rows(['Region', 2022, 2023, 2024], ['North', 10, 20, 30], ['South', 1, 2, 3.5])),
    ).toBe(1)
    expect(
      findHeaderRow(
        rows(['Metric', day('2024-01-01'), day('2024-02-01')], ['mrr', 10, 20], ['churn', 0.1, 0.2]),
      ),
    ).toBe(1)
  })

  test.each([
    [['customer', '2024-01', '2024-02', '2024-03']],
    [['customer', 202401, 202402, 202403]],
    [['Kunde', '01.2024', '02.2024', '03.2024']],
    [['Kunde', '01.01.2024', '01.02.2024', '01.03.2024']],
    [['customer', '2024 Q1', '2024 Q2', '2024 Q3']],
  ])('may be made of periods as texts or numbers: %j', (header) => {
    expect(findHeaderRow(rows(header, ['A', 10, 10, 12], ['B', 5, null, 0], ['C', null, 7, 7]))).toBe(1)
  })

  test('is missing where periods stand above periods', () => {
    expect(
      findHeaderRow(
        rows(['A', '2024-01', 10], ['A', '2024-02', 12], ['B', '2024-01', 7], ['B', '2024-02', 7]),
      ),
    ).toBe(0)
    expect(findHeaderRow(rows(['A', 202401, 10], ['A', 202402, 12], ['B', 202401, 7]))).toBe(0)
  })

  test('is missing from a matrix of numbers', () => {
    expect(findHeaderRow(rows([1, 2, 3], [4, 5, 6], [7, 8, 9]))).toBe(0)
  })

  test('is missing where the first row is like the others', () => {
    const table = rows(
      ['Ann', 'Pro', 10, day('2024-01-01')],
      ['Bob', 'Basic', 5, day('2024-01-02')],
      ['Cem', 'Pro', 10, day('2024-01-03')],
      ['Dee', 'Basic', 7, day('2024-01-04')],
    )
    expect(findHeaderRow(table)).toBe(0)
  })

  test('is the row above which the sheet is frozen, where it might be either of two', () => {
    const table = rows(
      ['Quarter', 'Quarter', 'Region'],
      ['start', 'end', 'name'],
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
    )
    expect(findHeaderRow(table, 2)).toBe(2)
  })

  test('of an empty sheet is none', () => {
    expect(findHeaderRow([])).toBe(0)
  })
})
