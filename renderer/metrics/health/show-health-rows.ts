import { engine } from '#renderer/app/engine-client.ts'
import { periodOf } from '#renderer/app/period-choice.ts'
import { useView } from '#renderer/app/state/view.ts'
import type { RequestInput } from '#shared/contract/index.ts'
import { showRowSets } from '../show-row-sets.ts'

/** Opens the grid with only the rows of a band's customers, or of one customer. */
export async function showHealthRows(
  request: Pick<RequestInput<'metrics.healthRows'>, 'settings' | 'group' | 'only'>,
): Promise<void> {
  const period = periodOf(useView.getState().period)
  const answer = await engine('metrics.healthRows', { period, ...request })
  showRowSets(answer, 'There is no such customer.')
}
