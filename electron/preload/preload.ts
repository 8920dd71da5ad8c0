/**
 * The bridge, and nothing else: hands the window the operations of shared/contract/bridge.ts, never ipcRenderer. Runs
 * sandboxed in a world of its own beside the page. Requests and replies are checked by main, which alone is trusted.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { enginePortMessage, type TenureBridge } from '#shared/contract/bridge.ts'
import { droppedFilesChannel, shellChannel, shellEventChannel } from '#shared/contract/channels.ts'
import type { ShellEvent } from '#shared/contract/shell.ts'

/** What this script needs of the page's global object; electron/ is checked without the DOM's types. */
declare const window: {
  readonly location: { readonly origin: string }
  readonly postMessage: (message: unknown, targetOrigin: string, transfer: readonly unknown[]) => void
}

/** Empty for what is not a file of the disk, such as one that the page made itself. */
function pathOf(file: unknown): string {
  return file instanceof File ? webUtils.getPathForFile(file) : ''
}

const bridge: TenureBridge = {
  shell: (name, request) => ipcRenderer.invoke(shellChannel, name, request),
  grantDroppedFiles: async (files) => {
    const paths = files.map(pathOf).filter((path) => path !== '')
    return ipcRenderer.invoke(droppedFilesChannel, paths)
  },
  onEvent: (listener) => {
    const receive = (_event: unknown, event: ShellEvent) => listener(event)
    ipcRenderer.on(shellEventChannel, receive)
    return () => {
      ipcRenderer.off(shellEventChannel, receive)
    }
  },
}

contextBridge.exposeInMainWorld('tenure', bridge)

// A MessagePort cannot cross the bridge; it goes the way by which windows hand each other ports.
ipcRenderer.on(enginePortMessage, (event) => {
  window.postMessage({ type: enginePortMessage }, window.location.origin, event.ports)
})
