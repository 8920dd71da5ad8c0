import type { FileToken } from '#shared/domain/ids.ts'
import type { ErrorCode } from './errors.ts'
import type { ReplyOf, RequestInput, ShellOperationName } from './index.ts'
import type { ShellEvent } from './shell.ts'

/** A refusal as it crosses processes: plain data with a code, a sentence for the user, and the cause for the log. */
export interface Refusal {
  readonly code: ErrorCode
  readonly message: string
  readonly cause?: string
}

export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Refusal }

/**
 * All that the preload script lets the window reach, as `window.tenure`. The engine's MessagePort arrives apart, as a
 * window message `{ type: enginePortMessage }` with the port attached, at start and after each restart of the engine.
 */
export interface TenureBridge {
  readonly shell: <Name extends ShellOperationName>(
    name: Name,
    request: RequestInput<Name>,
  ) => Promise<Answer<ReplyOf<Name>>>
  /** Turns files dropped on the window (DOM `File`s) into tokens; only files the user dropped have a path to grant. */
  readonly grantDroppedFiles: (files: readonly unknown[]) => Promise<{ file: FileToken; name: string }[]>
  /** Returns its own cleanup. */
  readonly onEvent: (listener: (event: ShellEvent) => void) => () => void
}

export const enginePortMessage = 'tenure:engine-port'
