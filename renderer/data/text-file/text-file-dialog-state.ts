import { create } from 'zustand'
import type { SourceId } from '#shared/domain/ids.ts'

interface TextFileDialogState {
  /** The source whose way of reading is being looked at. */
  readonly source: SourceId | undefined
  readonly ask: (source: SourceId) => void
  readonly close: () => void
}

export const useTextFileDialog = create<TextFileDialogState>((set) => ({
  source: undefined,
  ask: (source) => set({ source }),
  close: () => set({ source: undefined }),
}))
