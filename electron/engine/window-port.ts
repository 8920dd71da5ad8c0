import type { ErrorCode } from '#shared/contract/errors.ts'
import type { EngineMessage } from '#shared/contract/protocol.ts'
import { windowMessageSchema } from '#shared/contract/protocol.ts'
import type { Engine } from './engine.ts'

/** What the engine needs of a MessagePort; Electron's and Node's both have it. */
export interface WindowPort {
  readonly postMessage: (message: EngineMessage) => void
  readonly onMessage: (listener: (message: unknown) => void) => void
  readonly onClose: (listener: () => void) => void
}

/** A refusal that points at a fault rather than at the input, for the log. */
export interface Fault {
  readonly operation: string
  readonly code: ErrorCode
  readonly cause: string
}

/** Answers a window's requests and sends it the engine's events until its port closes; then stops what it had asked. */
export function serveWindow(engine: Engine, port: WindowPort, onFault: (fault: Fault) => void): void {
  const running = new Map<number, AbortController>()

  const answer = async (id: number, operation: string, payload: unknown) => {
    const controller = new AbortController()
    running.set(id, controller)
    const reply = await engine.handle(operation, payload, {
      signal: controller.signal,
      onProgress: (progress) => port.postMessage({ id, progress }),
    })
    running.delete(id)
    port.postMessage({ id, ...reply })
    if (!reply.ok && reply.error.code === 'internal')
      onFault({ operation, code: reply.error.code, cause: reply.error.cause ?? reply.error.message })
  }

  const stopListening = engine.onEvent((event) => port.postMessage({ event }))

  port.onMessage((received) => {
    const message = windowMessageSchema.safeParse(received)
    // Without a readable number there is nothing to answer to.
    if (!message.success) {
      onFault({ operation: 'unknown', code: 'invalid_request', cause: message.error.message })
      return
    }
    const { id } = message.data
    if ('cancel' in message.data) running.get(id)?.abort()
    else void answer(id, message.data.operation, message.data.payload)
  })

  port.onClose(() => {
    stopListening()
    for (const controller of running.values()) controller.abort()
  })
}
