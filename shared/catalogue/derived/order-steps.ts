/**
 * The first steps of both datasets that are made of purchases: lines -> orders.
 *
 * Lines with one order number and one customer are one order. Without an order number a customer's lines of one day
 * are one order; a line with neither is an order of its own. An order whose lines add up to less than zero is a
 * return.
 */
export const orderSteps = `
-- the sheet's lines that have a date, each with what makes it part of an order
lines as (
  select
    customer_id,
    cast("date" as timestamp) as bought_at,
    known_amount as amount,
    case
      when coalesce(cast(order_key as varchar), '') <> '' then 'order ' || cast(order_key as varchar)
      when customer_id is not null then 'day ' || cast(cast("date" as date) as varchar)
      else 'line ' || cast(row_number() over () as varchar)
    end as order_key
  from {base}
  where "date" is not null
),
-- one row an order, with the customer's purchases counted in order of time
orders as (
  select
    order_key,
    customer_id,
    min(bought_at) as bought_at,
    sum(amount) as amount,
    count(*) as lines,
    coalesce(sum(amount), 0) < 0 as is_return
  from lines
  group by order_key, customer_id
)`
