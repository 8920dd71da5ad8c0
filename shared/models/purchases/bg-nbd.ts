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

const BG_NBD: BetaGeometricVariant = { name: 'bg-nbd', chancesToLeave: (frequency) => frequency }

/**
 * BG/NBD, for purchases without a contract (Fader, Hardie & Lee 2005, "Counting your customers the easy way").
 * A customer can leave after each *repeat* purchase, so everyone who bought once counts as alive for sure; say so beside
 * the number, or use MBG/NBD.
 */
export function fitBgNbd(histories: PurchaseHistories): Outcome<PurchaseFit<BetaGeometricParameter>> {
  return fitBetaGeometric(BG_NBD, histories)
}

/** Predictions of BG/NBD; `alpha` and all times in one unit. */
export function bgNbdPredictor(parameters: BetaGeometricParameters): PurchasePredictor {
  return betaGeometricPredictor(BG_NBD, parameters)
}

export const bgNbd: PurchaseModel<BetaGeometricParameter> = {
  name: 'bg-nbd',
  fit: fitBgNbd,
  predictor: bgNbdPredictor,
}
