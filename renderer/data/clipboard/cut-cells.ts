import { create } from 'zustand'
import { useProject } from '#renderer/app/state/project.ts'
import type { Block } from '#shared/contract/sheet.ts'
import type { Area } from '../selection/selection.ts'
import { useGrid, wholeSheet } from '../state/grid-state.ts'
import { type PresentSheet, requestedView } from '../state/present-sheet.ts'

/** Cells that are cut: they stay where they are until they are pasted, which moves them. */
interface CutCells {
  readonly block: Block
  readonly area: Area
  /** What was put on the clipboard; anything else there since is not these cells. */
  readonly text: string
  /** Of the project: after any change the cells may be others. */
  readonly revision: number
}

interface CutState {
  readonly cut: CutCells | undefined
  readonly begin: (cut: CutCells) => void
  readonly end: () => void
}

export const useCut = create<CutState>((set) => ({
  cut: undefined,
  begin: (cut) => set({ cut }),
  end: () => set({ cut: undefined }),
}))

/** The cut cells as long as nothing has changed since; with a sheet, only where they are on it. */
export function presentCut(on?: PresentSheet): CutCells | undefined {
  const { cut } = useCut.getState()
  if (cut === undefined || cut.revision !== useProject.getState().project?.revision) return undefined
  const { sheet, view } = cut.block
  const shown = requestedView(useGrid.getState().views.get(sheet) ?? wholeSheet)
  if (JSON.stringify(shown) !== JSON.stringify(view)) return undefined
  return on === undefined || on.info.id === sheet ? cut : undefined
}
