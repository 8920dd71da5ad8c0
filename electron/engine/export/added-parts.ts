import type { ExportSheet } from '#shared/contract/export.ts'
import type { Problem } from '#shared/domain/result.ts'
import type { ChartSpec } from './package/charts.ts'
import type { SparklineSpec } from './package/sparklines.ts'

/** What one part of the report adds to the workbook. */
export interface AddedParts {
  readonly sheets: readonly ExportSheet[]
  readonly problems: readonly Problem[]
  readonly charts: readonly ChartSpec[]
  readonly sparklines: readonly SparklineSpec[]
}

export const nothingAdded: AddedParts = { sheets: [], problems: [], charts: [], sparklines: [] }

/** All parts in their order; helper sheets stay last. */
export const joined = (parts: readonly AddedParts[]): AddedParts => ({
  sheets: parts
    .flatMap(({ sheets }) => sheets)
    .sort((one, other) => Number(one.state === 'hidden helper') - Number(other.state === 'hidden helper')),
  problems: parts.flatMap(({ problems }) => problems),
  charts: parts.flatMap(({ charts }) => charts),
  sparklines: parts.flatMap(({ sparklines }) => sparklines),
})

export const addedSheet = (name: string, details: readonly string[]): ExportSheet => ({
  file: '',
  name,
  state: 'added',
  details: [...details],
})
