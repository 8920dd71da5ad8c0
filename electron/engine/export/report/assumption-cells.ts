import type { Worksheet } from 'exceljs'
import { assumptions as definitions } from '#shared/catalogue/assumptions.ts'
import { namesUsed } from '#shared/formula/walk.ts'
import { formulasOf } from '../../metrics/parsed-metric.ts'
import { sheetReference } from '../data/data-places.ts'
import { workingsSheetName } from './kpi-layout.ts'
import type { ReportPlan } from './report-plan.ts'
import { bodyFont, inputFill, numberFormatOf, sectionFont } from './styles.ts'

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
    const known = definitions.find((each) => each.name === name)
    sheet.getCell(row, 2).value = known?.label ?? name.replaceAll('_', ' ')
    sheet.getCell(row, 2).font = bodyFont
    const cell = sheet.getCell(row, 3)
    cell.value = value
    if (known?.unit !== undefined) cell.numFmt = numberFormatOf(known.unit, '')
    cell.font = bodyFont
    cell.fill = inputFill
    cell.protection = { locked: false }
    cells.set(name, `${sheetReference(workingsSheetName)}!$C$${row}`)
  })
  return { cells, nextRow: 5 + used.length }
}
