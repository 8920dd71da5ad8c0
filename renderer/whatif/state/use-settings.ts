import { useEffect, useState } from 'react'
import { z } from 'zod'
import { engine } from '#renderer/app/engine-client.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { billingSchema } from '#shared/domain/scenario.ts'

const settingsSchema = z.object({
  months: z.number().int().min(1).max(600).default(24),
  billing: billingSchema.default('advance'),
})
export type WhatIfSettings = z.infer<typeof settingsSchema>

const settingKey = 'whatif.settings'

/** Horizon and billing: choices that change the figures, so they are kept in the project. */
export function useWhatIfSettings(): readonly [WhatIfSettings, (change: Partial<WhatIfSettings>) => void] {
  const saved = useEngine('project.setting', { key: settingKey }).reply
  const [settings, setSettings] = useState(() => settingsSchema.parse({}))
  useEffect(() => {
    const parsed = settingsSchema.safeParse(saved?.value ?? {})
    if (saved !== undefined && parsed.success) setSettings(parsed.data)
  }, [saved])
  const change = (changed: Partial<WhatIfSettings>) => {
    const next = { ...settings, ...changed }
    setSettings(next)
    void engine('project.setting', { key: settingKey, value: next })
  }
  return [settings, change]
}
