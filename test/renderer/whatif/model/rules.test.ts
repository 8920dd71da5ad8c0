import { describe, expect, it } from 'vitest'
import { ruleDatasets, shownValue, typedValue, writingProblem } from '#renderer/whatif/model/rules.ts'
import { mappingSchema } from '#shared/domain/mapping.ts'

describe('the datasets that rules can change', () => {
  it('are those mapped, each once, with the fields that have a column', () => {
    const sheet = { file: 'a.xlsx', sheet: 'Customers', kind: 'customers' }
    const mapping = mappingSchema.parse({
      sheets: [
        { ...sheet, columns: [{ column: 'ID', field: 'customer_id' }] },
        { ...sheet, sheet: 'More', columns: [{ column: 'Plan', field: 'plan' }] },
      ],
    })
    const [customers, ...others] = ruleDatasets(mapping)
    expect(others).toEqual([])
    expect(customers?.fields.map(({ id }) => id)).toEqual(['customer_id', 'plan'])
  })
})

describe('a rule', () => {
  it('takes numbers and yes and no as such, and the rest as it is written', () => {
    expect(typedValue(' 12.5 ')).toBe(12.5)
    expect(typedValue('Yes')).toBe(true)
    expect(typedValue('mrr * 1.1')).toBe('mrr * 1.1')
    expect(shownValue(false)).toBe('no')
  })

  it('is told what is wrong with its writing while it is typed', () => {
    expect(writingProblem('plan = "Basic"')).toBeUndefined()
    expect(writingProblem('plan = (')?.message).toBeTypeOf('string')
    expect(writingProblem('')).toBeUndefined()
  })
})
