import { Button, HTMLSelect, InputGroup } from '@blueprintjs/core'
import type { ColumnFilter } from '#shared/contract/sheet.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { usualType } from '../columns/type-names.ts'

type Operator = Extract<ColumnFilter, { type: 'condition' }>['operator']

export interface Condition {
  readonly operator: Operator
  readonly operand: string
}

export const emptyCondition: Condition = { operator: '=', operand: '' }

const withoutOperand: readonly Operator[] = ['blank', 'notBlank']

export const isComplete = ({ operator, operand }: Condition): boolean =>
  operand !== '' || withoutOperand.includes(operator)

/** As a filter chip and the list of operators say it. */
export const operatorNames: Record<Operator, string> = {
  '=': 'equals',
  '<>': 'does not equal',
  '<': 'less than',
  '<=': 'at most',
  '>': 'greater than',
  '>=': 'at least',
  contains: 'contains',
  beginsWith: 'begins with',
  endsWith: 'ends with',
  blank: 'is blank',
  notBlank: 'is not blank',
}

const dateNames: Partial<Record<Operator, string>> = {
  '<': 'before',
  '<=': 'on or before',
  '>': 'after',
  '>=': 'on or after',
}

const comparisons: readonly Operator[] = ['=', '<>', '<', '<=', '>', '>=']
const textual: readonly Operator[] = ['contains', 'beginsWith', 'endsWith']

const operatorsFor = ({ type }: ColumnInfo): readonly Operator[] =>
  type === 'text' ? [...textual, ...comparisons, ...withoutOperand] : [...comparisons, ...withoutOperand]

interface Props {
  readonly column: ColumnInfo
  readonly conditions: readonly Condition[]
  readonly onChange: (conditions: readonly Condition[]) => void
}

const mostConditions = 4

/** Conditions that a row must all meet. */
export function ConditionFields({ column, conditions, onChange }: Props) {
  const usual = usualType(column)
  const isDate = usual === 'date' || usual === 'datetime'
  const change = (index: number, condition: Condition) => onChange(conditions.toSpliced(index, 1, condition))
  return (
    <div className="condition-fields">
      {conditions.map((condition, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name but their place
        <div className="condition" key={index}>
          <HTMLSelect
            aria-label="Comparison"
            value={condition.operator}
            onChange={(event) => {
              const operator = operatorsFor(column).find((known) => known === event.target.value)
              if (operator !== undefined) change(index, { ...condition, operator })
            }}
            options={operatorsFor(column).map((operator) => ({
              value: operator,
              label: (isDate ? dateNames[operator] : undefined) ?? operatorNames[operator],
            }))}
          />
          {!withoutOperand.includes(condition.operator) && (
            <InputGroup
              autoFocus={index === 0}
              aria-label="Value to compare with"
              placeholder={isDate ? '2026-01-31' : 'Value'}
              value={condition.operand}
              onValueChange={(operand) => change(index, { ...condition, operand })}
            />
          )}
        </div>
      ))}
      {conditions.length < mostConditions && (
        <Button
          size="small"
          variant="minimal"
          icon="plus"
          onClick={() => onChange([...conditions, emptyCondition])}
        >
          And another condition
        </Button>
      )}
    </div>
  )
}
