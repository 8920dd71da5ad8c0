import type { Answer } from '#shared/contract/bridge.ts'
import { enginePortMessage } from '#shared/contract/bridge.ts'
import type { EngineOperationName, ReplyOf, RequestInput } from '#shared/contract/index.ts'
import { type EngineMessage, engineMessageSchema } from '#shared/contract/protocol.ts'
import type { Progress } from '#shared/contract/values.ts'
import { useProject } from './state/project.ts'
import { useWork } from './state/work.ts'

interface Pending {
  readonly settle: (answer: Answer<unknown>) => void
  readonly progress: (progress: Progress) => void
}

type EngineAnswer = Extract<EngineMessage, { ok: boolean }>

interface EngineOptions {
  readonly signal?: AbortSignal
  /** Shown in the status bar, with a cancel button, once the work reports progress. */
  readonly label?: string
}

const pending = new Map<number, Pending>()
const waitingForPort: ((port: MessagePort) => void)[] = []
let port: MessagePort | undefined
let lastId = 0

/** The port arrives from the preload script at start, and again after each restart of the engine. */
window.addEventListener('message', (event: MessageEvent) => {
  const [received] = event.ports
  if (event.source !== window || received === undefined || event.data?.type !== enginePortMessage) return
  settleAllAsRestarted()
  port = received
  received.onmessage = (message) => receive(message.data)
  received.start()
  for (const resume of waitingForPort.splice(0)) resume(received)
})

function settleAllAsRestarted(): void {
  for (const { settle } of pending.values()) {
    settle({
      ok: false,
      error: { code: 'engine_restarted', message: 'The calculation engine was restarted. Try again.' },
    })
  }
  pending.clear()
}

function receive(data: unknown): void {
  const message = engineMessageSchema.safeParse(data)
  if (!message.success) return
  if ('event' in message.data) {
    useProject.getState().setProject(message.data.event.project)
    return
  }
  const waiting = pending.get(message.data.id)
  if (waiting === undefined) return
  if ('progress' in message.data) waiting.progress(message.data.progress)
  else waiting.settle(answerOf(message.data))
}

function answerOf(message: EngineAnswer): Answer<unknown> {
  if (message.ok) return { ok: true, value: message.value }
  const { code, message: sentence } = message.error
  return { ok: false, error: { code, message: sentence } }
}

const connected = (): Promise<MessagePort> =>
  port === undefined ? new Promise((resolve) => waitingForPort.push(resolve)) : Promise.resolve(port)

/**
 * Asks the engine. Never throws: what went wrong is a refusal with a sentence for the user. The engine has checked the
 * reply against its schema, so its type is taken as said.
 */
export async function engine<Name extends EngineOperationName>(
  name: Name,
  request: RequestInput<Name>,
  options: EngineOptions = {},
): Promise<Answer<ReplyOf<Name>>> {
  const open = await connected()
  lastId += 1
  const id = lastId
  const cancel = () => open.postMessage({ id, cancel: true })
  return new Promise((resolve) => {
    const finish = (answer: Answer<unknown>) => {
      pending.delete(id)
      useWork.getState().finish(id)
      options.signal?.removeEventListener('abort', cancel)
      resolve(answer as Answer<ReplyOf<Name>>)
    }
    const showProgress = (progress: Progress) =>
      useWork
        .getState()
        .report(id, options.label === undefined ? progress : { ...progress, label: options.label }, cancel)
    pending.set(id, { settle: finish, progress: showProgress })
    options.signal?.addEventListener('abort', cancel, { once: true })
    open.postMessage({ id, operation: name, payload: request })
    if (options.signal?.aborted === true) cancel()
  })
}
