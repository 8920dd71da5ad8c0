/** Name and value as the analyst typed them; rates are fractions, the discount rate is a year's, money is in dollars. */
export const assumptions = [
  { name: 'target_churn_rate', value: 0.02, format: 'percent' },
  { name: 'forecast_churn_rate', value: 0.023, format: 'percent' },
  { name: 'gross_margin', value: 0.78, format: 'percent' },
  { name: 'discount_rate', value: 0.1, format: 'percent' },
  { name: 'acquisition_cost', value: 7_100, format: 'money' },
  { name: 'retention_cost', value: 48, format: 'money' },
  { name: 'lifespan_months', value: 36, format: 'whole' },
  { name: 'tickets_target', value: 280, format: 'whole' },
]

/** @param {string} name */
export function assumption(name) {
  const found = assumptions.find((entry) => entry.name === name)
  if (found === undefined) throw new Error(`No assumption is called ${name}.`)
  return found.value
}
