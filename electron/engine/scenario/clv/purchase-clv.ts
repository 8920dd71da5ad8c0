import { clvRequestSchema } from '#shared/contract/clv.ts'
import { isPurchaseModel, PURCHASE_MODEL_NAMES } from '#shared/models/purchases/purchase-model.ts'
import type { OperationContext } from '../../handlers.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { adviseClv } from './advice.ts'
import { valueCustomers } from './answer-clv.ts'
import { readClvRequest } from './kept-request.ts'
import type { CustomerClv } from './latest-clv.ts'
import { projectClv } from './project-clv.ts'

export interface PurchaseClv {
  /** "MBG/NBD" */
  readonly model: string
  readonly customers: readonly CustomerClv[]
}

/**
 * What a model of purchases says of the customers: the one last asked for, else the first that is advised and fits. The
 * latter is not remembered, for nobody asked for it. undefined where none fits.
 */
export async function purchaseClv(
  place: Workplace,
  operation: Pick<OperationContext, 'project' | 'signal' | 'onProgress'>,
): Promise<PurchaseClv | undefined> {
  const asked = await readClvRequest(place.connection)
  if (asked !== undefined && isPurchaseModel(asked.model)) {
    const known = await projectClv(place, operation)
    if (known.ok && known.value !== undefined)
      return { model: PURCHASE_MODEL_NAMES[asked.model], customers: known.value.customers }
  }
  const { possible } = await adviseClv(place)
  for (const model of possible.filter(isPurchaseModel)) {
    const valued = await valueCustomers(place, clvRequestSchema.parse({ model }), operation)
    if (valued.ok) return { model: PURCHASE_MODEL_NAMES[model], customers: valued.value.customers }
  }
  return undefined
}
