/**
 * The engine as Electron's utility process: the one file of the engine that knows of Electron. Main starts it, grants
 * it files and hands it one MessagePort a window.
 */
import type { MessagePortMain, ParentPort } from 'electron'
import type { EngineReport } from '#shared/contract/protocol.ts'
import { type MainMessage, mainMessageSchema } from '#shared/contract/protocol.ts'
import { createEngine, type Engine } from './engine.ts'
import { createFileGrants } from './file-grants.ts'
import { describeCause } from './refusal.ts'
import { serveWindow, type WindowPort } from './window-port.ts'

const grants = createFileGrants()
let engine: Promise<Engine> | undefined

const report = (message: EngineReport): void => parentPort().postMessage(message)

async function receive(message: MainMessage, ports: readonly MessagePortMain[]): Promise<void> {
  switch (message.type) {
    case 'start':
      engine ??= createEngine({
        projectDirectory: message.projectDirectory,
        stagingDirectory: message.stagingDirectory,
        resume: message.resume,
        checkReplies: message.development,
        resolveFile: grants.resolve,
      })
      await (await engine).project()
      report({ type: 'started' })
      return
    case 'grant':
      grants.grant(message.token, message.path, message.mode)
      return
    case 'window':
      for (const port of ports) await serve(port)
      return
    case 'stop':
      await (await engine)?.close()
      report({ type: 'stopped' })
  }
}

async function serve(port: MessagePortMain): Promise<void> {
  if (engine === undefined) throw new Error('a window came before the engine was started')
  serveWindow(await engine, windowPort(port), (fault) => report({ type: 'fault', ...fault }))
  // Messages wait in the port until then.
  port.start()
}

const windowPort = (port: MessagePortMain): WindowPort => ({
  postMessage: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on('message', (event) => listener(event.data)),
  onClose: (listener) => void port.on('close', listener),
})

function parentPort(): ParentPort {
  const { parentPort: port } = process
  if (port === undefined) throw new Error('the engine entry runs only as a utility process')
  return port
}

parentPort().on('message', ({ data, ports }) => {
  const message = mainMessageSchema.safeParse(data)
  if (!message.success) throw new Error(`main sent what the engine does not know: ${message.error.message}`)
  receive(message.data, ports).catch((error) => {
    report({ type: 'fault', operation: message.data.type, code: 'internal', cause: describeCause(error) })
  })
})
