import type { ReferenceStruct } from '@borgar/fx'
import type { NamedArea } from '#shared/domain/sheet.ts'
import {
  type FormulaPlace,
  missingReference,
  type Reference,
  unknownReference,
  type WorkbookNames,
} from './references.ts'

/** Resolves `Sales[Amount]`, `[@Amount]` and the like. */
export function resolveStructured(
  { table: name, columns = [], sections = [] }: ReferenceStruct,
  place: FormulaPlace,
  names: WorkbookNames,
): Reference {
  const area =
    name === undefined || name === '' ? enclosingTable(place, names) : names.areas.get(name.toLowerCase())
  if (area?.table === undefined)
    return unknownReference(`It reads the table ${name ?? ''}, which is not in the file.`)
  const whole = tableArea(area, sections.length === 0 ? ['data'] : sections, columns)
  if (whole.kind !== 'area' || !sections.includes('this row')) return whole
  const isBeside =
    place.sheet === area.sheet && place.row >= area.range.firstRow && place.row <= area.range.lastRow
  if (!isBeside) return unknownReference('It reads this row of a table that it is not beside.')
  return { kind: 'area', area: { ...whole.area, firstRow: place.row, lastRow: place.row } }
}

function enclosingTable({ sheet, row, column }: FormulaPlace, names: WorkbookNames): NamedArea | undefined {
  for (const area of names.areas.values()) {
    const { firstRow, lastRow, firstColumn, lastColumn } = area.range
    const holds = row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn
    if (area.table !== undefined && area.sheet === sheet && holds) return area
  }
  return undefined
}

/** The part of a table that sections (`all`, `headers`, `data`, `totals`, `this row`) and columns name. */
export function tableArea(
  { sheet, range, table }: NamedArea,
  sections: readonly string[],
  columns: readonly string[],
): Reference {
  if (table === undefined) return missingReference
  const dataFirst = range.firstRow + table.headerRows
  const dataLast = range.lastRow - table.totalsRows
  const rows = sections.map((section): [number, number] => {
    if (section === 'all') return [range.firstRow, range.lastRow]
    if (section === 'headers') return [range.firstRow, dataFirst - 1]
    return section === 'totals' ? [dataLast + 1, range.lastRow] : [dataFirst, dataLast]
  })
  const places = columns.map((column) => indexOf(table.columns, column))
  if (places.includes(-1)) return missingReference
  const firstRow = Math.min(...rows.map(([first]) => first))
  const lastRow = Math.max(...rows.map(([, last]) => last))
  if (firstRow > lastRow) return missingReference
  const first = places.length === 0 ? 0 : Math.min(...places)
  const last = places.length === 0 ? table.columns.length - 1 : Math.max(...places)
  return {
    kind: 'area',
    area: {
      kind: 'area',
      sheet,
      firstRow,
      lastRow,
      firstColumn: range.firstColumn + first,
      lastColumn: range.firstColumn + last,
    },
  }
}

/** Line breaks in a header stand as a space or not at all in references, depending on the program that wrote them. */
const plainHeader = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase()

const indexOf = (columns: readonly string[], wanted: string): number => {
  const plain = plainHeader(wanted)
  return columns.findIndex((column) => plainHeader(column) === plain)
}
