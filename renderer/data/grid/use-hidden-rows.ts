import type { GridApi } from 'ag-grid-community'
import { useEffect } from 'react'
import { useEngine } from '#renderer/app/use-engine.ts'
import { rowId } from '#shared/domain/ids.ts'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import type { HiddenRow } from '../filter/hidden-rows.ts'
import { useGrid } from '../state/grid-state.ts'
import { useSheet } from '../state/present-sheet.ts'
import { rowNumberColumn } from './grid-columns.ts'

const none: readonly HiddenRow[] = []

/** Finds out between which rows others are hidden, for the marks there. A sort leaves them no place. */
export function useHiddenRows(sheet: SheetInfo, api: GridApi | undefined): void {
  const { view } = useSheet()
  const hidden = view.sort.length === 0 ? (view.hidden ?? []) : []
  const { reply } = useEngine(
    'sheet.rowNumbers',
    hidden.length === 0 ? null : { sheet: sheet.id, rows: hidden },
  )
  useEffect(() => {
    useGrid.setState({
      hiddenRows: reply?.rows.map(({ row, number }) => ({ row: rowId(row), number })) ?? none,
    })
    api?.refreshCells({ columns: [rowNumberColumn], force: true })
  }, [api, reply])
  useEffect(() => () => useGrid.setState({ hiddenRows: none }), [])
}
