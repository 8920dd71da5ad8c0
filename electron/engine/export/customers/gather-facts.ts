import { z } from 'zod'
import { clvRequestSchema } from '#shared/contract/clv.ts'
import type { SheetId } from '#shared/domain/ids.ts'
import type { OperationContext } from '../../handlers.ts'
import { healthScores } from '../../metrics/health-scores.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { adviseClv } from '../../scenario/clv/advice.ts'
import { answerClv } from '../../scenario/clv/answer-clv.ts'
import { type LatestClv, latestClv } from '../../scenario/clv/latest-clv.ts'
import { projectClv } from '../../scenario/clv/project-clv.ts'
import { readRows } from '../../store/connection.ts'
import type { CustomerFacts } from './customer-columns.ts'

type Operation = Pick<OperationContext, 'project' | 'signal' | 'onProgress'>

/** Health and lifetime value of the project's customers, as far as its data tells. */
export async function gatherCustomerFacts(place: Workplace, operation: Operation): Promise<CustomerFacts> {
  const health = await healthScores(operation.project, { signal: place.signal })
  const clv = await clvOf(place, operation)
  return {
    health: health.ok ? health.value : undefined,
    clv,
    customerOf: clv === undefined ? () => undefined : await customersByRow(place),
    assumptions: place.datasets.assumptions,
  }
}

/** The CLV by the model last asked for; where none was, that of the first model which fits the data. */
async function clvOf(place: Workplace, operation: Operation): Promise<LatestClv | undefined> {
  const known = await projectClv(place, operation)
  if (known.ok && known.value !== undefined) return known.value
  const { possible } = await adviseClv(place)
  for (const model of possible) {
    operation.onProgress({ label: 'Valuing the customers' })
    const answered = await answerClv(place, clvRequestSchema.parse({ model, top: 1 }), operation)
    if (answered.ok) return latestClv(operation.project, place.datasets)
  }
  return undefined
}

const customerRow = z.object({ sheet_id: z.number(), row_id: z.number(), customer: z.string().nullable() })

async function customersByRow({
  connection,
  datasets,
}: Workplace): Promise<(sheet: SheetId, row: number) => string | undefined> {
  const customers = datasets.byId.get('customers')
  const id = customers?.fields.get('customer_id')
  if (customers === undefined || id === undefined) return () => undefined
  const rows = await readRows(
    connection,
    customerRow,
    `SELECT sheet_id, row_id, d.${id.column}::VARCHAR AS customer FROM ${customers.relation} AS d`,
  )
  const keyOf = (sheet: number, row: number): string => `${sheet} ${row}`
  const known = new Map(
    rows.flatMap(({ sheet_id, row_id, customer }) =>
      customer === null ? [] : [[keyOf(sheet_id, row_id), customer] as const],
    ),
  )
  return (sheet, row) => known.get(keyOf(sheet, row))
}
