import type { Worksheet } from 'exceljs'
import type { PlannedMetric } from './report-plan.ts'

const bandFills = { good: 'FFDEF3E6', fair: 'FFFDF0D8', poor: 'FFFBE6E4' } as const

/** A metric's benchmark as the background of its value, whichever value that is. */
export function writeBands(sheet: Worksheet, row: number, { definition }: PlannedMetric): void {
  const rules = (definition.bands ?? []).map((band, index) => {
    const bounds = [
      ...(band.from === undefined ? [] : [`$B$${row}>=${band.from}`]),
      ...(band.to === undefined ? [] : [`$B$${row}<=${band.to}`]),
    ]
    const fill = {
      type: 'pattern' as const,
      pattern: 'solid' as const,
      bgColor: { argb: bandFills[band.grade] },
    }
    return {
      type: 'expression' as const,
      priority: index + 1,
      formulae: [`AND(ISNUMBER($B$${row}),${bounds.join(',')})`],
      style: { fill },
    }
  })
  if (rules.length > 0) sheet.addConditionalFormatting({ ref: `B${row}`, rules })
}
