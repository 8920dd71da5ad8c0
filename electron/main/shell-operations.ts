import type { IpcMain, IpcMainInvokeEvent, WebFrameMain } from 'electron'
import { z } from 'zod'
import type { Answer } from '#shared/contract/bridge.ts'
import { shellChannel } from '#shared/contract/channels.ts'
import {
  type ReplyInput,
  type RequestOf,
  type ShellOperationName,
  shellOperations,
} from '#shared/contract/index.ts'
import { describeCause, refuse } from './answers.ts'
import { appHost, appScheme } from './app-files.ts'
import type { Log } from './log.ts'

export type ShellHandler<Name extends ShellOperationName> = (
  request: RequestOf<Name>,
) => Answer<ReplyInput<Name>> | Promise<Answer<ReplyInput<Name>>>

/** One handler an operation of the contract; each domain's setup returns its own, and main.ts gathers them. */
export type ShellHandlers = { readonly [Name in ShellOperationName]: ShellHandler<Name> }

/** Answers the window's requests. Whatever goes wrong crosses as data; the window never waits in vain. */
export function setupShellOperations(ipcMain: IpcMain, handlers: ShellHandlers, log: Log): void {
  ipcMain.handle(shellChannel, async (event, name: unknown, payload: unknown) => {
    if (!isFromApp(event)) return refuse('not_granted', 'Only the window of Tenure may ask the shell.')
    if (!isOperationName(name)) return refuse('invalid_request', 'There is no such operation.')
    const answer = await run(handlers, name, payload)
    if (!answer.ok && answer.error.cause !== undefined) log.error(name, answer.error.cause)
    return answer
  })
}

/** The one place where senders are checked: the app's own page, and not a frame inside it. */
export function isFromApp({ senderFrame }: Pick<IpcMainInvokeEvent, 'senderFrame'>): boolean {
  return senderFrame !== null && senderFrame.parent === null && originOf(senderFrame) === appOrigin
}

const appOrigin = `${appScheme}://${appHost}`

const originOf = (frame: WebFrameMain): string => frame.origin

async function run<Name extends ShellOperationName>(
  handlers: ShellHandlers,
  name: Name,
  payload: unknown,
): Promise<Answer<unknown>> {
  const { request: requestSchema, reply: replySchema } = shellOperations[name]
  const request = requestSchema.safeParse(payload)
  if (!request.success) {
    return refuse('invalid_request', `The request "${name}" is malformed.`, z.prettifyError(request.error))
  }
  try {
    // The schema just checked is this operation's own; only the compiler cannot follow that through the union of names.
    const answer = await handlers[name](request.data as RequestOf<Name>)
    if (!answer.ok) return answer
    const reply = replySchema.safeParse(answer.value)
    if (reply.success) return answer
    return refuse('internal', `The reply to "${name}" is malformed.`, z.prettifyError(reply.error))
  } catch (error) {
    return refuse(
      'internal',
      'Something went wrong inside Tenure. Nothing was changed.',
      describeCause(error),
    )
  }
}

const isOperationName = (name: unknown): name is ShellOperationName =>
  typeof name === 'string' && Object.hasOwn(shellOperations, name)
