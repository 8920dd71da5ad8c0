import { useEffect, useRef, useState } from 'react'
import { engine } from '#renderer/app/engine-client.ts'
import type { Refusal } from '#shared/contract/bridge.ts'
import type { RequestInput } from '#shared/contract/index.ts'
import { type SimulationReply, simulationReplySchema } from '#shared/contract/scenario.ts'

type Question = RequestInput<'scenario.whatIf'>['whatIf']

export interface SimulationRun {
  readonly result: SimulationReply | undefined
  /** The question that `result` answers, to tell whether it is still the one on show. */
  readonly answered: string | undefined
  readonly refusal: Refusal | undefined
  readonly running: boolean
  readonly run: (question: Question, key: string) => void
  readonly cancel: () => void
}

type Simulated = Omit<SimulationRun, 'run' | 'cancel'>

/** The last result outlives the panel, as the answer to the question it was asked; another question shows it as old. */
let kept: Simulated = { result: undefined, answered: undefined, refusal: undefined, running: false }

/** A simulation in the engine; its progress stands in the status bar. The last result stays until a new one is there. */
export function useSimulation(): SimulationRun {
  const [state, setState] = useState(kept)
  const controller = useRef<AbortController | undefined>(undefined)
  useEffect(() => () => controller.current?.abort(), [])

  const run = (question: Question, key: string) => {
    controller.current?.abort()
    const mine = new AbortController()
    controller.current = mine
    setState((before) => ({ ...before, running: true, refusal: undefined }))
    void engine('scenario.whatIf', { whatIf: question }, { signal: mine.signal, label: 'Simulating' }).then(
      (answer) => {
        if (controller.current !== mine) return
        if (!answer.ok) {
          setState((before) => ({ ...before, running: false, refusal: answer.error }))
          return
        }
        const parsed = simulationReplySchema.safeParse(answer.value.simulation)
        kept = {
          result: parsed.success ? parsed.data : undefined,
          answered: key,
          refusal: undefined,
          running: false,
        }
        setState(kept)
      },
    )
  }
  return { ...state, run, cancel: () => controller.current?.abort() }
}
