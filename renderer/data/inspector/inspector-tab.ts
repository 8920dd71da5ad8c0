import { create } from 'zustand'

export type InspectorTab = 'cell' | 'changes' | 'notes'

export const useInspectorTab = create<{
  readonly tab: InspectorTab
  readonly show: (tab: InspectorTab) => void
}>((set) => ({ tab: 'cell', show: (tab) => set({ tab }) }))
