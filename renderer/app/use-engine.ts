import { useEffect, useState } from 'react'
import type { Refusal } from '#shared/contract/bridge.ts'
import type { EngineOperationName, ReplyOf, RequestInput } from '#shared/contract/index.ts'
import { engine } from './engine-client.ts'
import { useRevision } from './state/project.ts'

/** What an asked-for answer is now: the last good reply stays while a newer one is under way, so nothing flickers. */
export interface Asked<Reply> {
  readonly reply: Reply | undefined
  readonly refusal: Refusal | undefined
  readonly loading: boolean
}

/**
 * Asks the engine and asks again whenever the request or the project changes. A request that is overtaken is
 * cancelled. `null` asks nothing.
 */
export function useEngine<Name extends EngineOperationName>(
  name: Name,
  request: RequestInput<Name> | null,
): Asked<ReplyOf<Name>> {
  const revision = useRevision()
  const [asked, setAsked] = useState<Asked<ReplyOf<Name>>>({
    reply: undefined,
    refusal: undefined,
    loading: request !== null,
  })
  const key = request === null ? null : JSON.stringify(request)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision is not read, it is why the question is asked again; the key stands for the request
  useEffect(() => {
    if (request === null || key === null) {
      setAsked({ reply: undefined, refusal: undefined, loading: false })
      return
    }
    const controller = new AbortController()
    setAsked((before) => ({ ...before, loading: true }))
    void engine(name, request, { signal: controller.signal }).then((answer) => {
      if (controller.signal.aborted) return
      setAsked(
        answer.ok
          ? { reply: answer.value, refusal: undefined, loading: false }
          : { reply: undefined, refusal: answer.error, loading: false },
      )
    })
    return () => controller.abort()
  }, [name, key, revision])

  return asked
}
