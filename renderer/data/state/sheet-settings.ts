import { useEffect } from 'react'
import { z } from 'zod'
import { create } from 'zustand'
import { engine } from '#renderer/app/engine-client.ts'
import { useProject } from '#renderer/app/state/project.ts'
import { columnFilterSchema } from '#shared/contract/sheet.ts'
import { columnIdSchema, rowIdSchema } from '#shared/contract/values.ts'
import { type SheetId, sheetId } from '#shared/domain/ids.ts'
import { presentRevision, type ShownView, useGrid, wholeSheet } from './grid-state.ts'

/** What the project keeps of how its sheets are shown. */
const settingsSchema = z.object({
  sheet: z.number().int().optional(),
  sheets: z.array(
    z.object({
      id: z.number().int(),
      sort: z.array(z.object({ column: columnIdSchema, descending: z.boolean() })),
      filters: z.array(columnFilterSchema),
      hidden: z.array(rowIdSchema).optional(),
      /** Columns. */
      frozen: z.number().int().nonnegative().optional(),
      lastFrozenRow: z.number().int().nonnegative().optional(),
      wraps: z.boolean().optional(),
    }),
  ),
})

const settingKey = 'data.sheets'

/** What of a sheet stays in place when it scrolls, beside its headers. */
export interface FrozenPanes {
  /** How many of the shown columns. */
  readonly columns?: number
  /** The number of the last such row, 0 for none. */
  readonly lastRow?: number
}

interface SheetSettings {
  readonly frozen: ReadonlyMap<SheetId, FrozenPanes>
  readonly freeze: (sheet: SheetId, panes: FrozenPanes) => void
  /** Sheets whose texts go on in further lines of their cells. */
  readonly wrapped: ReadonlySet<SheetId>
  readonly wrap: (sheet: SheetId, wraps: boolean) => void
}

export const useSheetSettings = create<SheetSettings>((set) => ({
  frozen: new Map(),
  freeze: (sheet, panes) => {
    set(({ frozen }) => ({ frozen: new Map(frozen).set(sheet, { ...frozen.get(sheet), ...panes }) }))
    void saveSheetSettings()
  },
  wrapped: new Set(),
  wrap: (sheet, wraps) => {
    set(({ wrapped }) => ({
      wrapped: new Set(wraps ? [...wrapped, sheet] : [...wrapped].filter((other) => other !== sheet)),
    }))
    void saveSheetSettings()
  },
}))

/** Sort, filters, hidden rows, frozen panes and wrapping of every sheet that has any, and which sheet is shown. */
export async function saveSheetSettings(): Promise<void> {
  const { sheet, views } = useGrid.getState()
  const { frozen, wrapped } = useSheetSettings.getState()
  const ids = new Set([...views.keys(), ...frozen.keys(), ...wrapped])
  const sheets = [...ids].map((id) => {
    const { sort, filters, hidden } = views.get(id) ?? wholeSheet
    const { columns, lastRow } = frozen.get(id) ?? {}
    return {
      id,
      sort,
      filters,
      ...(hidden === undefined ? {} : { hidden }),
      ...(columns === undefined ? {} : { frozen: columns }),
      ...(lastRow === undefined ? {} : { lastFrozenRow: lastRow }),
      ...(wrapped.has(id) ? { wraps: true } : {}),
    }
  })
  const value = { ...(sheet === undefined ? {} : { sheet }), sheets }
  await engine('project.setting', { key: settingKey, value: JSON.parse(JSON.stringify(value)) })
}

/** Shows other rows of a sheet, or the same in another order, and keeps that in the project. */
export function showView(sheet: SheetId, view: ShownView): void {
  useGrid.getState().setView(sheet, view)
  void saveSheetSettings()
}

/** Reads how the project's sheets were shown when it was last open. `settled` is called when that is known. */
export function useSavedViews(onSettled: () => void): void {
  const opened = useProject((state) => state.project?.opened)
  const firstSource = useProject((state) => state.project?.sources[0]?.importedAt)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another opening or first source is another project
  useEffect(() => {
    let current = true
    void engine('project.setting', { key: settingKey }).then((answer) => {
      if (!current) return
      const saved = answer.ok ? settingsSchema.safeParse(answer.value.value) : undefined
      restore(saved?.success === true ? saved.data : { sheets: [] })
      onSettled()
    })
    return () => {
      current = false
    }
  }, [opened, firstSource])
}

function restore(saved: z.output<typeof settingsSchema>): void {
  useGrid.setState({
    ...(saved.sheet === undefined ? {} : { sheet: sheetId(saved.sheet) }),
    views: new Map(
      saved.sheets.map(({ id, sort, filters, hidden = [] }) => [
        sheetId(id),
        { sort, filters, hidden, appliedAt: presentRevision() },
      ]),
    ),
    selections: new Map(),
    total: undefined,
    outdated: false,
    editing: undefined,
    refusal: undefined,
  })
  useSheetSettings.setState({
    frozen: new Map(
      saved.sheets.map(({ id, frozen: columns, lastFrozenRow: lastRow }) => [
        sheetId(id),
        { ...(columns === undefined ? {} : { columns }), ...(lastRow === undefined ? {} : { lastRow }) },
      ]),
    ),
    wrapped: new Set(saved.sheets.flatMap(({ id, wraps }) => (wraps === true ? [sheetId(id)] : []))),
  })
}
