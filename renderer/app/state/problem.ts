import { create } from 'zustand'

export interface ShownProblem {
  readonly title: string
  readonly message: string
}

interface ProblemState {
  readonly problem: ShownProblem | undefined
  readonly show: (problem: ShownProblem) => void
  readonly dismiss: () => void
}

/** A problem that belongs to no place on the screen, such as a file that cannot be opened; shown as a dialog. */
export const useProblem = create<ProblemState>((set) => ({
  problem: undefined,
  show: (problem) => set({ problem }),
  dismiss: () => set({ problem: undefined }),
}))
