import type { HealthBand, HealthDimension } from '#shared/catalogue/health-score.ts'
import type { HealthGroup } from '#shared/contract/health.ts'

export const dimensionNames: Record<HealthDimension, string> = {
  usage: 'Usage',
  support: 'Support',
  relationship: 'Relationship',
  nps: 'NPS answer',
  payment: 'Payment',
}

export const bandNames: Record<HealthBand, string> = { green: 'Green', amber: 'Amber', red: 'Red' }

export const groupNames: Record<HealthGroup, string> = { ...bandNames, none: 'No score' }

/** `3 customers`, `1 customer`. */
export const customersCounted = (count: number): string =>
  `${count.toLocaleString('en-US')} customer${count === 1 ? '' : 's'}`
