import { counted } from '#shared/domain/counted.ts'
import type { Dataset, DatasetField } from '../dataset.ts'

export type Severity = 'error' | 'warning' | 'information'

/** One question about the rows of a dataset: which of them have the fault. */
export interface QualityCheck {
  readonly code: string
  readonly severity: Severity
  /** Id of the field that it is about; undefined where it is about whole rows. */
  readonly field?: string
  /** True where it concerns how often rows are counted, and so every metric that reads the dataset. */
  readonly isAboutRows?: true
  /** SQL over a row of the dataset (alias `d`), TRUE where it has the fault. */
  readonly condition: string
  /** The finding in one plain sentence. `example` is `exampleOf` in one of the rows. */
  readonly message: (count: number, example: string) => string
  /** SQL of a text that shows the fault. */
  readonly exampleOf?: string
}

export const rows = (count: number): string => counted(count, 'row')
export const cells = (count: number): string => counted(count, 'cell')

/** The verb after a count of rows or cells. */
export const are = (count: number): string => (count === 1 ? 'is' : 'are')
export const verb = (count: number, base: string): string => (count === 1 ? `${base}s` : base)

/** The field's column in the rows `d`. */
export const columnOf = (field: DatasetField): string => `d.${field.column}`

/** Mapped fields that have a column of their own. */
export const ownFields = (dataset: Dataset): DatasetField[] =>
  [...dataset.fields.values()].filter((field) => field.origin === 'mapped' && field.isPeriodStart !== true)

export const isTemporal = ({ type }: DatasetField): boolean =>
  type === 'date' || type === 'datetime' || type === 'period'

export const isNumber = ({ type }: DatasetField): boolean => type === 'number' || type === 'money'
