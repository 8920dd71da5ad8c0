import type { CellValue } from '#shared/domain/cell.ts'
import { formatCell } from './format-cell.ts'

/**
 * What a cell shows in so many characters. A number cut off would be another number: without a format it is shown
 * with fewer decimals, as Excel does, and where that is not enough, or under a format, the cell is filled with #.
 */
export function fittedText(value: CellValue, numberFormat: string | undefined, characters: number): string {
  const text = formatCell(value, numberFormat)
  if (value.kind !== 'number' && value.kind !== 'date') return text
  if (text.length <= characters) return text
  const hasFormat = numberFormat !== undefined && !/^general$/i.test(numberFormat)
  if (value.kind === 'number' && !hasFormat) {
    const shorter = withFewerDecimals(value.value, characters)
    if (shorter !== undefined) return shorter
  }
  return '#'.repeat(Math.max(1, characters))
}

function withFewerDecimals(value: number, characters: number): string | undefined {
  const whole = String(Math.trunc(Math.abs(value))).length + (value < 0 ? 1 : 0)
  const decimals = characters - whole - 1
  if (Math.abs(value) >= 1e15 || whole > characters) return undefined
  const text = value
    .toFixed(Math.max(0, Math.min(decimals, 15)))
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
  return text.length <= characters ? text : undefined
}
