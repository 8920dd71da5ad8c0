import type { AstExpression } from '@borgar/fx'
import { type Evaluation, mapped } from '../evaluation.ts'
import { isError, notComputable, type Operand } from '../operand.ts'
import { conditionalFunctions } from './conditional.ts'
import { dateFunctions } from './dates.ts'
import { financeFunctions } from './finance.ts'
import type { SheetFunction } from './function.ts'
import { informationFunctions } from './information.ts'
import { logicalFunctions } from './logical.ts'
import { lookupFunctions } from './lookup.ts'
import { mathFunctions } from './math.ts'
import { referenceFunctions } from './reference.ts'
import { statisticsFunctions } from './statistics.ts'
import { textFunctions } from './text.ts'

/** Every function that is computed here, by the name that a workbook gives it. */
const functions: ReadonlyMap<string, SheetFunction> = new Map(
  Object.entries({
    ...mathFunctions,
    ...statisticsFunctions,
    ...conditionalFunctions,
    ...logicalFunctions,
    ...textFunctions,
    ...dateFunctions,
    ...lookupFunctions,
    ...referenceFunctions,
    ...informationFunctions,
    ...financeFunctions,
  }),
)

/** Functions whose value changes without any cell changing. */
const volatile = new Set(['NOW', 'TODAY', 'RAND', 'RANDBETWEEN', 'RANDARRAY', 'CELL', 'INFO'])

/** The value of a function's call; throws `NotComputable` for one that is not in the list. */
export function callFunction(
  name: string,
  operands: readonly (AstExpression | null)[],
  evaluation: Evaluation,
  evaluate: (operand: AstExpression | null, evaluation: Evaluation) => Operand,
): Operand {
  const found = functions.get(name)
  if (found === undefined)
    return notComputable(
      volatile.has(name)
        ? `${name} takes its value from outside the cells.`
        : `Tenure does not compute the function ${name}.`,
    )
  if (operands.length < found.least || operands.length > found.most)
    return notComputable(`${name} is given ${operands.length} values.`)
  if (found.kind === 'lazy')
    return found.run(operands, evaluation, (operand) => evaluate(operand, evaluation))
  if (found.kind === 'range') {
    const inside = found.arrays ? { ...evaluation, arrays: true } : evaluation
    return found.run(
      operands.map((operand) => evaluate(operand, inside)),
      evaluation,
    )
  }
  const values = operands.map((operand) => evaluate(operand, evaluation))
  return mapped(
    values,
    evaluation,
    (each) => (found.takesErrors ? undefined : each.find(isError)) ?? found.run(each, evaluation),
  )
}
