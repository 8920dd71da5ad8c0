import type { DerivedDataset } from '#shared/domain/kind.ts'

/**
 * opening + new + expansion - contraction - churned + reactivation = closing, in every row but those of the file's
 * first month: nothing is known of the month before it, so its opening and its movements are blank and its closing is
 * the position from which the next month opens.
 *
 * `since` is the first month in which the customer paid.
 *
 * A month that only this customer lacks is a month in which it paid nothing: churned, and reactivated when it comes
 * back. A month that the whole file lacks is passed over: the month before it in the file is the one compared with.
 */
export const mrrMovements: DerivedDataset = {
  id: 'mrr_movements',
  name: 'MRR movements',
  description:
    'What each customer’s MRR did in each month, up to and including the month after its last one.',
  fields: [
    { id: 'customer_id', name: 'Customer', type: 'text' },
    { id: 'month', name: 'Month', type: 'period' },
    { id: 'since', name: 'Customer since', type: 'period' },
    { id: 'opening', name: 'Opening MRR', type: 'money' },
    { id: 'new', name: 'New MRR', type: 'money' },
    { id: 'expansion', name: 'Expansion MRR', type: 'money' },
    { id: 'contraction', name: 'Contraction MRR', type: 'money' },
    { id: 'churned', name: 'Churned MRR', type: 'money' },
    { id: 'reactivation', name: 'Reactivation MRR', type: 'money' },
    { id: 'closing', name: 'Closing MRR', type: 'money' },
  ],
  needs: ['customer_id', 'month', 'mrr'],
  sql: `
with
-- the sheet's rows that have a customer and a month, the month as its first day
entries as (
  select customer_id, cast(date_trunc('month', cast("month" as date)) as date) as month, mrr
  from {base}
  where customer_id is not null and "month" is not null
),
-- the months that the file has, numbered; the first has no month to compare with
calendar as (
  select month, row_number() over (order by month) as position
  from (select distinct month from entries)
),
-- what each customer pays in each month: several subscriptions of one customer are added up
paid as (
  select entries.customer_id, calendar.position, sum(entries.mrr) as mrr
  from entries join calendar using (month)
  group by entries.customer_id, calendar.position
  having sum(entries.mrr) <> 0
),
first_paid as (
  select customer_id, min(position) as position from paid group by customer_id
),
-- every month in which a customer pays, and the month after it, in which it may have gone
spans as (
  select customer_id, position from paid
  union
  select paid.customer_id, paid.position + 1
  from paid join calendar on calendar.position = paid.position + 1
),
positions as (
  select
    spans.customer_id,
    calendar.month,
    since.month as since,
    spans.position > 1 as has_opening,
    spans.position = first_paid.position as is_first,
    coalesce(before.mrr, 0) as opening,
    coalesce(now.mrr, 0) as closing
  from spans
  join calendar on calendar.position = spans.position
  join first_paid on first_paid.customer_id = spans.customer_id
  join calendar as since on since.position = first_paid.position
  left join paid as before on before.customer_id = spans.customer_id and before.position = spans.position - 1
  left join paid as now on now.customer_id = spans.customer_id and now.position = spans.position
)
select
  customer_id,
  month,
  since,
  case when has_opening then opening end as opening,
  case when has_opening then if(is_first, closing, 0) end as "new",
  case when has_opening then if(opening <> 0 and closing <> 0, greatest(closing - opening, 0), 0) end as expansion,
  case when has_opening then if(opening <> 0 and closing <> 0, greatest(opening - closing, 0), 0) end as contraction,
  case when has_opening then if(closing = 0, opening, 0) end as churned,
  case when has_opening then if(opening = 0 and not is_first, closing, 0) end as reactivation,
  closing
from positions
order by customer_id, month`,
}
