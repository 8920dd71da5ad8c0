import type { CellValue } from '#shared/domain/cell.ts'

/** A cell's value in full, independent of any format: what the clipboard holds and filters compare. */
export function textOfCell(value: CellValue): string {
  switch (value.kind) {
    case 'blank':
      return ''
    case 'number':
      return String(value.value)
    case 'boolean':
      return value.value ? 'TRUE' : 'FALSE'
    case 'date':
      return isoText(value.value)
    default:
      return value.value
  }
}

/** A cell's value as it is edited: in full, a percentage as one, so that it stays the same when nothing is changed. */
export function editableText(value: CellValue, numberFormat: string | undefined): string {
  const isPercent = numberFormat?.replace(/"[^"]*"|\\./g, '').includes('%') === true
  if (value.kind !== 'number' || !isPercent) return textOfCell(value)
  return `${Number((value.value * 100).toPrecision(15))}%`
}

/** `2024-01-31`, or `2024-01-31T10:30:00` where there is a time of day. */
function isoText(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString()
  if (text.endsWith('T00:00:00.000Z')) return text.slice(0, -14)
  return text.slice(0, text.endsWith('.000Z') ? -5 : -1)
}
