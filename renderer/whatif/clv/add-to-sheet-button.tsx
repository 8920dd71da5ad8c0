import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { engine } from '#renderer/app/engine-client.ts'
import { takeProject } from '#renderer/app/open-project.ts'
import { useProblem } from '#renderer/app/state/problem.ts'
import { useView } from '#renderer/app/state/view.ts'
import { toast } from '#renderer/app/toaster.ts'
import { showSheet } from '#renderer/data/state/show-sheet.ts'

/** Puts the values beside the customers in the sheets that list them, where they are sorted, filtered and exported. */
export function AddToSheetButton() {
  const [isAdding, setAdding] = useState(false)
  const add = async () => {
    setAdding(true)
    const answer = await engine('scenario.addClvColumns', {}, { label: 'Adding the values to the sheet' })
    setAdding(false)
    if (!answer.ok) {
      if (answer.error.code !== 'cancelled')
        useProblem.getState().show({ title: 'The values were not added', message: answer.error.message })
      return
    }
    const { project, sheets, columns } = answer.value
    takeProject({ ok: true, value: project }, 'The values were not added')
    const [first] = sheets
    const names = project.sheets.filter(({ id }) => sheets.includes(id)).map(({ name }) => name)
    await toast(`${columns.join(', ')} stand at the right of ${names.join(' and ')}`, {
      text: 'Show them',
      onClick: () => {
        if (first === undefined) return
        useView.getState().go('data')
        showSheet(first)
      },
    })
  }
  return (
    <Button
      variant="minimal"
      size="small"
      icon="add-column-right"
      loading={isAdding}
      title="As columns at the right of the sheet that lists the customers; added again, they are filled anew"
      onClick={() => void add()}
    >
      Add to the sheet
    </Button>
  )
}
