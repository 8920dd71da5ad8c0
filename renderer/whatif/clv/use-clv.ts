import { useEffect, useRef, useState } from 'react'
import { engine } from '#renderer/app/engine-client.ts'
import { useRevision } from '#renderer/app/state/project.ts'
import type { Refusal } from '#shared/contract/bridge.ts'
import type { RequestInput } from '#shared/contract/index.ts'
import type { ClvReply } from '#shared/contract/scenario.ts'

type Request = RequestInput<'scenario.clv'>

export interface ClvFit {
  readonly reply: ClvReply | undefined
  readonly refusal: Refusal | undefined
  readonly running: boolean
  /** The data has changed since the fit. */
  readonly isOld: boolean
  readonly begin: (request: Request) => void
  readonly cancel: () => void
}

interface Fitted {
  readonly reply: ClvReply | undefined
  readonly refusal: Refusal | undefined
  readonly running: boolean
  readonly revision: number
}

/** The last fit outlives the panel, so that looking at another tab does not lose minutes of work. */
let kept: Fitted = { reply: undefined, refusal: undefined, running: false, revision: 0 }

/** A CLV model fitted by the engine, on request; its progress stands in the status bar. */
export function useClv(): ClvFit {
  const [fitted, setFitted] = useState(kept)
  const controller = useRef<AbortController | undefined>(undefined)
  const revision = useRevision()
  useEffect(() => () => controller.current?.abort(), [])

  const begin = (request: Request) => {
    controller.current?.abort()
    const mine = new AbortController()
    controller.current = mine
    setFitted((before) => ({ ...before, refusal: undefined, running: true }))
    void engine('scenario.clv', request, { signal: mine.signal, label: 'Fitting CLV' }).then((answer) => {
      if (controller.current !== mine) return
      const next: Fitted = answer.ok
        ? { reply: answer.value, refusal: undefined, running: false, revision }
        : { reply: undefined, refusal: answer.error, running: false, revision }
      kept = next
      setFitted(next)
    })
  }
  const { reply, refusal, running } = fitted
  return {
    reply,
    refusal,
    running,
    isOld: reply !== undefined && fitted.revision !== revision,
    begin,
    cancel: () => controller.current?.abort(),
  }
}
