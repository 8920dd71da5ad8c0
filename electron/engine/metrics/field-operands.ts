import type { Dataset } from '../mapping/dataset.ts'
import { operandsOf } from '../mapping/datasets/computed-fields.ts'

/**
 * A field and, where it is computed, the fields of the row that it is computed from: what could not be read in one of
 * those is missing from it too.
 */
export function withOperands(dataset: Dataset, id: string): string[] {
  if (dataset.fields.get(id)?.origin !== 'computed') return [id]
  const formulas = dataset.computed.find((field) => field.id === id)?.formulas ?? []
  for (const formula of formulas) {
    const operands = operandsOf(formula)
    const isUsed =
      operands.length > 0 && operands.every((operand) => dataset.fields.has(operand) && operand !== id)
    if (isUsed) return [id, ...operands.flatMap((operand) => withOperands(dataset, operand))]
  }
  return [id]
}
