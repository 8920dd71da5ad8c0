import { shell } from '#renderer/app/bridge.ts'
import { engine } from '#renderer/app/engine-client.ts'
import { useProblem } from '#renderer/app/state/problem.ts'
import { clearCells } from '../edit/change-cells.ts'
import { areaOf, liveRange } from '../selection/selection.ts'
import { blockOf } from '../state/blocks.ts'
import { presentSheet } from '../state/present-sheet.ts'

/** Copies the selected block in both flavours. Returns whether it is on the clipboard. */
export async function copyCells(headers = false): Promise<boolean> {
  const present = presentSheet()
  if (present === undefined) return false
  if (present.selection.ranges.length > 1)
    return say('Several areas are selected. Select one block to copy it.')
  const block = blockOf(present, areaOf(liveRange(present.selection), present.extent))
  if (block === undefined) return false
  const answer = await engine('sheet.copy', { block, headers }, { label: 'Copying' })
  if (!answer.ok) return answer.error.code === 'cancelled' ? false : say(answer.error.message)
  const copied = await shell('shell.copyText', answer.value)
  return copied.ok ? true : say(copied.error.message)
}

/** The cells that are selected when it is called, wherever the user has gone once they are on the clipboard. */
export async function cutCells(): Promise<void> {
  const present = presentSheet()
  if (await copyCells()) await clearCells(present)
}

function say(message: string): false {
  useProblem.getState().show({ title: 'Nothing was copied', message })
  return false
}
