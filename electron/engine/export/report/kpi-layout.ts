/** Where everything stands on the KPI sheet and its workings. */
import { metricCategories } from '#shared/domain/metric.ts'
import { sheetReference } from '../data/data-places.ts'
import type { PlannedMetric } from './report-plan.ts'

export const kpiSheetName = 'Tenure KPIs'
export const workingsSheetName = 'Tenure Workings'

/** Where the period's cells stand on the KPI sheet; every formula hangs on them. */
export const periodCells = {
  start: `${sheetReference(kpiSheetName)}!$B$4`,
  end: `${sheetReference(kpiSheetName)}!$B$5`,
  days: `${sheetReference(kpiSheetName)}!$B$6`,
  previousStart: `${sheetReference(kpiSheetName)}!$C$4`,
  previousEnd: `${sheetReference(kpiSheetName)}!$C$5`,
  previousDays: `${sheetReference(kpiSheetName)}!$C$6`,
} as const

export interface PlacedCells {
  readonly kpiRows: ReadonlyMap<string, number>
  readonly inputRows: ReadonlyMap<string, number>
  readonly sections: readonly { readonly row: number; readonly title: string }[]
}

const sectionTitles: Record<string, string> = {
  churn: 'Churn and retention',
  revenue: 'Recurring revenue',
  value: 'Customer value',
  loyalty: 'Loyalty and satisfaction',
  support: 'Support',
  engagement: 'Engagement',
}

/** Metrics by category on the KPI sheet; their parts one under the other on the workings. */
export function placeCells(metrics: readonly PlannedMetric[], firstWorkingsRow: number): PlacedCells {
  const kpiRows = new Map<string, number>()
  const sections: { row: number; title: string }[] = []
  let row = 9
  for (const category of metricCategories) {
    const members = metrics.filter(({ definition }) => definition.category === category)
    if (members.length === 0) continue
    sections.push({ row, title: sectionTitles[category] ?? category })
    for (const { definition } of members) kpiRows.set(definition.id, ++row)
    row += 2
  }
  const inputRows = new Map<string, number>()
  let workingsRow = firstWorkingsRow
  for (const { definition, inputs } of metrics) {
    for (const { name } of inputs) inputRows.set(`${definition.id} ${name}`, workingsRow++)
  }
  return { kpiRows, inputRows, sections }
}
