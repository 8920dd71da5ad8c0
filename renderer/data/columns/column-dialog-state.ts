import { create } from 'zustand'
import type { ColumnId, SheetId } from '#shared/domain/ids.ts'

/** A question about one column that a menu asks in a dialog. */
export interface ColumnQuestion {
  readonly type: 'rename' | 'formula' | 'newFormula' | 'numberFormat'
  readonly sheet: SheetId
  readonly column: ColumnId
  /** More columns that the answer is for. */
  readonly others?: readonly ColumnId[]
}

interface ColumnDialogState {
  readonly question: ColumnQuestion | undefined
  readonly open: (question: ColumnQuestion) => void
  readonly close: () => void
}

export const useColumnDialog = create<ColumnDialogState>((set) => ({
  question: undefined,
  open: (question) => set({ question }),
  close: () => set({ question: undefined }),
}))
