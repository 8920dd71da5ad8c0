import { create } from 'zustand'
import type { ReplyOf } from '#shared/contract/index.ts'

export type FindScope = 'selection' | 'sheet' | 'all'
export type Match = ReplyOf<'sheet.find'>['matches'][number]

export interface FindOptions {
  readonly text: string
  readonly matchCase: boolean
  readonly wholeCell: boolean
  readonly regularExpression: boolean
  readonly scope: FindScope
}

interface FindState {
  readonly isOpen: boolean
  readonly withReplace: boolean
  /** Raised by each opening, so that the field takes the focus again. */
  readonly openings: number
  readonly options: FindOptions
  readonly replacement: string
  readonly matches: readonly Match[]
  /** Cells that match; `matches` holds the first of them. */
  readonly count: number
  /** The match that was gone to; -1 before any was. */
  readonly at: number
  readonly open: (withReplace: boolean) => void
  readonly close: () => void
  readonly change: (options: Partial<FindOptions>) => void
  readonly setReplacement: (replacement: string) => void
  readonly setFound: (matches: readonly Match[], count: number) => void
  readonly setAt: (at: number) => void
}

const nothingFound = { matches: [], count: 0, at: -1 }

export const useFind = create<FindState>((set) => ({
  isOpen: false,
  withReplace: false,
  openings: 0,
  options: { text: '', matchCase: false, wholeCell: false, regularExpression: false, scope: 'sheet' },
  replacement: '',
  ...nothingFound,
  open: (withReplace) => set((state) => ({ isOpen: true, withReplace, openings: state.openings + 1 })),
  close: () => set({ isOpen: false, ...nothingFound }),
  change: (options) => set((state) => ({ options: { ...state.options, ...options }, at: -1 })),
  setReplacement: (replacement) => set({ replacement }),
  setFound: (matches, count) => set({ matches, count }),
  setAt: (at) => set({ at }),
}))

const keyOf = (sheet: number, row: number, column: number): string => `${sheet}/${row}/${column}`

let indexed: { matches: readonly Match[]; keys: ReadonlySet<string> } = { matches: [], keys: new Set() }

/** True where the cell is one of the matches listed. */
export function isMatch(sheet: number, row: number, column: number): boolean {
  const { matches } = useFind.getState()
  if (matches.length === 0) return false
  if (indexed.matches !== matches)
    indexed = { matches, keys: new Set(matches.map((match) => keyOf(match.sheet, match.row, match.column))) }
  return indexed.keys.has(keyOf(sheet, row, column))
}
