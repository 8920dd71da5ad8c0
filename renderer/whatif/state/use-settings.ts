import {
  type WhatIfSettings,
  whatIfSettingsKey,
  whatIfSettingsSchema,
} from '#shared/domain/what-if-settings.ts'
import { useProjectSetting } from './use-project-setting.ts'

const usual = whatIfSettingsSchema.parse({})

/** A change of some settings; one that is set to undefined is taken away. */
export type SettingsChange = { readonly [Key in keyof WhatIfSettings]?: WhatIfSettings[Key] | undefined }

interface Settings {
  readonly settings: WhatIfSettings
  /** False until the project has been asked for them. */
  readonly isRead: boolean
  readonly changeSettings: (change: SettingsChange) => void
}

/** How the scenarios are projected: choices that change the figures, so they are kept in the project. */
export function useWhatIfSettings(): Settings {
  const [kept, keep] = useProjectSetting(whatIfSettingsKey, whatIfSettingsSchema)
  const settings = kept ?? usual
  return {
    settings,
    isRead: kept !== undefined,
    changeSettings: (changed) => keep(whatIfSettingsSchema.parse({ ...settings, ...changed })),
  }
}
