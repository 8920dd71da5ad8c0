import type { Answer, TenureBridge } from '#shared/contract/bridge.ts'
import type { ReplyOf, RequestInput, ShellOperationName } from '#shared/contract/index.ts'

declare global {
  interface Window {
    readonly tenure: TenureBridge
  }
}

/** Asks the shell: dialogs, recent files, theme, window state. */
export const shell = <Name extends ShellOperationName>(
  name: Name,
  request: RequestInput<Name>,
): Promise<Answer<ReplyOf<Name>>> => window.tenure.shell(name, request)
