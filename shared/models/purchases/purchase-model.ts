import type { Outcome } from '../outcome.ts'
import type { PurchaseHistories } from './purchase-history.ts'

export type PurchaseModelName = 'bg-nbd' | 'mbg-nbd' | 'pareto-nbd'

/** As the literature writes them. */
export const PURCHASE_MODEL_NAMES: Readonly<Record<PurchaseModelName, string>> = {
  'bg-nbd': 'BG/NBD',
  'mbg-nbd': 'MBG/NBD',
  'pareto-nbd': 'Pareto/NBD',
}

export const isPurchaseModel = (model: string): model is PurchaseModelName =>
  Object.hasOwn(PURCHASE_MODEL_NAMES, model)

/** A fitted purchase model: plain data, to be shown, stored and compared. Times are in the unit of the data it was fitted to. */
export interface PurchaseFit<Name extends string = string> {
  readonly model: PurchaseModelName
  readonly parameters: Readonly<Record<Name, number>>
  readonly standardErrors: Readonly<Record<Name, number>>
  readonly logLikelihood: number
  /** Always true: a fit that did not converge is a problem in words, not a fit. */
  readonly converged: true
  readonly evaluations: number
  readonly gradientSize: number
  readonly customers: number
  readonly repeatCustomers: number
  /** Rows with different (x, t_x, T): what the cost of the fit depends on. */
  readonly distinctHistories: number
}

/**
 * What a purchase model with known parameters says. Times are in the unit of the data the parameters come from.
 *
 * For all three models the expectation for a known customer is a product: P(alive) times what a customer who is alive
 * is expected to buy, and the second factor does not depend on recency.
 */
export interface PurchasePredictor {
  readonly model: PurchaseModelName
  /** P(alive): the probability that a customer with this history has not left for good. */
  readonly probabilityAlive: (frequency: number, recency: number, T: number) => number
  /** Purchases in the `time` after T of a customer who is alive at T. */
  readonly expectedPurchasesIfAlive: (frequency: number, T: number, time: number) => number
  /** Purchases in the `time` after T of a customer with this history; P(alive) is already contained. */
  readonly conditionalExpectedPurchases: (
    frequency: number,
    recency: number,
    T: number,
    time: number,
  ) => number
  /** E[X(t)]: repeat purchases of a random customer in the first `time` after their first purchase. */
  readonly expectedPurchases: (time: number) => number
  /** P(X(t) = count) of a random customer in the first `time` after their first purchase. */
  readonly purchaseCountProbability: (count: number, time: number) => number
}

/** A purchase model: how to fit it, and how to predict from its parameters. */
export interface PurchaseModel<Name extends string> {
  readonly name: PurchaseModelName
  readonly fit: (histories: PurchaseHistories) => Outcome<PurchaseFit<Name>>
  readonly predictor: (parameters: Readonly<Record<Name, number>>) => PurchasePredictor
}
