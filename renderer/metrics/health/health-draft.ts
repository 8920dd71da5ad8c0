import { create } from 'zustand'

type Settings = Readonly<Record<string, number>>

interface HealthDraft {
  /** The project that the settings under trial belong to. */
  readonly project: string | undefined
  readonly settings: Settings
  readonly set: (project: string, settings: Settings) => void
}

/** Settings of the health score under trial: kept while the user looks elsewhere, until they are saved or dropped. */
export const useHealthDraft = create<HealthDraft>((set) => ({
  project: undefined,
  settings: {},
  set: (project, settings) => set({ project, settings }),
}))

/** The settings under trial that differ from the saved ones. */
export const differing = (draft: Settings, saved: Settings): Record<string, number> =>
  Object.fromEntries(Object.entries(draft).filter(([name, value]) => saved[name] !== value))
