import { shell } from '#renderer/app/bridge.ts'
import { engine } from '#renderer/app/engine-client.ts'
import { useProblem } from '#renderer/app/state/problem.ts'
import { useProject } from '#renderer/app/state/project.ts'
import type { Block } from '#shared/contract/sheet.ts'
import { areaOf, liveRange } from '../selection/selection.ts'
import { blockOf } from '../state/blocks.ts'
import { presentSheet } from '../state/present-sheet.ts'
import { useCut } from './cut-cells.ts'

/** Copies the selected block in both flavours. */
export async function copyCells(headers = false): Promise<void> {
  useCut.getState().end()
  await putOnClipboard(headers)
}

/** Copies the selected block and marks it: pasting it moves it. */
export async function cutCells(): Promise<void> {
  const present = presentSheet()
  const revision = useProject.getState().project?.revision ?? 0
  const copied = await putOnClipboard(false)
  if (present === undefined || copied === undefined) return
  const { firstRow, rowCount } = copied.block
  const selected = areaOf(liveRange(present.selection), present.extent)
  // The new row may be selected too: it holds nothing to move.
  const area = { ...selected, lastRow: firstRow + rowCount - 1 }
  useCut.getState().begin({ ...copied, area, revision })
}

async function putOnClipboard(
  headers: boolean,
): Promise<{ readonly block: Block; readonly text: string } | undefined> {
  const present = presentSheet()
  if (present === undefined) return undefined
  if (present.selection.ranges.length > 1)
    return say('Several areas are selected. Select one block to copy it.')
  const block = blockOf(present, areaOf(liveRange(present.selection), present.extent))
  if (block === undefined) return undefined
  const answer = await engine('sheet.copy', { block, headers }, { label: 'Copying' })
  if (!answer.ok) return answer.error.code === 'cancelled' ? undefined : say(answer.error.message)
  const copied = await shell('shell.copyText', answer.value)
  return copied.ok ? { block, text: answer.value.text } : say(copied.error.message)
}

function say(message: string): undefined {
  useProblem.getState().show({ title: 'Nothing was copied', message })
}
