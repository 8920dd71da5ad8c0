import { labelOf } from '../period-choice.ts'
import { useProject } from '../state/project.ts'
import { useView } from '../state/view.ts'

/** What a printed view is about, as the toolbar is not printed. */
export function PrintHeading() {
  const name = useProject((state) => state.project?.name ?? '')
  const period = useView((state) => state.period)
  return (
    <p className="print-heading">
      {name}, {labelOf(period)}
    </p>
  )
}
