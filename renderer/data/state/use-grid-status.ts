import { useEffect } from 'react'
import { engine } from '#renderer/app/engine-client.ts'
import { useRevision } from '#renderer/app/state/project.ts'
import { useStatus } from '#renderer/app/state/status.ts'
import type { ReplyOf } from '#shared/contract/index.ts'
import { counted } from '#shared/domain/counted.ts'
import { formatGeneral } from '../cells/format-number.ts'
import { areaCells, areasOf } from '../selection/selection.ts'
import { blocksOf } from './blocks.ts'
import { selectionOf, useGrid } from './grid-state.ts'
import { isNarrowed, presentSheet, useSheet } from './present-sheet.ts'

const summaryDelay = 120

/** Says in the status bar how large the sheet is and what the selected cells come to. */
export function useGridStatus(): void {
  const { info, columns, view } = useSheet()
  const total = useGrid((state) => state.total)
  const selection = useGrid(selectionOf)
  const revision = useRevision()

  useEffect(() => {
    if (info === undefined) return
    const rows = `${counted(info.rowCount, 'row')} x ${counted(info.columns.length, 'column')}`
    const shown = isNarrowed(view) && total !== undefined ? `${total.toLocaleString('en-US')} of ` : ''
    useStatus.getState().setExtent(`${shown}${rows}`)
  }, [info, view, total])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision, the view and the columns change what the same places hold
  useEffect(() => {
    const controller = new AbortController()
    const timer = setTimeout(() => void sayHoldings(controller.signal), summaryDelay)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [selection, view, columns, revision, total])

  useEffect(
    () => () => {
      useStatus.getState().setExtent('')
      useStatus.getState().setSelection('')
    },
    [],
  )
}

async function sayHoldings(signal: AbortSignal): Promise<void> {
  const { setSelection } = useStatus.getState()
  const present = presentSheet()
  if (present === undefined) return
  const areas = areasOf(present.selection, present.extent)
  const isOneCell = areas.length === 1 && areas[0] !== undefined && areaCells(areas[0]) === 1
  const blocks = isOneCell ? [] : blocksOf(present, areas)
  if (blocks.length === 0) return setSelection('')
  const answer = await engine('sheet.summary', { blocks }, { signal })
  if (!signal.aborted) setSelection(answer.ok ? summaryText(answer.value) : '')
}

/** Average, count and sum, as Excel's status bar has them; only the count where there is no number. */
export function summaryText({ count, numbers, sum, average }: ReplyOf<'sheet.summary'>): string {
  const counted = `Count ${count.toLocaleString('en-US')}`
  if (numbers === 0 || sum === null || average === null) return counted
  return `Average ${shortNumber(average)}   ${counted}   Sum ${shortNumber(sum)}`
}

function shortNumber(value: number): string {
  const size = Math.abs(value)
  if (size !== 0 && (size >= 1e15 || size < 1e-4)) return formatGeneral(value)
  return value.toLocaleString('en-US', { maximumFractionDigits: size >= 1000 ? 2 : 6 })
}
