import type { DerivedDataset } from '#shared/domain/kind.ts'
import { orderSteps } from './order-steps.ts'

/**
 * `previous_date` and `number` count a customer's purchases and pass over returns; orders without a customer have
 * neither. A customer bought more than once in a period exactly if one of its purchases in the period has a
 * `previous_date` in the period.
 */
export const orders: DerivedDataset = {
  id: 'orders',
  name: 'Orders',
  description: 'One row an order: its lines added up; a return is an order that adds up to less than zero.',
  fields: [
    { id: 'order_id', name: 'Order', type: 'text' },
    { id: 'customer_id', name: 'Customer', type: 'text' },
    { id: 'date', name: 'Date', type: 'datetime' },
    { id: 'amount', name: 'Amount', type: 'money' },
    { id: 'lines', name: 'Lines', type: 'number' },
    { id: 'is_return', name: 'Is a return', type: 'boolean' },
    { id: 'number', name: 'Purchase number of the customer', type: 'number' },
    { id: 'previous_date', name: 'Date of the purchase before', type: 'datetime' },
  ],
  needs: ['customer_id', 'date', 'known_amount', 'order_key'],
  sql: `
with ${orderSteps}
select
  regexp_replace(order_key, '^(order|day|line) ', '') as order_id,
  customer_id,
  bought_at as "date",
  amount,
  lines,
  is_return,
  case when counted then row_number() over purchases end as number,
  case when counted then lag(bought_at) over purchases end as previous_date
from (select *, customer_id is not null and not is_return as counted from orders)
window purchases as (partition by customer_id, counted order by bought_at, order_key)
order by bought_at, order_id`,
}
