import { MessageChannel } from 'node:worker_threads'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Fault, serveWindow } from '#electron/engine/window-port.ts'
import { type EngineMessage, engineMessageSchema } from '#shared/contract/protocol.ts'
import { startEngine, type TestEngine } from './engine-fixture.ts'
import { openSample } from './sheet/sample-sheet.ts'

/** A window's end of a real message port: what was received, and the next message that fits. */
function openWindow(tenure: TestEngine) {
  const { port1, port2 } = new MessageChannel()
  const received: EngineMessage[] = []
  const faults: Fault[] = []
  let wake = (): void => undefined as undefined
  port1.on('message', (message) => {
    received.push(engineMessageSchema.parse(message))
    wake()
  })
  serveWindow(
    tenure.engine,
    {
      postMessage: (message) => port2.postMessage(message),
      onMessage: (listener) => port2.on('message', listener),
      onClose: (listener) => port2.on('close', listener),
    },
    (fault) => faults.push(fault),
  )
  const next = async (fits: (message: EngineMessage) => boolean): Promise<EngineMessage> => {
    for (;;) {
      const found = received.find(fits)
      if (found !== undefined) return found
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  return { port: port1, received, faults, next }
}

let tenure: TestEngine
beforeEach(async () => {
  tenure = await startEngine()
})
afterEach(() => tenure.dispose())

test('a request is answered under its number, and typed arrays survive the trip', async () => {
  const sheet = await openSample(tenure)
  const { port, next } = openWindow(tenure)
  const columns = sheet.columns.map((column) => column.id)
  port.postMessage({
    id: 7,
    operation: 'sheet.window',
    payload: { sheet: sheet.id, view: {}, firstRow: 0, rowCount: 3, columns },
  })
  const answer = await next((message) => 'id' in message && message.id === 7)
  expect(answer).toMatchObject({ ok: true, value: { total: 7, rowIds: new Float64Array([4, 5, 6]) } })
  port.close()
})

test('an unknown operation and a malformed request are refused, each under its number', async () => {
  const { port, next } = openWindow(tenure)
  port.postMessage({ id: 1, operation: 'project.destroy', payload: {} })
  port.postMessage({ id: 2, operation: 'sheet.window', payload: { sheet: 'first' } })
  expect(await next((message) => 'id' in message && message.id === 1)).toMatchObject({
    ok: false,
    error: { code: 'invalid_request' },
  })
  expect(await next((message) => 'id' in message && message.id === 2)).toMatchObject({
    ok: false,
    error: { code: 'invalid_request' },
  })
  port.close()
})

test('every window hears of a change, whoever made it', async () => {
  const sheet = await openSample(tenure)
  const first = openWindow(tenure)
  const second = openWindow(tenure)
  first.port.postMessage({
    id: 1,
    operation: 'sheet.apply',
    payload: { command: { type: 'renameSheet', sheet: sheet.id, name: 'Renamed' } },
  })
  const isRenamed = (message: EngineMessage) =>
    'event' in message && message.event.project.sheets.some((each) => each.name === 'Renamed')
  expect(await first.next(isRenamed)).toBeDefined()
  expect(await second.next(isRenamed)).toBeDefined()
  first.port.close()
  second.port.close()
})

test('a cancelled request stops and says so', async () => {
  const lines = Array.from({ length: 300_000 }, (_, index) => `${index},${(index * 7919) % 1000}`)
  const project = await tenure.open(await tenure.write('large.csv', ['id,value', ...lines].join('\n')))
  const [sheet] = project.sheets
  const { port, next } = openWindow(tenure)
  const sort = sheet?.columns.map((column) => ({ column: column.id, descending: true }))
  port.postMessage({
    id: 3,
    operation: 'sheet.window',
    payload: {
      sheet: sheet?.id,
      view: { sort },
      firstRow: 0,
      rowCount: 10,
      columns: [sheet?.columns[0]?.id],
    },
  })
  port.postMessage({ id: 3, cancel: true })
  expect(await next((message) => 'id' in message && message.id === 3)).toMatchObject({
    ok: false,
    error: { code: 'cancelled' },
  })
  port.close()
})
