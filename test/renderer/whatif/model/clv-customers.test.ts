import { expect, it } from 'vitest'
import {
  customerColumns,
  customersText,
  customerValueText,
  nextSort,
} from '#renderer/whatif/model/clv-customers.ts'
import type { ReplyOf } from '#shared/contract/index.ts'

const page: ReplyOf<'scenario.clvCustomers'> = {
  model: 'bg-nbd',
  isCurrent: true,
  total: 2,
  matching: 2,
  fields: [
    { id: 'plan', name: 'Plan', type: 'text' },
    { id: 'purchases', name: 'Purchases', type: 'number' },
  ],
  customers: [
    {
      id: '007',
      pAlive: 0.5,
      expectedPurchases: 2.345,
      expectedValue: 10,
      clv: 20.5,
      riskBand: 'high',
      values: ['Pro', 12],
    },
    {
      id: '008',
      pAlive: null,
      expectedPurchases: null,
      expectedValue: null,
      clv: null,
      values: [null, null],
    },
  ],
}

it('the data’s columns stand between the customer and what the model says', () => {
  expect(customerColumns(page.fields).map(({ label }) => label)).toEqual([
    'Customer',
    'Plan',
    'Purchases',
    'P(alive)',
    'Expected purchases',
    'Expected value',
    'CLV',
    'Risk',
  ])
})

it('values are shown in their unit, and nothing where nothing is known', () => {
  const [known, unknown] = page.customers
  const shown = (customer: typeof known) =>
    customerColumns(page.fields).map((column) =>
      customer === undefined ? '' : customerValueText(column.read(customer), column, '€'),
    )
  expect(shown(known)).toEqual(['007', 'Pro', '12', '50.0\u00a0%', '2.35', '€10', '€20.50', 'high'])
  expect(shown(unknown)).toEqual(['008', '', '', '', '', '', '', ''])
})

it('copies plain numbers, a row a customer', () => {
  expect(customersText(page).split('\n')[1]).toBe('007\tPro\t12\t0.5\t2.345\t10\t20.5\thigh')
})

it('a first choice of a column sorts numbers from the top and texts from A, a second turns it round', () => {
  const [id, , purchases] = customerColumns(page.fields)
  if (id === undefined || purchases === undefined) throw new Error('There are eight columns.')
  const byClv = { by: 'clv', descending: true }
  expect(nextSort(byClv, id)).toEqual({ by: 'id', descending: false })
  expect(nextSort(byClv, purchases)).toEqual({ by: 'purchases', descending: true })
  expect(nextSort(nextSort(byClv, purchases), purchases)).toEqual({ by: 'purchases', descending: false })
})
