import { create } from 'zustand'
import type { ColumnId } from '#shared/domain/ids.ts'

interface ColumnPanelState {
  /** The column whose panel is open. */
  readonly column: ColumnId | undefined
  readonly open: (column: ColumnId) => void
  /** Another column's panel may have been opened meanwhile: that one stays. */
  readonly close: (column: ColumnId) => void
}

/** The panel under a column's header, opened by its button or by Alt and the arrow down. */
export const useColumnPanel = create<ColumnPanelState>((set) => ({
  column: undefined,
  open: (column) => set({ column }),
  close: (column) => set((state) => (state.column === column ? { column: undefined } : state)),
}))
