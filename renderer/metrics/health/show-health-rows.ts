import { engine } from '#renderer/app/engine-client.ts'
import { periodOf } from '#renderer/app/period-choice.ts'
import { useProblem } from '#renderer/app/state/problem.ts'
import { useView } from '#renderer/app/state/view.ts'
import type { RequestInput } from '#shared/contract/index.ts'

/** Opens the grid with only the rows of a band's customers, or of one customer. */
export async function showHealthRows(
  request: Pick<RequestInput<'metrics.healthRows'>, 'settings' | 'group' | 'only'>,
): Promise<void> {
  const { period, go } = useView.getState()
  const answer = await engine('metrics.healthRows', { period: periodOf(period), ...request })
  if (!answer.ok) {
    useProblem.getState().show({ title: 'The rows cannot be shown', message: answer.error.message })
    return
  }
  const { label, sets } = answer.value
  const [first] = sets
  if (first === undefined) {
    useProblem.getState().show({ title: label, message: 'There is no such customer.' })
    return
  }
  go('data', {
    type: 'rows',
    sheet: first.sheet,
    rowSet: first.rowSet,
    label: `${label} (${first.count.toLocaleString('en-US')} ${first.count === 1 ? 'row' : 'rows'})`,
  })
}
