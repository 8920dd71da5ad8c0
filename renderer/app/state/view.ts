import { create } from 'zustand'
import type { Theme } from '#shared/contract/shell.ts'
import type { SheetId } from '#shared/domain/ids.ts'
import type { PeriodChoice } from '../period-choice.ts'

export const workspaces = ['data', 'mapping', 'kpis', 'whatif', 'export'] as const
export type Workspace = (typeof workspaces)[number]

/** What one workspace asks another to show: the rows behind a value, a sheet, a field, a metric. */
export type Focus =
  | { readonly type: 'sheet'; readonly sheet: SheetId }
  | { readonly type: 'rows'; readonly sheet: SheetId; readonly rowSet: string; readonly label: string }
  | { readonly type: 'cell'; readonly sheet: SheetId; readonly row: number; readonly column: number }
  | { readonly type: 'field'; readonly kind: string; readonly field: string }
  | { readonly type: 'metric'; readonly metric: string }
  | { readonly type: 'scenario'; readonly name: string }

interface ViewState {
  readonly workspace: Workspace
  readonly period: PeriodChoice
  /** Name of the scenario that KPIs are read under; null is the baseline. */
  readonly scenario: string | null
  readonly inspector: boolean
  readonly theme: Theme
  readonly dark: boolean
  /** Set by `goTo`, taken by the workspace it is meant for. */
  readonly focus: Focus | undefined
  readonly go: (workspace: Workspace, focus?: Focus) => void
  readonly takeFocus: () => void
  readonly setPeriod: (period: PeriodChoice) => void
  readonly setScenario: (scenario: string | null) => void
  readonly setInspector: (open: boolean) => void
  readonly setTheme: (theme: Theme, dark: boolean) => void
}

/** Where the user is. Period and scenario are one choice for the whole window. */
export const useView = create<ViewState>((set) => ({
  workspace: 'data',
  period: { type: 'all' },
  scenario: null,
  inspector: true,
  theme: 'system',
  // Electron gives the page the chosen theme as the system's, so that its first picture is right already.
  dark: matchMedia('(prefers-color-scheme: dark)').matches,
  focus: undefined,
  go: (workspace, focus) => set({ workspace, focus }),
  takeFocus: () => set({ focus: undefined }),
  setPeriod: (period) => set({ period }),
  setScenario: (scenario) => set({ scenario }),
  setInspector: (inspector) => set({ inspector }),
  setTheme: (theme, dark) => set({ theme, dark }),
}))
