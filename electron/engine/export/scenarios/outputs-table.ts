import type { Worksheet } from 'exceljs'
import { columnLetters } from '#shared/domain/address.ts'
import { outputNames } from '#shared/domain/scenario.ts'
import { bodyFont, headerRow, rule } from '../report/styles.ts'
import { outputLabels } from './cells.ts'
import type { ProjectedCase } from './scenario-sheets.ts'
import type { WrittenCase } from './write-case.ts'

/** Outputs of every case, then their differences from the baseline as amounts and as shares. */
export function writeOutputs(
  sheet: Worksheet,
  outputsRow: number,
  cases: readonly ProjectedCase[],
  written: readonly WrittenCase[],
): void {
  const height = outputNames.length + 2
  const parts = [
    { title: 'Output', first: outputsRow },
    { title: 'Less the baseline', first: outputsRow + height },
    { title: 'As a share of the baseline', first: outputsRow + height * 2 },
  ]
  for (const { title, first } of parts)
    headerRow(sheet, first, [title, ...cases.map(({ name }) => name)], (column) => column > 1)
  const [baseline] = cases
  outputNames.forEach((output, index) => {
    const [label, format] = outputLabels[output]
    for (const { first } of parts) {
      sheet.getCell(first + 1 + index, 1).value = label
      sheet.getCell(first + 1 + index, 1).font = bodyFont
      sheet.getCell(first + 1 + index, 1).border = rule
    }
    const row = outputsRow + 1 + index
    cases.forEach(({ projection }, place) => {
      const letter = columnLetters(place + 2)
      const value = projection.kpis[output]
      const from = baseline?.projection.kpis[output] ?? null
      const difference = value === null || from === null ? '' : value - from
      const share = difference === '' || from === 0 || from === null ? '' : difference / Math.abs(from)
      const figure = sheet.getCell(row, place + 2)
      figure.value = { formula: written[place]?.outputs[output] ?? '', result: value ?? '' }
      figure.numFmt = format
      const less = sheet.getCell(row + height, place + 2)
      less.value = { formula: `IFERROR(${letter}${row}-$B${row},"")`, result: difference }
      less.numFmt = format
      const relative = sheet.getCell(row + height * 2, place + 2)
      relative.value = {
        formula: `IFERROR((${letter}${row}-$B${row})/ABS($B${row}),"")`,
        result: share,
      }
      relative.numFmt = '0.0%'
      for (const cell of [figure, less, relative]) {
        cell.font = bodyFont
        cell.border = rule
      }
    })
  })
}
