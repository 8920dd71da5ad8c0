import { create } from 'zustand'

/** What the status bar says of the present workspace: the sheet's size, the selection's summary. */
interface StatusState {
  readonly extent: string
  readonly selection: string
  readonly setExtent: (extent: string) => void
  readonly setSelection: (selection: string) => void
}

export const useStatus = create<StatusState>((set) => ({
  extent: '',
  selection: '',
  setExtent: (extent) => set({ extent }),
  setSelection: (selection) => set({ selection }),
}))
