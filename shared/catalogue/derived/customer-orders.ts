import type { DerivedDataset } from '#shared/domain/kind.ts'
import { orderSteps } from './order-steps.ts'

/**
 * The summary that the purchase models start from (Fader, Hardie & Lee 2005): purchases of one day are one purchase,
 * the first is not a repeat, recency is the customer's age at the last purchase, T its age on the last day of the
 * file, both in days. Returns are no purchases; they are counted, and lower the revenue.
 */
export const customerOrders: DerivedDataset = {
  id: 'customer_orders',
  name: 'Customers by their orders',
  description:
    'One row a customer: orders, first and last day, revenue, and frequency, recency, T and monetary value.',
  fields: [
    { id: 'customer_id', name: 'Customer', type: 'text' },
    { id: 'orders', name: 'Orders', type: 'number' },
    { id: 'returns', name: 'Returns', type: 'number' },
    { id: 'first', name: 'First purchase', type: 'date' },
    { id: 'last', name: 'Last purchase', type: 'date' },
    { id: 'revenue', name: 'Revenue, less returns', type: 'money' },
    { id: 'returned', name: 'Returned amount', type: 'money' },
    { id: 'frequency', name: 'Repeat purchases', type: 'number' },
    { id: 'recency', name: 'Age at last purchase, in days', type: 'number' },
    { id: 'T', name: 'Age on the last day of the file, in days', type: 'number' },
    { id: 'monetary', name: 'Mean amount of the repeat purchases', type: 'money' },
  ],
  needs: ['customer_id', 'date', 'known_amount', 'order_key'],
  sql: `
with ${orderSteps},
-- the end of observation: the last day on which anything happened
observed as (
  select cast(max(bought_at) as date) as until from lines
),
-- purchases of one customer on one day are one purchase
purchase_days as (
  select
    customer_id,
    cast(bought_at as date) as day,
    sum(amount) as amount,
    row_number() over (partition by customer_id order by cast(bought_at as date)) as position
  from orders
  where not is_return and customer_id is not null
  group by customer_id, cast(bought_at as date)
),
purchased as (
  select
    customer_id,
    min(day) as first,
    max(day) as last,
    count(*) - 1 as frequency,
    avg(amount) filter (position > 1) as monetary
  from purchase_days
  group by customer_id
),
-- all orders, returns included
totals as (
  select
    customer_id,
    count(*) filter (not is_return) as orders,
    count(*) filter (is_return) as returns,
    sum(amount) as revenue,
    coalesce(-sum(amount) filter (is_return), 0) as returned
  from orders
  where customer_id is not null
  group by customer_id
)
select
  totals.customer_id,
  totals.orders,
  totals.returns,
  purchased.first as "first",
  purchased.last as "last",
  totals.revenue,
  totals.returned,
  purchased.frequency,
  purchased.last - purchased.first as recency,
  observed.until - purchased.first as "T",
  purchased.monetary
from totals
left join purchased using (customer_id)
cross join observed
order by totals.customer_id`,
}
