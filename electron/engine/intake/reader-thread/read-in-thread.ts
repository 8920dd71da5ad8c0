import { Worker } from 'node:worker_threads'
import type { Problem } from '#shared/domain/result.ts'
import type { NamedArea } from '#shared/domain/sheet.ts'
import { damagedFile } from '#shared/issues/damaged-file.ts'
import { tooLargeFile } from '#shared/issues/too-large-file.ts'
import { workerUrl } from '../../worker-url.ts'
import { ImportRefusal, refuse } from '../import-refusal.ts'
import type { RowChunk } from '../row-chunk.ts'
import {
  noDetails,
  type RowsOptions,
  type SheetDetails,
  type SheetReader,
  type WorkbookReader,
} from '../workbook-reader.ts'
import { unpackChunk } from './packed-chunk.ts'
import type { ReaderAnswer, ReaderJob, ReaderQuestion, WorkbookFindings } from './protocol.ts'

/** Heap that a reading thread may take before it is stopped. */
const heapMegabytes = 2048

export interface ThreadOptions {
  readonly signal?: AbortSignal
  /** Milliseconds without an answer after which the file is taken for one that its reader loops on. */
  readonly patience?: number
}

/**
 * Opens a workbook in the thread of `<name>.worker.ts`. A sheet must be read to its end before another is; closing the
 * workbook ends the thread, whatever it is doing.
 */
export async function readInThread(
  name: string,
  job: ReaderJob,
  options: ThreadOptions,
): Promise<WorkbookReader> {
  const worker = new Worker(workerUrl(name), {
    workerData: job,
    // Libraries write warnings of their own, which are none of the user's business.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  })
  const thread: ReaderThread = { receive: createReceiver(worker, job.file, options), worker }
  try {
    const opened = await thread.receive()
    if (opened.kind !== 'opened') throw new Error(`unexpected ${opened.kind}`)
    const namedAreas: NamedArea[] = []
    const problems: Problem[] = []
    const learn = (found: WorkbookFindings): void => {
      namedAreas.splice(0, namedAreas.length, ...found.namedAreas)
      problems.splice(0, problems.length, ...found.problems)
    }
    learn(opened)
    const sheets = opened.sheets.map(({ name, state }, index) =>
      createSheetReader(thread, index, name, state, learn),
    )
    const close = async (): Promise<void> => {
      await worker.terminate()
    }
    const { date1904, definedNames } = opened
    return { format: job.format, date1904, sheets, namedAreas, definedNames, problems, close }
  } catch (error) {
    await worker.terminate()
    throw error
  }
}

interface ReaderThread {
  readonly worker: Worker
  /** The next answer; a refusal, a crash and cancelling end the wait. */
  receive(): Promise<ReaderAnswer>
}

function createReceiver(
  worker: Worker,
  file: string,
  { signal, patience }: ThreadOptions,
): ReaderThread['receive'] {
  const arrived: ReaderAnswer[] = []
  let failure: unknown
  let wake = (): void => {}
  const failWith = (error: unknown): void => {
    failure ??= error
    wake()
  }
  worker.on('message', (answer: ReaderAnswer) => {
    arrived.push(answer)
    wake()
  })
  worker.on('error', failWith)
  worker.on('exit', () => failWith(new Error('the thread has ended')))
  signal?.addEventListener('abort', () => wake(), { once: true })

  return async () => {
    const limit = patience === undefined ? undefined : setTimeout(() => failWith(tooSlow(file)), patience)
    while (arrived.length === 0 && failure === undefined && signal?.aborted !== true) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    clearTimeout(limit)
    signal?.throwIfAborted()
    const answer = arrived.shift()
    if (answer?.kind === 'refused') refuse(answer.problem)
    if (answer === undefined) throw isOutOfMemory(failure) ? tooLarge(file) : failure
    return answer
  }
}

const tooSlow = (file: string) => new ImportRefusal(damagedFile(file, 'reading it does not come to an end'))

const tooLarge = (file: string) =>
  new ImportRefusal(tooLargeFile(file, `it needs more than ${heapMegabytes} MB of memory to be read`))

const isOutOfMemory = (failure: unknown): boolean =>
  failure instanceof Error && 'code' in failure && failure.code === 'ERR_WORKER_OUT_OF_MEMORY'

function createSheetReader(
  { worker, receive }: ReaderThread,
  index: number,
  name: string,
  state: SheetReader['state'],
  learn: (found: WorkbookFindings) => void,
): SheetReader {
  let details: SheetDetails = noDetails
  let fraction = 0
  const tell = (question: ReaderQuestion): void => worker.postMessage(question)
  async function* rows({ inOnePass = false }: RowsOptions = {}): AsyncGenerator<RowChunk> {
    tell({ kind: 'read', sheet: index, inOnePass })
    for (;;) {
      const answer = await receive()
      if (answer.kind === 'rows') {
        fraction = answer.fraction
        details = { ...noDetails, ...answer.known }
        tell({ kind: 'taken' })
        yield unpackChunk(answer.chunk)
      } else if (answer.kind === 'end') {
        details = answer.details
        learn(answer)
        return
      }
    }
  }
  return { name, state, rows, details: () => details, fraction: () => fraction }
}
