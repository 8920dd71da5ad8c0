import { z } from 'zod'
import type { Answer } from '#shared/contract/bridge.ts'
import { type EngineOperationName, engineOperations, type RequestOf } from '#shared/contract/index.ts'
import type { Handler, OperationContext } from './handlers.ts'
import { describeCause, type Outcome, refuse } from './refusal.ts'

export interface DispatchOptions {
  /** Check replies too: in tests and in development, where a wrong reply is a fault to find early. */
  readonly checkReplies: boolean
}

/** Finds the handler of an operation; undefined for a name that is none. */
export type HandlerLookup = <Name extends EngineOperationName>(name: Name) => Handler<Name> | undefined

/**
 * Checks a request against its schema, runs its handler and returns the reply or a refusal. Never throws: whatever
 * goes wrong comes back as data that can cross to another process.
 */
export async function dispatch(
  lookUp: HandlerLookup,
  name: string,
  payload: unknown,
  context: OperationContext,
  options: DispatchOptions,
): Promise<Answer<unknown>> {
  if (!isOperationName(name)) return refuse('invalid_request', `There is no operation "${name}".`)
  try {
    return await run(lookUp, name, payload, context, options)
  } catch (error) {
    return refuseThrown(error, context.signal)
  }
}

async function run<Name extends EngineOperationName>(
  lookUp: HandlerLookup,
  name: Name,
  payload: unknown,
  context: OperationContext,
  options: DispatchOptions,
): Promise<Outcome<unknown>> {
  const handler = lookUp(name)
  if (handler === undefined) return refuse('unsupported', `This build of Tenure cannot do "${name}".`)
  const { request: requestSchema, reply: replySchema } = engineOperations[name]
  const request = requestSchema.safeParse(payload)
  if (!request.success)
    return refuse('invalid_request', `The request "${name}" is malformed.`, z.prettifyError(request.error))
  // The schema just checked is this operation's own; only the compiler cannot follow that through the union of names.
  const outcome = await handler(request.data as RequestOf<Name>, context)
  if (!outcome.ok || !options.checkReplies) return outcome
  const reply = replySchema.safeParse(outcome.value)
  if (reply.success) return outcome
  return refuse('internal', `The reply to "${name}" is malformed.`, z.prettifyError(reply.error))
}

const isOperationName = (name: string): name is EngineOperationName => Object.hasOwn(engineOperations, name)

/** The project was closed under a question about it. */
const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError'

function refuseThrown(error: unknown, signal: AbortSignal): Outcome<never> {
  if (signal.aborted || isAbort(error)) return refuse('cancelled', 'Stopped.')
  const cause = describeCause(error)
  if (/out of memory/i.test(cause))
    return refuse(
      'too_large',
      'There is not enough memory for this. Close other programs or narrow the data.',
      cause,
    )
  if (/no space left|disk full|not enough space/i.test(cause))
    return refuse('no_space', 'The disk is full. Free some space, then try again.', cause)
  return refuse('internal', 'Something went wrong inside Tenure. Nothing was changed.', cause)
}
