import { useProblem } from '#renderer/app/state/problem.ts'
import { useView } from '#renderer/app/state/view.ts'
import type { Answer } from '#shared/contract/bridge.ts'
import type { ReplyOf } from '#shared/contract/index.ts'
import { counted } from '#shared/domain/counted.ts'

/** Opens the grid with only the rows that the engine put together; says `none` where there are none. */
export function showRowSets(answer: Answer<ReplyOf<'metrics.rows'>>, none: string): void {
  const { show } = useProblem.getState()
  if (!answer.ok) {
    show({ title: 'The rows cannot be shown', message: answer.error.message })
    return
  }
  const { label, sets } = answer.value
  const [first] = sets
  if (first === undefined) {
    show({ title: label, message: none })
    return
  }
  useView.getState().go('data', {
    type: 'rows',
    sheet: first.sheet,
    rowSet: first.rowSet,
    label: `${label} (${counted(first.count, 'row')})`,
  })
}
