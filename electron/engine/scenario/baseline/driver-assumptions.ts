import type { DriverName } from '#shared/domain/scenario.ts'

interface DriverAssumption {
  readonly name: string
  /** The unit that its value is shown in. */
  readonly unit: 'percent' | 'money'
}

/** The assumptions that give drivers which the data does not. */
export const assumptionOfDriver: Readonly<Partial<Record<DriverName, DriverAssumption>>> = {
  churn: { name: 'monthly_churn_rate', unit: 'percent' },
  arpa: { name: 'average_revenue', unit: 'money' },
  margin: { name: 'gross_margin', unit: 'percent' },
  cac: { name: 'acquisition_cost', unit: 'money' },
  retentionCost: { name: 'retention_cost', unit: 'money' },
  discount: { name: 'discount_rate', unit: 'percent' },
}
