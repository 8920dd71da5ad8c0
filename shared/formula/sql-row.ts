import type { FieldType } from '#shared/domain/kind.ts'
import { asCondition, asField, needed, type SqlExpression } from './sql-expression.ts'
import { type SqlFragment, sql } from './sql-fragment.ts'
import { compileScalar, type ScalarScope } from './sql-scalar.ts'
import type { FormulaNode } from './tree.ts'

/** Where a row formula's operands come from. */
export type RowScope = Pick<ScalarScope, 'name'> & Required<Pick<ScalarScope, 'cell'>>

/**
 * A row formula (a computed field, a scenario's rule) as SQL over the columns of the row. Blanks and errors are NULL;
 * `failed`, where present, tells errors. With `type`, the value is converted to what a field of that type holds.
 */
export function rowSql(node: FormulaNode, scope: RowScope, type?: FieldType): SqlExpression {
  const value = compileScalar(node, scope)
  return type === undefined ? needed(value) : asField(value, type)
}

/** A row formula as a condition for WHERE: TRUE or FALSE, FALSE where it is an error or blank. */
export function rowCondition(node: FormulaNode, scope: RowScope): SqlFragment {
  const condition = asCondition(compileScalar(node, scope))
  if (condition.failed === undefined) return condition
  return sql`(${condition} AND NOT ${condition.failed})`
}
