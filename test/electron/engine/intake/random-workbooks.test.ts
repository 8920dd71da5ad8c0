import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellAddress } from '#shared/domain/address.ts'
import { cellsOf } from './cells.ts'
import { temporaryFile } from './packages.ts'

/** A cell as it is given to the program that writes the workbook, and as it must be read back. */
interface RandomCell {
  readonly row: number
  readonly column: number
  readonly value: ExcelJS.CellValue
  readonly read: string
}

/** What XML can hold; of the rest some programs drop, some escape. */
const text = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('a', ' ', '&', '<', '"', '\n', '_x', '0', 'é', '漢', '😀', '_x0041_'),
      fc.string({ minLength: 1, maxLength: 1 }),
    ),
    minLength: 1,
    maxLength: 20,
  })
  .filter(
    (value) =>
      Buffer.from(value).toString() === value &&
      ![...value].some((letter) => letter < ' ' && letter !== '\n' && letter !== '\t'),
  )

/** exceljs does not escape what looks like an escape, so that such a text cannot come back as it was. */
const writable = text.filter((value) => !/_x[0-9A-Fa-f]{4}_/.test(value))

const day = 86_400_000
const value = fc.oneof(
  writable.map((value) => ({ value, read: `text ${JSON.stringify(value)}` })),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map((value) => ({ value, read: `number ${value === 0 ? 0 : value}` })),
  fc.integer().map((value) => ({ value, read: `number ${value}` })),
  fc.boolean().map((value) => ({ value, read: `boolean ${value}` })),
  fc
    .constantFrom('#N/A', '#DIV/0!', '#REF!')
    .map((error) => ({ value: { error } as ExcelJS.CellErrorValue, read: `error ${error}` })),
  fc.integer({ min: Date.UTC(1901, 0, 1) / day, max: Date.UTC(2100, 0, 1) / day }).map((days) => ({
    value: new Date(days * day),
    read: `date ${new Date(days * day).toISOString()}`,
  })),
  writable.map((value) => ({
    value: { richText: [{ text: value, font: { bold: true } }, { text: '!' }] },
    read: `text ${JSON.stringify(`${value}!`)}`,
  })),
  fc.integer().map((result) => ({ value: { formula: 'A1+1', result }, read: `number ${result}` })),
)

const cell: fc.Arbitrary<RandomCell> = fc
  .tuple(
    fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 1_048_576 })),
    fc.oneof(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 16_384 })),
    value,
  )
  .map(([row, column, { value, read }]) => ({ row, column, value, read }))

describe('a workbook written by another program', () => {
  test('reads back cell by cell', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(cell, { selector: ({ row, column }) => `${row} ${column}`, maxLength: 60 }),
        fc.boolean(),
        async (cells, date1904) => {
          const book = new ExcelJS.Workbook()
          book.properties.date1904 = date1904
          const sheet = book.addWorksheet('Random')
          const usable = cells.filter(
            ({ value }) => !date1904 || !(value instanceof Date) || value.getTime() > Date.UTC(1904, 0, 2),
          )
          for (const { row, column, value } of usable) sheet.getCell(row, column).value = value
          const path = await temporaryFile('random.xlsx', new Uint8Array(await book.xlsx.writeBuffer()))
          const expected = Object.fromEntries(
            usable.map(({ row, column, read }) => [cellAddress(row, column), read]),
          )
          expect((await cellsOf(path)).Random).toEqual(expected)
        },
      ),
      { numRuns: 60 },
    )
  })
})
