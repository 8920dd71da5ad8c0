import { toast } from '#renderer/app/toaster.ts'
import type { RequestInput } from '#shared/contract/index.ts'
import { locate } from '../edit/jump-to.ts'
import { applyCommand } from '../state/apply-command.ts'
import { presentSheet } from '../state/present-sheet.ts'
import { useFind } from './find-state.ts'

type Find = RequestInput<'sheet.find'>

const searchOf = ({ text, matchCase, wholeCell, regularExpression, sheets, block }: Find) => ({
  text,
  matchCase: matchCase ?? false,
  wholeCell: wholeCell ?? false,
  regularExpression: regularExpression ?? false,
  sheets,
  ...(block === undefined ? {} : { block }),
})

/** Replaces every match. Returns why it was not done, if it was not. */
export async function replaceAll(request: Find): Promise<string | undefined> {
  const { replacement } = useFind.getState()
  const answer = await applyCommand({ type: 'replace', search: searchOf(request), replacement }, 'Replacing')
  if (!answer.ok) return answer.error.message
  const count = answer.value.changedCells
  await toast(count === 1 ? 'Replaced in 1 cell' : `Replaced in ${count.toLocaleString('en-US')} cells`)
  return undefined
}

/** Replaces in the match that was gone to, and in no other cell. */
export async function replaceOne(request: Find): Promise<string | undefined> {
  const { matches, at, replacement } = useFind.getState()
  const match = matches[at]
  const present = presentSheet()
  if (match === undefined || present?.info.id !== match.sheet) return undefined
  const position = await locate(match.sheet, present.view, match.row)
  if (position === undefined) return 'The cell is not in the rows shown.'
  const block = {
    sheet: match.sheet,
    view: present.view,
    firstRow: position,
    rowCount: 1,
    columns: [match.column],
  }
  const answer = await applyCommand({
    type: 'replace',
    search: searchOf({ ...request, sheets: [match.sheet], block }),
    replacement,
  })
  return answer.ok ? undefined : answer.error.message
}
