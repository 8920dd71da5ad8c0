import { expect, test } from 'vitest'
import { aggregateStages, collectAggregates } from '#shared/formula/aggregates.ts'
import { readPattern, takeCriterionApart } from '#shared/formula/criteria.ts'
import { parse } from '#shared/formula/parse.ts'
import { print } from '#shared/formula/print.ts'
import type { FormulaNode } from '#shared/formula/tree.ts'

function nodeOf(text: string): FormulaNode {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

test.each([
  ['"solved"', '= "solved"'],
  ['"=solved"', '= "solved"'],
  ['5', '= 5'],
  ['"5"', '= 5'],
  ['">=5"', '>= 5'],
  ['"<-2.5"', '< -2.5'],
  ['">50%"', '> 0.5'],
  ['"<>"', '<> ""'],
  ['""', '= ""'],
  ['"TRUE"', '= TRUE'],
  ['"<>false"', '<> FALSE'],
  ['">=2024-01-31"', '>= DATE(2024, 1, 31)'],
  ['">="&period_start', '>= period_start'],
  ['"<"&EDATE(period_start, -1)', '< EDATE(period_start, -1)'],
  ['">"&a+1', '> a + 1'],
  ['period_start', '= period_start'],
  ['"so"&"lved"', '= "solved"'],
  ['"<>"&"so"&"lved"', '<> "solved"'],
  ['">"&"="&"5"', '> "=5"'],
  ['"plan "&name', '= "plan " & name'],
  ['"=>5"', '= ">5"'],
])('the criterion %s is read as %s', (text, expected) => {
  const { operator, operand } = takeCriterionApart(nodeOf(text))
  expect(`${operator} ${print(operand)}`).toBe(expected)
})

test('"=" matches only blanks, "" also empty texts', () => {
  expect(takeCriterionApart(nodeOf('"="')).blankOnly).toBe(true)
  expect(takeCriterionApart(nodeOf('""')).blankOnly).toBeUndefined()
})

test('a tilde takes away the meaning of a wildcard', () => {
  expect(readPattern('a*b?~*~~~x')).toEqual([
    { kind: 'literal', text: 'a' },
    { kind: 'any' },
    { kind: 'literal', text: 'b' },
    { kind: 'one' },
    { kind: 'literal', text: '*~~x' },
  ])
})

test('the same aggregate written in two ways is computed once', () => {
  const formula = nodeOf(
    'COUNTIFS(t[a],"x",t[b],">=5")/COUNTIFS(t[b],">="&5,t[a],"=x") + SUM(t[a]) + SUM(t[a])',
  )
  expect(collectAggregates(formula).map((call) => call.function)).toEqual(['COUNTROWS', 'SUM'])
})

test('an aggregate inside a criterion is computed in a stage before', () => {
  const formula = nodeOf('SUMIFS(p[x],p[period],MINIFS(p[period],p[period],">="&period_start)) / SUM(p[x])')
  const stages = aggregateStages(collectAggregates(formula))
  expect(stages.map((stage) => stage.map((call) => call.function))).toEqual([['MIN', 'SUM'], ['SUM']])
})
