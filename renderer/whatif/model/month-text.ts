import { numberAt } from '#shared/models/number-at.ts'
import type { MonthlyOutput } from '#shared/models/projection/projection.ts'
import type { ProjectedCase } from './cases.ts'

/** One figure as tab-separated text: a row a month, a column a case. */
export function monthText(cases: readonly ProjectedCase[], figure: MonthlyOutput): string {
  const projected = cases.flatMap(({ name, projection }) =>
    projection === undefined ? [] : [{ name, values: projection.monthly[figure] }],
  )
  const months = projected[0]?.values.length ?? 0
  const rows = Array.from({ length: months }, (_, month) =>
    [month + 1, ...projected.map(({ values }) => numberAt(values, month))].join('\t'),
  )
  return [['Month', ...projected.map(({ name }) => name)].join('\t'), ...rows].join('\n')
}
