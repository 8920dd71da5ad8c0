import { numberAt } from '#shared/models/number-at.ts'
import type { MonthlyOutput, Projection } from '#shared/models/projection/projection.ts'
import type { ProjectedCase } from './cases.ts'

/** What is shown of a segment, and of all of them together. Counts and amounts add up; churn and CLV are means. */
export interface SegmentRow {
  readonly name: string
  readonly opening: number
  /** Of the first month. */
  readonly churn: number | null
  readonly customers: number
  readonly mrr: number
  readonly revenue: number
  readonly grossProfit: number
  readonly clv: number | null
}

export const totalName = 'All segments'

/** A row a segment and one for the total; none where the case is not taken apart. */
export function segmentRows({ projection }: Pick<ProjectedCase, 'projection'>): readonly SegmentRow[] {
  if (projection === undefined || projection.segments.length === 0) return []
  return [...projection.segments.map((segment) => rowOf(segment.name, segment)), rowOf(totalName, projection)]
}

function rowOf(name: string, { monthly, kpis }: Omit<Projection, 'segments'>): SegmentRow {
  const opening = numberAt(monthly.opening, 0)
  return {
    name,
    opening,
    churn: opening === 0 ? null : numberAt(monthly.lost, 0) / opening,
    customers: kpis.customers ?? 0,
    mrr: kpis.mrr ?? 0,
    revenue: kpis.revenue ?? 0,
    grossProfit: kpis.grossProfit ?? 0,
    clv: kpis.clv,
  }
}

/** One figure of the segments and of their total as tab-separated text: a row a month. */
export function segmentMonthText(projection: Projection, figure: MonthlyOutput): string {
  const columns = [...projection.segments, { name: totalName, monthly: projection.monthly }]
  const rows = Array.from({ length: projection.months }, (_, month) =>
    [month + 1, ...columns.map(({ monthly }) => numberAt(monthly[figure], month))].join('\t'),
  )
  return [['Month', ...columns.map(({ name }) => name)].join('\t'), ...rows].join('\n')
}
