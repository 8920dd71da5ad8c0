import { z } from 'zod'
import { billingSchema, tenureChurns, whatIfSchema } from './scenario.ts'

/** Under this key a project keeps how its scenarios are projected: they mean nothing without it. */
export const whatIfSettingsKey = 'whatif.settings'

/** Horizon, billing, and how the business is taken apart. What an older version kept has the rest by default. */
export const whatIfSettingsSchema = z.object({
  months: z.number().int().min(1).max(600).default(24),
  billing: billingSchema.default('advance'),
  segmentBy: z.string().optional(),
  tenureChurn: z.enum(tenureChurns).default('none'),
})
export type WhatIfSettings = z.infer<typeof whatIfSettingsSchema>

/** The settings as a question of What-if. */
export const whatIfUnder = ({ months, billing, segmentBy, tenureChurn }: WhatIfSettings) =>
  whatIfSchema.parse({
    months,
    billing,
    tenureChurn,
    ...(segmentBy === undefined ? {} : { segmentBy }),
  })
