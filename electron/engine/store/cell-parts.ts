import { type CellValue, cellKindCode } from '#shared/domain/cell.ts'

/** A cell outside its sheet's table: kind code, number (number, boolean, date), and the text a mixed column keeps. */
export type CellParts = [kind: number, number: number | null, text: string | null]

export function cellParts(cell: CellValue): CellParts {
  const kind = cellKindCode[cell.kind]
  switch (cell.kind) {
    case 'blank':
      return [kind, null, null]
    case 'number':
      return [kind, cell.value, String(cell.value)]
    case 'boolean':
      return [kind, cell.value ? 1 : 0, cell.value ? 'TRUE' : 'FALSE']
    case 'date':
      return [kind, cell.value, isoText(cell.value)]
    default:
      return [kind, null, cell.value]
  }
}

/** The cell that parts stand for; the inverse of `cellParts`. */
export function cellOfParts(kind: number, number: number | null, text: string | null): CellValue {
  switch (kind) {
    case cellKindCode.number:
      return { kind: 'number', value: number ?? Number(text) }
    case cellKindCode.boolean:
      return { kind: 'boolean', value: number === 1 }
    case cellKindCode.date:
      return { kind: 'date', value: number ?? Date.parse(`${text}Z`) }
    case cellKindCode.text:
      return { kind: 'text', value: text ?? '' }
    case cellKindCode.error:
      return { kind: 'error', value: text ?? '' }
    default:
      return { kind: 'blank' }
  }
}

/** A date as ISO text: `2024-01-31`, or `2024-01-31T10:30:00` where it has a time of day. */
export function isoText(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString()
  if (text.endsWith('T00:00:00.000Z')) return text.slice(0, -14)
  return text.slice(0, text.endsWith('.000Z') ? -5 : -1)
}
