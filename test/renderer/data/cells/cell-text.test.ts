import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseInput } from '#electron/engine/sheet/parse-input.ts'
import { editableText, textOfCell } from '#renderer/data/cells/cell-text.ts'
import type { CellValue } from '#shared/domain/cell.ts'

it('says a value in full, whatever its format', () => {
  expect(textOfCell({ kind: 'number', value: 1234.56789 })).toBe('1234.56789')
  expect(textOfCell({ kind: 'date', value: Date.UTC(2024, 0, 31) })).toBe('2024-01-31')
  expect(textOfCell({ kind: 'date', value: Date.UTC(2024, 0, 31, 9, 5) })).toBe('2024-01-31T09:05:00')
  expect(textOfCell({ kind: 'blank' })).toBe('')
})

it('is read back as the same value when it is edited and nothing is changed', () => {
  const value: fc.Arbitrary<CellValue> = fc.oneof(
    fc
      .integer({ min: -1_000_000, max: 1_000_000 })
      .map((n): CellValue => ({ kind: 'number', value: n / 1000 })),
    fc.boolean().map((b): CellValue => ({ kind: 'boolean', value: b })),
    fc
      .integer({ min: 0, max: 20_000 })
      .map((day): CellValue => ({ kind: 'date', value: day * 86_400_000 + 3_661_000 })),
    fc.integer({ min: 0, max: 20_000 }).map((day): CellValue => ({ kind: 'date', value: day * 86_400_000 })),
  )
  const format = fc.constantFrom(undefined, '0.00', '0.0%', 'yyyy-mm-dd', '"100%"0')
  fc.assert(
    fc.property(value, format, (cell, numberFormat) => {
      const column = numberFormat === undefined ? {} : { numberFormat }
      expect(parseInput(editableText(cell, numberFormat), column)).toEqual({ ok: true, value: cell })
    }),
  )
})
