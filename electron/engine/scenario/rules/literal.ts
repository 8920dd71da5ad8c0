import { isoDateSchema } from '#shared/domain/period.ts'
import { fail, type Result, succeed } from '#shared/domain/result.ts'
import type { FormulaProblem } from '#shared/formula/problem.ts'
import type { FormulaScope } from '#shared/formula/scope.ts'
import type { FormulaNode } from '#shared/formula/tree.ts'
import type { DatasetField } from '../../mapping/dataset.ts'

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['true', true],
  ['no', false],
  ['false', false],
])

/**
 * A text that is the value itself and no formula: `Pro` for a field of text, `2024-06-30` for a date, `yes` for a field
 * of yes or no. Undefined where it has to be read as a formula.
 */
export function literalOf(
  text: string,
  field: DatasetField,
  scope: FormulaScope,
): Result<FormulaNode, FormulaProblem> | undefined {
  const span = { start: 0, length: text.length }
  const value = text.trim()
  switch (field.type) {
    case 'boolean': {
      const boolean = booleans.get(value.toLowerCase())
      return boolean === undefined ? undefined : succeed({ kind: 'boolean', value: boolean, span })
    }
    case 'date':
    case 'datetime':
    case 'period': {
      if (!isoDateSchema.safeParse(value).success) return undefined
      const operands = value
        .split('-')
        .map((part) => ({ kind: 'number', value: Number(part), span }) as const)
      return succeed({ kind: 'call', name: 'DATE', operands, span })
    }
    case 'text':
    case 'enum':
      // A text in quotation marks is Excel's way to write one.
      if (value.startsWith('"')) return undefined
      return listedText(value, field, scope, span)
    case 'number':
    case 'money':
      return undefined
  }
}

function listedText(
  value: string,
  field: DatasetField,
  scope: FormulaScope,
  span: { start: number; length: number },
): Result<FormulaNode, FormulaProblem> {
  const allowed = scope.datasets.get(scope.row ?? '')?.get(field.id)?.values
  if (allowed === undefined || allowed.includes(value)) return succeed({ kind: 'text', value, span })
  return fail({
    position: 0,
    length: span.length,
    message: `${field.id} cannot be "${value}".`,
    hint: `It is one of: ${allowed.join(', ')}.`,
  })
}
