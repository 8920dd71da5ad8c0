/** The figures of the bench's metrics, month by month and over all months, in one query a dataset as a careful analyst would tune it. */

/** One pass for what depends on the creation, one for the resolution, one for the first response; the backlog by sums. */
export const ticketsByHand = `
WITH t AS (
  SELECT date_trunc('month', c2) AS created, date_trunc('month', c4) AS solved, date_trunc('month', c3) AS answered,
    epoch(c4 - c2) / 3600 AS hours, epoch(c3 - c2) / 3600 AS response, c5, c6 AS reopens, c7 AS replies, c9 AS agent, c10 AS self_served, c11 AS sla
  FROM sheet_1
),
by_creation AS (
  SELECT created AS month, count(*) AS volume, count(*) FILTER (self_served) AS self_served,
    count(*) FILTER (replies <= 1 AND reopens = 0 AND c5 = 'solved') AS first_contact, sum(reopens) AS reopens,
    sum(reopens) FILTER (c5 = 'solved') AS reopens_solved, count(*) FILTER (c5 = 'solved') AS solved_of_created
  FROM t GROUP BY GROUPING SETS ((1), ())
),
by_resolution AS (
  SELECT solved AS month, count(*) AS solved, sum(hours) AS hours, median(hours) AS median_hours, quantile_cont(hours, 0.9) AS p90_hours,
    count(*) FILTER (hours < 0) AS out_of_order, count(*) FILTER (reopens > 0) AS reopened, count(DISTINCT lower(agent)) AS agents,
    count(*) FILTER (hours <= sla) AS within_sla
  FROM t WHERE solved IS NOT NULL GROUP BY GROUPING SETS ((1), ())
),
by_answer AS (
  SELECT answered AS month, count(*) AS answers, sum(response) AS response_hours, median(response) AS median_response, quantile_cont(response, 0.9) AS p90_response
  FROM t WHERE answered IS NOT NULL GROUP BY GROUPING SETS ((1), ())
),
backlog AS (
  SELECT created, solved, count(*) AS n FROM t GROUP BY 1, 2
)
SELECT c.*, r.*, a.*,
  (SELECT sum(n) FROM backlog b WHERE b.created <= c.month AND (b.solved > c.month OR b.solved IS NULL)) AS open_at_end
FROM by_creation c LEFT JOIN by_resolution r ON r.month IS NOT DISTINCT FROM c.month LEFT JOIN by_answer a ON a.month IS NOT DISTINCT FROM c.month ORDER BY 1`

/** Lines to orders to the order before, then months; the customers' own months for ARPA are counted from the lines. */
export const purchasesByHand = `
WITH orders AS (
  SELECT c1, c2 AS customer, min(c3) AS bought_at, sum(c4) AS amount, count(*) AS lines FROM sheet_1 GROUP BY ALL
),
numbered AS (
  SELECT *, row_number() OVER earlier AS number, lag(bought_at) OVER earlier AS previous
  FROM orders WHERE amount >= 0 WINDOW earlier AS (PARTITION BY customer ORDER BY bought_at)
),
by_month AS (
  SELECT date_trunc('month', bought_at) AS month, count(*) AS orders, sum(amount) AS amount, median(amount) AS median_order,
    count(DISTINCT customer) AS buyers, count(DISTINCT customer) FILTER (number >= 2) AS bought_before,
    count(DISTINCT customer) FILTER (previous >= date_trunc('month', bought_at)) AS repeaters
  FROM numbered GROUP BY GROUPING SETS ((1), ())
),
returns AS (
  SELECT date_trunc('month', bought_at) AS month, count(*) AS returns, -sum(amount) AS returned FROM orders WHERE amount < 0 GROUP BY GROUPING SETS ((1), ())
),
lines AS (
  SELECT date_trunc('month', c3) AS month, sum(c4) AS revenue, count(DISTINCT c2) AS accounts FROM sheet_1 GROUP BY GROUPING SETS ((1), ())
)
SELECT * FROM by_month m LEFT JOIN returns r ON r.month IS NOT DISTINCT FROM m.month LEFT JOIN lines l ON l.month IS NOT DISTINCT FROM m.month ORDER BY m.month`
