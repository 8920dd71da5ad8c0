import { z } from 'zod'
import {
  type HealthBand,
  type HealthDimension,
  healthBands,
  healthDimensions,
  healthField,
} from '#shared/catalogue/health-score.ts'
import { type RowId, rowId, type SheetId, sheetId } from '#shared/domain/ids.ts'
import type { Dataset, Datasets } from '../mapping/dataset.ts'
import { projectDatasets } from '../mapping/project-datasets.ts'
import type { Outcome } from '../refusal.ts'
import { readRows } from '../store/connection.ts'
import type { Project } from '../store/project.ts'

/** The health of the customer in one row of a sheet. */
export interface HealthScore {
  readonly sheet: SheetId
  readonly row: RowId
  readonly customer: string | null
  /** 0 to 100; null where every dimension is blank, and where one holds a text that is no number. */
  readonly score: number | null
  readonly band: HealthBand | null
  /** Mapped dimensions that are blank or not understood in this row: their weight went to the others. */
  readonly missing: readonly HealthDimension[]
}

export interface HealthScores {
  /** Dimensions that are mapped. */
  readonly dimensions: readonly HealthDimension[]
  /** Every row of every sheet mapped to customers, in the order of the sheets; repetitions of a row included. */
  readonly rows: readonly HealthScore[]
}

const scoreRow = z.object({
  sheet_id: z.number().transform(sheetId),
  row_id: z.number().transform(rowId),
  customer: z.string().nullable(),
  score: z.number().nullable(),
  band: z.enum(healthBands).nullable(),
  missing: z.string(),
})

/**
 * Health score and band of every customer's row, as the metric `customer_health_score` has them, by the weights, scales
 * and bands that are saved. Undefined where no sheet of customers has a dimension of health.
 */
export async function healthScores(
  project: Project,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<Outcome<HealthScores | undefined>> {
  const datasets = await projectDatasets(project)
  if (!datasets.ok) return datasets
  const customers = scoredCustomers(datasets.value)
  if (customers === undefined) return { ok: true, value: undefined }
  const dimensions = mappedDimensions(customers)
  const missing = dimensions.map(
    (each) => `CASE WHEN ${columnOf(customers, healthField(each))} IS NULL THEN '${each} ' ELSE '' END`,
  )
  const rows = await project.read(
    (connection) =>
      readRows(
        connection,
        scoreRow,
        `SELECT sheet_id, row_id, ${columnOf(customers, 'customer_id')}::VARCHAR AS customer,
           ${columnOf(customers, 'health_score')} AS score, ${columnOf(customers, 'health_band')} AS band,
           ${missing.join(' || ')} AS missing
         FROM ${customers.relation} ORDER BY sheet_id, row_id`,
      ),
    signal,
  )
  return {
    ok: true,
    value: {
      dimensions,
      rows: rows.map(({ sheet_id, row_id, missing: names, ...row }) => ({
        ...row,
        sheet: sheet_id,
        row: row_id,
        missing: dimensions.filter((each) => names.split(' ').includes(each)),
      })),
    },
  }
}

/** The customers, where they have a score. */
export function scoredCustomers({ byId }: Datasets): Dataset | undefined {
  const customers = byId.get('customers')
  return customers?.fields.has('health_score') === true ? customers : undefined
}

/** The dimensions of health that a sheet of customers has. */
export const mappedDimensions = (customers: Dataset): HealthDimension[] =>
  healthDimensions.filter((each) => customers.fields.has(healthField(each)))

/** A field's column as SQL; NULL where the field is not mapped. */
export const columnOf = ({ fields }: Dataset, field: string): string => fields.get(field)?.column ?? 'NULL'
