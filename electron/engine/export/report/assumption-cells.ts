import type { Worksheet } from 'exceljs'
import { namesUsed } from '#shared/formula/walk.ts'
import { formulasOf } from '../../metrics/parsed-metric.ts'
import { sheetReference } from '../data/data-places.ts'
import { workingsSheetName } from './kpi-layout.ts'
import type { ReportPlan } from './report-plan.ts'
import { inputFill, sectionFont } from './styles.ts'

export interface AssumptionCells {
  readonly cells: ReadonlyMap<string, string>
  readonly nextRow: number
}

/** The assumptions that some formula speaks of, as cells that can be changed. */
export function writeAssumptions(
  sheet: Worksheet,
  plan: ReportPlan,
  assumptions: ReadonlyMap<string, number>,
): AssumptionCells {
  const spoken = new Set(plan.metrics.flatMap(({ method }) => formulasOf(method).flatMap(namesUsed)))
  const used = [...assumptions].filter(([name]) => spoken.has(name))
  const cells = new Map<string, string>()
  used.forEach(([name, value], index) => {
    const row = 4 + index
    sheet.getCell(row, 1).value = index === 0 ? 'Assumptions' : ''
    sheet.getCell(row, 1).font = sectionFont
    sheet.getCell(row, 2).value = name.replaceAll('_', ' ')
    const cell = sheet.getCell(row, 3)
    cell.value = value
    cell.fill = inputFill
    cell.protection = { locked: false }
    cells.set(name, `${sheetReference(workingsSheetName)}!$C$${row}`)
  })
  return { cells, nextRow: 5 + used.length }
}
