import { z } from 'zod'
import { numberTextSql } from '../../intake/number-text.ts'
import { type Connection, readRow } from '../../store/connection.ts'
import type { Dataset, DatasetField } from '../dataset.ts'
import { are, cells, columnOf, isNumber, ownFields, type QualityCheck } from './check.ts'

/** Fewer values than this have no shape to stand out from. */
const fewestValues = 30
/** Robust z-scores (Iglewicz & Hoaglin 1993 call 3.5 an outlier); far beyond, since tails of money are long. */
const farOut = 6
/** Makes the median absolute deviation of a normal distribution its standard deviation. */
const normalScale = 1.4826

const shapeRow = z.record(z.string(), z.number().nullable())

/**
 * Values far out by their robust z-score, |x - median| / (1.4826 MAD), on the scale of logarithms: amounts differ by
 * factors, and a return is as large as what was bought. Zeros stand aside. A field that is nearly constant, or has a
 * range of its own, has no outliers.
 */
export async function outlierChecks(connection: Connection, dataset: Dataset): Promise<QualityCheck[]> {
  const fields = ownFields(dataset).filter((field) => isNumber(field) && !hasRange(dataset, field))
  if (fields.length === 0 || dataset.rowCount < fewestValues) return []
  const parts = fields.flatMap((field, index) => [
    `count(${magnitudeOf(field)}) AS count_${index}`,
    `median(${magnitudeOf(field)}) AS median_${index}`,
    `mad(${magnitudeOf(field)}) AS mad_${index}`,
  ])
  const row = await readRow(connection, shapeRow, `SELECT ${parts.join(', ')} FROM ${dataset.relation} AS d`)
  return fields.flatMap((field, index) => {
    const read = (name: string) => row?.[`${name}_${index}`] ?? null
    const median = read('median')
    const spread = (read('mad') ?? 0) * normalScale
    const hasShape = (read('count') ?? 0) >= fewestValues && median !== null && spread > 0
    return hasShape ? [checkOf(field, median, spread)] : []
  })
}

const magnitudeOf = (field: DatasetField): string =>
  `CASE WHEN ${columnOf(field)} <> 0 THEN ln(abs(${columnOf(field)})) END`

/** Answers and scores lie on a scale, and every value on it is as good as any other. */
const hasRange = (dataset: Dataset, { id }: DatasetField): boolean =>
  dataset.kind.fields.find((field) => field.id === id)?.maximum !== undefined ||
  id.endsWith('_score') ||
  id === 'csat' ||
  id === 'ces'

const checkOf = (field: DatasetField, median: number, spread: number): QualityCheck => ({
  code: 'outlier',
  severity: 'information',
  field: field.id,
  condition: `coalesce(abs(${magnitudeOf(field)} - ${median}) > ${farOut * spread}, FALSE)`,
  exampleOf: numberTextSql(columnOf(field)),
  message: (count, example) =>
    `${cells(count)} of ${field.name} ${are(count)} far from the others, such as ${example}. They count as they are.`,
})
