import type { DriverName } from '#shared/domain/scenario.ts'

/** What each driver is in the projection. */
export const driverWords: Readonly<Record<DriverName, string>> = {
  customers: 'Customers at the start of month 1, C(0).',
  new: 'Customers who join in a month, at its end.',
  churn: 'The share of the customers at the start of a month who leave in it: lost(t) = churn(t) × C(t−1).',
  arpa: 'Average revenue of a customer in a month. It grows by expansion less contraction from month to month.',
  expansion: 'The share by which ARPA grows in a month by upgrades and price.',
  contraction: 'The share by which ARPA shrinks in a month by downgrades.',
  margin: 'The share of revenue that is gross profit.',
  cac: 'What winning one new customer costs. It is paid in the month of joining.',
  retentionCost: 'What is spent a month on every customer of the opening base to keep it.',
  discount: 'The discount rate of a year. A month’s is (1 + annual)^(1/12) − 1.',
}
