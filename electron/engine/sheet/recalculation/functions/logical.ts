import { compareScalars, toBoolean } from '../coerce.ts'
import { type Evaluation, mapped, scalarOf } from '../evaluation.ts'
import { type CellError, errors, isError, isMatrix, notComputable, type Operand } from '../operand.ts'
import { eachValue, type FunctionTable, type LazyFunction, many, overRanges, scalar } from './function.ts'

const lazy = (least: number, most: number, run: LazyFunction['run']): LazyFunction => ({
  kind: 'lazy',
  least,
  most,
  run,
})

/** A condition that decides which operand counts; over arrays each element would decide for itself. */
function decide(operand: Operand, evaluation: Evaluation): boolean | CellError {
  if (evaluation.arrays || isMatrix(operand)) return notComputable('It decides for each element of an array.')
  const value = scalarOf(operand, evaluation)
  return isError(value) ? value : toBoolean(value)
}

const evaluateIf = lazy(1, 3, (operands, evaluation, evaluate) => {
  const [test = null, then, otherwise] = operands
  const condition = evaluate(test)
  if (evaluation.arrays || isMatrix(condition))
    return mapped(
      [
        condition,
        then === undefined ? true : evaluate(then),
        otherwise === undefined ? false : evaluate(otherwise),
      ],
      evaluation,
      ([value = null, whenTrue = null, whenFalse = null]) => {
        const holds = isError(value) ? value : toBoolean(value)
        if (isError(holds)) return holds
        return holds ? whenTrue : whenFalse
      },
    )
  const holds = decide(condition, evaluation)
  if (isError(holds)) return holds
  if (holds) return then === undefined ? true : evaluate(then)
  return otherwise === undefined ? false : evaluate(otherwise)
})

const catching = (catches: (error: CellError) => boolean): LazyFunction =>
  lazy(2, 2, ([tried = null, instead = null], evaluation, evaluate) => {
    const value = evaluate(tried)
    if (evaluation.arrays || isMatrix(value))
      return mapped([value, evaluate(instead)], evaluation, ([each = null, other = null]) =>
        isError(each) && catches(each) ? other : each,
      )
    const single = scalarOf(value, evaluation)
    return isError(single) && catches(single) ? evaluate(instead) : single
  })

/** Conditions among operands: of ranges the booleans and numbers, of values given as such also what reads as one. */
function conditions(operands: readonly Operand[], evaluation: Evaluation): boolean[] | CellError {
  const found: boolean[] = []
  let failure: CellError | undefined
  for (const operand of operands)
    eachValue(operand, evaluation, (value, inRange) => {
      if (inRange && (typeof value === 'string' || value === null)) return
      const condition = toBoolean(value)
      if (isError(condition)) failure ??= condition
      else found.push(condition)
    })
  return failure ?? (found.length === 0 ? errors.value : found)
}

const logical = (run: (conditions: readonly boolean[]) => boolean) =>
  overRanges(1, many, (operands, evaluation) => {
    const found = conditions(operands, evaluation)
    return isError(found) ? found : run(found)
  })

export const logicalFunctions: FunctionTable = {
  IF: evaluateIf,
  IFERROR: catching(() => true),
  IFNA: catching(({ code }) => code === '#N/A'),
  IFS: lazy(2, many, (operands, evaluation, evaluate) => {
    for (let index = 0; index + 1 < operands.length; index += 2) {
      const holds = decide(evaluate(operands[index] ?? null), evaluation)
      if (isError(holds)) return holds
      if (holds) return evaluate(operands[index + 1] ?? null)
    }
    return errors.notAvailable
  }),
  SWITCH: lazy(3, many, (operands, evaluation, evaluate) => {
    if (evaluation.arrays) return notComputable('It decides for each element of an array.')
    const subject = scalarOf(evaluate(operands[0] ?? null), evaluation)
    if (isError(subject)) return subject
    for (let index = 1; index + 1 < operands.length; index += 2) {
      const match = scalarOf(evaluate(operands[index] ?? null), evaluation)
      if (isError(match)) return match
      if (compareScalars(subject, match) === 0) return evaluate(operands[index + 1] ?? null)
    }
    return operands.length % 2 === 0 ? evaluate(operands.at(-1) ?? null) : errors.notAvailable
  }),
  CHOOSE: lazy(2, many, ([index = null, ...choices], evaluation, evaluate) => {
    if (evaluation.arrays) return notComputable('It decides for each element of an array.')
    const chosen = scalarOf(evaluate(index), evaluation)
    if (isError(chosen)) return chosen
    const place = Math.trunc(Number(chosen))
    const choice = choices[place - 1]
    return choice === undefined ? errors.value : evaluate(choice)
  }),
  AND: logical((all) => all.every(Boolean)),
  OR: logical((all) => all.some(Boolean)),
  XOR: logical((all) => all.filter(Boolean).length % 2 === 1),
  NOT: scalar(1, 1, ([value = null]) => {
    const condition = toBoolean(value)
    return isError(condition) ? condition : !condition
  }),
  TRUE: scalar(0, 0, () => true),
  FALSE: scalar(0, 0, () => false),
}
