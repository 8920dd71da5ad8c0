import { create } from 'zustand'
import type { Progress } from '#shared/contract/values.ts'

/** Long work under way, one line each in the status bar. */
export interface Work {
  readonly id: number
  readonly progress: Progress
  readonly startedAt: number
  readonly cancel?: () => void
}

interface WorkState {
  readonly works: readonly Work[]
  readonly report: (id: number, progress: Progress, cancel?: () => void) => void
  readonly finish: (id: number) => void
}

export const useWork = create<WorkState>((set) => ({
  works: [],
  report: (id, progress, cancel) =>
    set((state) => {
      const known = state.works.find((work) => work.id === id)
      const work: Work = {
        id,
        progress,
        startedAt: known?.startedAt ?? Date.now(),
        ...(cancel === undefined ? {} : { cancel }),
      }
      return {
        works:
          known === undefined
            ? [...state.works, work]
            : state.works.map((other) => (other.id === id ? work : other)),
      }
    }),
  finish: (id) =>
    set((state) =>
      state.works.some((work) => work.id === id)
        ? { works: state.works.filter((work) => work.id !== id) }
        : state,
    ),
}))
