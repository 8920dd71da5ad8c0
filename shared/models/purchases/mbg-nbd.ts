import type { Outcome } from '../outcome.ts'
import {
  type BetaGeometricParameter,
  type BetaGeometricParameters,
  type BetaGeometricVariant,
  betaGeometricPredictor,
  fitBetaGeometric,
} from './beta-geometric.ts'
import type { PurchaseHistories } from './purchase-history.ts'
import type { PurchaseFit, PurchaseModel, PurchasePredictor } from './purchase-model.ts'

const MBG_NBD: BetaGeometricVariant = { name: 'mbg-nbd', chancesToLeave: (frequency) => frequency + 1 }

/**
 * MBG/NBD, for purchases without a contract (Batislam, Denizel & Filiztekin 2007; Hoppe & Wagner 2007).
 * As BG/NBD, but a customer can leave right after the first purchase too, so one-time buyers are not all alive.
 */
export function fitMbgNbd(histories: PurchaseHistories): Outcome<PurchaseFit<BetaGeometricParameter>> {
  return fitBetaGeometric(MBG_NBD, histories)
}

/** Predictions of MBG/NBD; `alpha` and all times in one unit. */
export function mbgNbdPredictor(parameters: BetaGeometricParameters): PurchasePredictor {
  return betaGeometricPredictor(MBG_NBD, parameters)
}

export const mbgNbd: PurchaseModel<BetaGeometricParameter> = {
  name: 'mbg-nbd',
  fit: fitMbgNbd,
  predictor: mbgNbdPredictor,
}
