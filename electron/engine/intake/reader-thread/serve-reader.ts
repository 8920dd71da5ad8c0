import { type MessagePort, parentPort } from 'node:worker_threads'
import { problemOfError } from '../error-problem.ts'
import type { SheetReader, WorkbookReader } from '../workbook-reader.ts'
import { packChunk } from './packed-chunk.ts'
import { chunksAhead, type ReaderAnswer, type ReaderQuestion } from './protocol.ts'

/** The whole of a thread that reads a workbook: opens it and answers for it until the thread is ended. */
export function serveReader(file: string, open: () => Promise<WorkbookReader>): void {
  if (parentPort === null) throw new Error('not a thread')
  const port = parentPort
  const answer = (message: ReaderAnswer): void => port.postMessage(message)
  const refuse = (error: unknown): void => answer({ kind: 'refused', problem: problemOfError(error, file) })
  const opening = open()
  opening.then(({ date1904, namedAreas, definedNames, problems, sheets }) => {
    const known = sheets.map(({ name, state }) => ({ name, state }))
    answer({ kind: 'opened', date1904, namedAreas, definedNames, problems, sheets: known })
  }, refuse)
  const room = createRoom()
  port.on('message', (question: ReaderQuestion) => {
    if (question.kind === 'taken') room.give()
    else void opening.then((reader) => sendSheet(reader, question, room, port)).catch(refuse)
  })
}

async function sendSheet(
  reader: WorkbookReader,
  { sheet: index, inOnePass }: ReaderQuestion & { kind: 'read' },
  room: Room,
  port: MessagePort,
): Promise<void> {
  const sheet = reader.sheets[index]
  if (sheet === undefined) throw new Error('no such sheet')
  for await (const chunk of sheet.rows({ inOnePass })) {
    await room.take()
    const { packed, handedOver } = packChunk(chunk)
    const message: ReaderAnswer = {
      kind: 'rows',
      chunk: packed,
      fraction: sheet.fraction(),
      known: knownOf(sheet),
    }
    port.postMessage(message, handedOver)
  }
  const { namedAreas, problems } = reader
  const end: ReaderAnswer = { kind: 'end', details: sheet.details(), namedAreas, problems }
  port.postMessage(end)
}

function knownOf(sheet: SheetReader) {
  const { frozen, headerRow } = sheet.details()
  return {
    ...(frozen === undefined ? {} : { frozen }),
    ...(headerRow === undefined ? {} : { headerRow }),
  }
}

/** Places for chunks that are on their way. */
interface Room {
  /** Waits for a free place. */
  take(): Promise<void>
  give(): void
}

function createRoom(): Room {
  let places = chunksAhead
  let wake: (() => void) | undefined
  return {
    async take() {
      while (places === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      places -= 1
    },
    give() {
      places += 1
      wake?.()
      wake = undefined
    },
  }
}
