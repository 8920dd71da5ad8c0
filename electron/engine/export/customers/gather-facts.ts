import { clvRequestSchema } from '#shared/contract/clv.ts'
import type { SheetId } from '#shared/domain/ids.ts'
import type { OperationContext } from '../../handlers.ts'
import { healthScores } from '../../metrics/health-scores.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { adviseClv } from '../../scenario/clv/advice.ts'
import { answerClv } from '../../scenario/clv/answer-clv.ts'
import { type LatestClv, latestClv } from '../../scenario/clv/latest-clv.ts'
import { listedCustomers } from '../../scenario/clv/listed-customers.ts'
import { projectClv } from '../../scenario/clv/project-clv.ts'
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

async function customersByRow(
  place: Workplace,
): Promise<(sheet: SheetId, row: number) => string | undefined> {
  const keyOf = (sheet: number, row: number): string => `${sheet} ${row}`
  const known = new Map(
    (await listedCustomers(place)).map(({ sheet, row, id }) => [keyOf(sheet, row), id] as const),
  )
  return (sheet, row) => known.get(keyOf(sheet, row))
}
