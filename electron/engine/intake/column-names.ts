import { columnLetters } from '#shared/domain/address.ts'
import type { CellValue } from '#shared/domain/cell.ts'
import { dateText } from './date-text.ts'
import { numberText } from './number-text.ts'

/** The text of a cell as it would stand in a list of names. */
export function cellText(cell: CellValue): string {
  switch (cell.kind) {
    case 'blank':
      return ''
    case 'number':
      return numberText(cell.value)
    case 'boolean':
      return cell.value ? 'TRUE' : 'FALSE'
    case 'date':
      return dateText(cell.value)
    default:
      return cell.value
  }
}

/** `Amount`, `Amount (2)`, ...; notes the name, in lower case, as taken. */
export function uniqueName(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${wanted} (${count})`
  taken.add(name.toLowerCase())
  return name
}

export interface ColumnNames {
  /** One a column, in the order given, unique whatever their letter case. */
  readonly names: readonly string[]
  /** Those that are not the header's own text. */
  readonly renamed: readonly string[]
}

/**
 * Names columns by their header cells: white space made single; a blank header gives the column's letters; a name
 * already taken gets a number ("Amount (2)").
 */
export function nameColumns(
  columns: readonly number[],
  headerOf: (column: number) => CellValue,
  reportBlank: boolean,
): ColumnNames {
  const taken = new Set<string>()
  const renamed: string[] = []
  const names = columns.map((column) => {
    const header = cellText(headerOf(column)).replace(/\s+/g, ' ').trim()
    const wanted = header === '' ? columnLetters(column) : header
    const name = uniqueName(wanted, taken)
    if (name !== header && (reportBlank || header !== '')) renamed.push(name)
    return name
  })
  return { names, renamed }
}
