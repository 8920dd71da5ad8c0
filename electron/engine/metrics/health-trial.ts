/**
 * [weights, scales and bands under trial + customers -> their scores] -> distribution, list, rows
 */
import {
  type HealthDimension,
  healthAmberFrom,
  healthField,
  healthGreenFrom,
  healthPointsFormula,
  healthScoreFormula,
} from '#shared/catalogue/health-score.ts'
import type { HealthGroup } from '#shared/contract/health.ts'
import type { FieldType } from '#shared/domain/kind.ts'
import { parse } from '#shared/formula/parse.ts'
import { numberSql } from '#shared/formula/sql-expression.ts'
import { boundSql, joinSql, rawSql, type SqlFragment, sql } from '#shared/formula/sql-fragment.ts'
import { rowSql } from '#shared/formula/sql-row.ts'
import type { Dataset } from '../mapping/dataset.ts'
import { columnOf } from './health-scores.ts'
import { rowsOf } from './scan-columns.ts'

/** The customers whom the score is about, as a condition over their rows. */
export interface HealthPopulation {
  readonly words: string
  readonly condition: SqlFragment
}

/**
 * The customers of the metric's best method: active at the end of the period where there are dates, else those who have
 * not left, else all. `end` is the day after the period's last, ISO.
 */
export function healthPopulation({ fields }: Dataset, end: string | undefined): HealthPopulation {
  const [start, ended, churned] = ['start_date', 'end_date', 'is_churned'].map((id) => fields.get(id))
  if (start !== undefined && ended !== undefined && end !== undefined) {
    const isBlank = [ended.column, ...(ended.badColumn === undefined ? [] : [ended.badColumn])]
      .map((column) => `d.${column} IS NULL`)
      .join(' AND ')
    return {
      words: 'customers active at the end',
      condition: sql`d.${rawSql(start.column)} < ${boundSql(end)}::TIMESTAMP AND ((${rawSql(isBlank)}) OR d.${rawSql(ended.column)} >= ${boundSql(end)}::TIMESTAMP)`,
    }
  }
  if (churned !== undefined)
    return {
      words: 'customers in the list who have not left',
      condition: rawSql(`d.${churned.column} = FALSE`),
    }
  return { words: 'all customers in the list', condition: rawSql('TRUE') }
}

/**
 * One row a customer: `sheet_id`, `row_id`, `customer`, `name`, `score`, `band`, `before` (the score as saved),
 * `band_before`, and of each dimension `value_<dimension>`, `points_<dimension>` and `missing_<dimension>`.
 */
export function healthTrialSql(
  customers: Dataset,
  dimensions: readonly HealthDimension[],
  settings: ReadonlyMap<string, number>,
  population: HealthPopulation,
): SqlFragment {
  const formula = (text: string) => rowFormula(text, customers, settings)
  const ofDimensions = dimensions.flatMap((each) => {
    const column = columnOf(customers, healthField(each))
    return [
      rawSql(`${column} AS value_${each}`),
      sql`${formula(healthPointsFormula(each))} AS ${rawSql(`points_${each}`)}`,
      rawSql(`${column} IS NULL AS missing_${each}`),
    ]
  })
  const scored = sql`SELECT sheet_id, row_id, ${rawSql(columnOf(customers, 'customer_id'))}::VARCHAR AS customer,
      ${rawSql(columnOf(customers, 'name'))}::VARCHAR AS name, ${formula(healthScoreFormula(dimensions))} AS score,
      ${rawSql(columnOf(customers, 'health_score'))} AS before, ${rawSql(columnOf(customers, 'health_band'))} AS band_before,
      ${joinSql(ofDimensions, ', ')}
    FROM ${rowsOf(customers)} WHERE ${population.condition}`
  const limit = (name: string) => numberSql(settings.get(name) ?? 0)
  return sql`SELECT *, CASE WHEN score >= ${limit(healthGreenFrom)} THEN 'green' WHEN score >= ${limit(healthAmberFrom)} THEN 'amber'
    WHEN score IS NOT NULL THEN 'red' END AS band FROM (${scored})`
}

function rowFormula(text: string, { fields }: Dataset, settings: ReadonlyMap<string, number>): SqlFragment {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`)
  return rowSql(
    parsed.value,
    {
      name: (name) => numberSql(settings.get(name) ?? 0),
      cell: (id) => {
        const field = fields.get(id)
        const type: FieldType = field?.type ?? 'number'
        return {
          column: field?.column ?? 'NULL',
          type,
          ...(field?.badColumn === undefined ? {} : { badColumn: field.badColumn }),
        }
      },
    },
    'number',
  )
}

/** A group of customers, as a condition over the trial's rows. */
export function healthGroupCondition(group: HealthGroup | undefined): SqlFragment {
  if (group === undefined) return rawSql('TRUE')
  return group === 'none' ? rawSql('score IS NULL') : sql`band = ${boundSql(group)}`
}
