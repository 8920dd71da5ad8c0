import { cellAddress } from '#shared/domain/address.ts'
import type { CellValue } from '#shared/domain/cell.ts'
import { readCells } from '../../engine/intake/read-cells.ts'
import { failureOf, refuse } from '../../engine/refusal.ts'
import { type Command, textOption, UsageError } from '../command.ts'

/** Address, kind, value; a date as its local wall-clock time. */
type CellDocument = readonly [string, string, string | number | boolean]

interface SheetDocument {
  readonly name: string
  readonly cells: CellDocument[]
}

const cells: Command = {
  name: 'cells',
  usage: 'tenure cells FILE [--sheet NAME]',
  summary: 'Every non-empty cell: sheet, address, type, text.',
  options: { sheet: { type: 'string' } },
  run: async (paths, options) => {
    const [path] = paths
    if (path === undefined || paths.length > 1) throw new UsageError('cells takes one file.')
    const wanted = textOption(options, 'sheet')
    const sheets: SheetDocument[] = []
    let current: SheetDocument | undefined
    const problems = await readCells(
      { path },
      {
        sheet: (name) => {
          current = wanted === undefined || wanted === name ? { name, cells: [] } : undefined
          if (current !== undefined) sheets.push(current)
        },
        cell: (row, column, value) =>
          current?.cells.push([cellAddress(row, column), value.kind, plain(value)]),
      },
    )
    if (!problems.ok) return { ok: false, error: failureOf(problems.error) }
    if (wanted !== undefined && sheets.length === 0) {
      return refuse('not_found', `${path} has no sheet "${wanted}". "tenure inspect" lists its sheets.`)
    }
    return { ok: true, value: { json: { sheets }, text: () => sheets.map(asText).join('\n\n') } }
  },
}

function plain(value: CellValue): string | number | boolean {
  switch (value.kind) {
    case 'blank':
      return ''
    case 'date':
      return new Date(value.value).toISOString().replace(/(?:\.000)?Z$/, '')
    default:
      return value.value
  }
}

const asText = (sheet: SheetDocument): string =>
  [sheet.name, ...sheet.cells.map(([address, kind, value]) => `${address}\t${kind}\t${value}`)].join('\n')

export default cells
