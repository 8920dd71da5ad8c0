import { type ReadCellsRequest, readCells } from '#electron/engine/intake/read-cells.ts'
import { cellAddress } from '#shared/domain/address.ts'
import type { CellValue } from '#shared/domain/cell.ts'

/** A cell as a short text: `number 3`, `date 2024-01-31T00:00:00.000Z`, `text "x"`. */
export function describeCell(cell: CellValue): string {
  switch (cell.kind) {
    case 'blank':
      return 'blank'
    case 'date':
      return `date ${new Date(cell.value).toISOString()}`
    case 'text':
      return `text ${JSON.stringify(cell.value)}`
    default:
      return `${cell.kind} ${cell.value}`
  }
}

/** All cells of a file by sheet and address. A refusal is thrown, to show in the test's report. */
export async function cellsOf(
  path: string,
  options: Omit<ReadCellsRequest, 'path'> = {},
): Promise<Record<string, Record<string, string>>> {
  const sheets: Record<string, Record<string, string>> = {}
  let current: Record<string, string> = {}
  const result = await readCells(
    { path, ...options },
    {
      sheet(name) {
        current = {}
        sheets[name] = current
      },
      cell(row, column, value) {
        current[cellAddress(row, column)] = describeCell(value)
      },
    },
  )
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message} (${result.error.cause})`)
  return sheets
}

/** The cells of the only sheet. */
export async function cellsOfSheet(path: string): Promise<Record<string, string>> {
  const [sheet] = Object.values(await cellsOf(path))
  return sheet ?? {}
}
