import { Button, Dialog, DialogBody, DialogFooter, FormGroup, InputGroup } from '@blueprintjs/core'
import { useId, useState } from 'react'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import type { Answer, Refusal } from '#shared/contract/bridge.ts'
import { useFocusBack } from '../state/use-focus-back.ts'

interface Props {
  readonly title: string
  readonly label: string
  readonly hint?: string
  readonly initial: string
  readonly action: string
  readonly onClose: () => void
  readonly onSubmit: (text: string) => Promise<Answer<unknown>>
}

/** One question with one line for an answer; a refusal stands below it. */
export function TextDialog({ title, label, hint, initial, action, onClose, onSubmit }: Props) {
  const [text, setText] = useState(initial)
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined)
  const id = useId()
  useFocusBack()
  const submit = async () => {
    const answer = await onSubmit(text)
    if (answer.ok) onClose()
    else setRefusal(answer.error)
  }
  return (
    <Dialog isOpen title={title} onClose={onClose} className="column-dialog">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <DialogBody>
          <FormGroup label={label} labelFor={id} helperText={hint}>
            <InputGroup
              id={id}
              autoFocus
              value={text}
              onValueChange={setText}
              onFocus={(event) => event.target.select()}
            />
          </FormGroup>
          <RefusalNote refusal={refusal} />
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button onClick={onClose}>Cancel</Button>
              <Button intent="primary" type="submit" disabled={text.trim() === ''}>
                {action}
              </Button>
            </>
          }
        />
      </form>
    </Dialog>
  )
}
