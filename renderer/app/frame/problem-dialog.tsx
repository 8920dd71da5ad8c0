import { Button, Dialog, DialogBody, DialogFooter } from '@blueprintjs/core'
import { useProblem } from '../state/problem.ts'
import { useView } from '../state/view.ts'

/** A problem that belongs to no place on the screen. */
export function ProblemDialog() {
  const problem = useProblem((state) => state.problem)
  const dismiss = useProblem((state) => state.dismiss)
  const dark = useView((state) => state.dark)
  return (
    <Dialog
      isOpen={problem !== undefined}
      title={problem?.title ?? ''}
      icon="warning-sign"
      onClose={dismiss}
      {...(dark ? { className: 'bp6-dark' } : {})}
    >
      <DialogBody>
        <p className="selectable">{problem?.message}</p>
      </DialogBody>
      <DialogFooter
        actions={
          <Button intent="primary" autoFocus onClick={dismiss}>
            Close
          </Button>
        }
      />
    </Dialog>
  )
}
