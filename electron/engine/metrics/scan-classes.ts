import type { FieldType } from '#shared/domain/kind.ts'
import type { AggregateCall, Criterion, FormulaNode } from '#shared/formula/tree.ts'
import type { Dataset } from '../mapping/dataset.ts'

/**
 * How an aggregate meets many periods:
 *
 *   fixed      it does not speak of the period: one value serves all
 *   bucketed   it adds up, and speaks of the period only as `date >= bound` and `date < bound`: rows are added up by
 *              the places of their dates among the bounds, and the periods are made from those sums
 *   ranged     it cannot be added up (a median, a count of distinct), but speaks of the period in the same way: rows
 *              are paired with the periods that hold one of their dates
 *   crossed    anything else: every row against every period
 */
export type ScanClass = 'fixed' | 'bucketed' | 'ranged' | 'crossed'

export interface ClassifiedCall {
  readonly call: AggregateCall
  readonly class: ScanClass
  /** Criteria that do not depend on the period. */
  readonly fixedCriteria: readonly Criterion[]
  readonly periodCriteria: readonly Criterion[]
}

export function classify(
  call: AggregateCall,
  dataset: Dataset,
  dependsOnPeriod: (operand: FormulaNode) => boolean,
): ClassifiedCall {
  const readsPeriodField = [call.field, ...call.criteria.map((criterion) => criterion.field)].some(
    (field) => field !== undefined && dataset.fields.get(field)?.isPeriodStart === true,
  )
  if (readsPeriodField || (call.k !== undefined && dependsOnPeriod(call.k))) {
    return { call, class: 'crossed', fixedCriteria: [], periodCriteria: call.criteria }
  }
  const periodCriteria = call.criteria.filter((criterion) => dependsOnPeriod(criterion.operand))
  const fixedCriteria = call.criteria.filter((criterion) => !periodCriteria.includes(criterion))
  return { call, class: classOf(call, periodCriteria, dataset), fixedCriteria, periodCriteria }
}

function classOf(call: AggregateCall, periodCriteria: readonly Criterion[], dataset: Dataset): ScanClass {
  if (periodCriteria.length === 0) return 'fixed'
  const areBounds = periodCriteria.every(
    ({ field, operator }) =>
      (operator === '>=' || operator === '<') && isTemporalField(dataset.fields.get(field)?.type),
  )
  if (!areBounds) return 'crossed'
  return addsUp(call) ? 'bucketed' : 'ranged'
}

const isTemporalField = (type: FieldType | undefined): boolean =>
  type === 'date' || type === 'datetime' || type === 'period'

/** Whether the value over all rows follows from the values over parts of them. */
export function addsUp(call: AggregateCall): boolean {
  switch (call.function) {
    case 'SUM':
    case 'COUNT':
    case 'COUNTA':
    case 'COUNTBLANK':
    case 'COUNTROWS':
    case 'AVERAGE':
      return true
    case 'COUNTUNIQUE':
    case 'MEDIAN':
    case 'PERCENTILE':
    case 'MIN':
    case 'MAX':
      return false
  }
}

/** The value of an aggregate over no rows; null where Excel has an error. */
export const valueOfNothing = (call: AggregateCall): number | null =>
  call.function === 'AVERAGE' || call.function === 'MEDIAN' || call.function === 'PERCENTILE' ? null : 0
