import { useEffect, useRef, useState } from 'react'
import { engine } from '#renderer/app/engine-client.ts'
import type { Refusal } from '#shared/contract/bridge.ts'
import type { ClvReply } from '#shared/contract/clv.ts'
import type { RequestInput } from '#shared/contract/index.ts'

type Request = RequestInput<'scenario.clv'>

export interface ClvFit {
  readonly reply: ClvReply | undefined
  readonly refusal: Refusal | undefined
  readonly running: boolean
  readonly begin: (request: Request) => void
  readonly cancel: () => void
}

interface Fitted {
  readonly reply: ClvReply | undefined
  readonly refusal: Refusal | undefined
  readonly running: boolean
}

/** The last fit outlives the panel, so that looking at another tab does not lose minutes of work. */
let kept: Fitted = { reply: undefined, refusal: undefined, running: false }

/**
 * A CLV model fitted by the engine, on request; its progress stands in the status bar. The customers are not part of the
 * reply: the engine has them, and gives them page by page.
 */
export function useClv(): ClvFit {
  const [fitted, setFitted] = useState(kept)
  const controller = useRef<AbortController | undefined>(undefined)
  useEffect(() => () => controller.current?.abort(), [])

  const begin = (request: Request) => {
    controller.current?.abort()
    const mine = new AbortController()
    controller.current = mine
    setFitted((before) => ({ ...before, refusal: undefined, running: true }))
    const asked = { ...request, top: 1 }
    void engine('scenario.clv', asked, { signal: mine.signal, label: 'Fitting CLV' }).then((answer) => {
      if (controller.current !== mine) return
      kept = answer.ok
        ? { reply: answer.value, refusal: undefined, running: false }
        : { reply: undefined, refusal: answer.error, running: false }
      setFitted(kept)
    })
  }
  return { ...fitted, begin, cancel: () => controller.current?.abort() }
}
