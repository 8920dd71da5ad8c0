import { expect, test } from 'vitest'
import { parse } from '#shared/formula/parse.ts'
import { toWords } from '#shared/formula/words.ts'

function words(text: string): string {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return toWords(parsed.value, { name: (name) => (name === 'lost' ? 'customers lost' : undefined) }).line
}

test.each([
  ['lost/customers_start', 'customers lost ÷ customers start'],
  ['(lost+1)*2', '(customers lost + 1) × 2'],
  [
    'COUNTIFS(tickets[solved_at],">="&period_start,tickets[solved_at],"<"&period_end)',
    'number of tickets where solved at is on or after period start and solved at is before period end',
  ],
  ['SUM(customers[mrr])', 'total mrr of customers'],
  ['COUNTIFS(customers[end_date],"")', 'number of customers where end date is blank'],
  [
    'COUNTIFS(customers[end_date],"<>",customers[plan],"<>Basic")',
    'number of customers where end date is not blank and plan is not “Basic”',
  ],
  ['PERCENTILE(tickets[hours],0.9)', '90th percentile of hours of tickets'],
  ['PERCENTILE(tickets[hours],0.22)', '22nd percentile of hours of tickets'],
  ['COUNTUNIQUE(transactions[customer_id])', 'number of different customer id of transactions'],
  ['SUM(a[x])/ROWS(a[x])', '(total x of a) ÷ (number of a)'],
  [
    'COUNTIFS(t[at],">="&EDATE(period_start,-1))',
    'number of t where at is on or after 1 month before period start',
  ],
  ['COUNTIFS(t[at],">=2024-01-31")', 'number of t where at is on or after 2024-01-31'],
  ['([@solved_at]-[@created_at])*24', '(solved at − created at) × 24'],
  ['IF([@solved_at]="",0,1)', '0 if solved at = blank, otherwise 1'],
  ['IFERROR(lost/2,0)', 'customers lost ÷ 2 (where it has no value: 0)'],
])('%s', (text, expected) => {
  expect(words(text)).toBe(expected)
})

test('each aggregate has its own words, for a list', () => {
  const parsed = parse('SUM(a[x])/COUNTIFS(a[y],"z")')
  expect(parsed.ok && toWords(parsed.value).parts.map((part) => part.words)).toEqual([
    'total x of a',
    'number of a where y is “z”',
  ])
})
