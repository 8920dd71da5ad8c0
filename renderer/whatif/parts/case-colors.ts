import type { ChartColors } from '#renderer/ui/chart-colors.ts'
import type { ProjectedCase } from '../model/cases.ts'

/** The colour of a case in a chart: the same as its chip's. */
export const caseColor = (colors: ChartColors, { index }: Pick<ProjectedCase, 'index'>): string =>
  index === undefined
    ? colors.baseline
    : (colors.scenarios[index % colors.scenarios.length] ?? colors.baseline)
