import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import type { SourceFormat } from '#shared/domain/sheet.ts'
import { damagedFile } from '#shared/issues/damaged-file.ts'
import { tooLargeFile } from '#shared/issues/too-large-file.ts'
import { workerUrl } from '../../worker-url.ts'
import { refuse } from '../import-refusal.ts'
import type { OpenRequest } from '../open-workbook.ts'
import type { RowChunk } from '../row-chunk.ts'
import { noDetails, type SheetDetails, type SheetReader, type WorkbookReader } from '../workbook-reader.ts'
import type { WholeFileAnswer, WholeFileJob, WholeFileQuestion } from './protocol.ts'

/** Heap that the reader of a whole file may take before it is stopped. */
const heapMegabytes = 2048
/** Time without an answer after which a file is taken for one that its reader loops on. */
const patienceMilliseconds = 120_000

/**
 * Reads a .xls or .xlsb file (or one of the HTML and XML tables that some programs call .xls) whole, in a thread of
 * its own: the library that does it holds everything in memory, and a hostile file must not take the engine along.
 */
export async function readWholeFile(request: OpenRequest, format: SourceFormat): Promise<WorkbookReader> {
  const { path, file, limits, signal } = request
  if ((await stat(path)).size > limits.wholeFileBytes) {
    const megabytes = Math.round(limits.wholeFileBytes / 2 ** 20)
    refuse(tooLargeFile(file, `.${format} files are read whole, up to ${megabytes} MB`))
  }
  const job: WholeFileJob = { path, file, format }
  const worker = new Worker(workerUrl('read-whole-file'), {
    workerData: job,
    // The library writes warnings of its own, which are none of the user's business.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  })
  const ask = createAsk(worker, file, signal)
  try {
    const opened = await ask({ kind: 'open' })
    if (opened.kind !== 'opened') throw new Error(`unexpected ${opened.kind}`)
    const sheets = opened.sheets.map(
      ({ name, state }, index): SheetReader => sheetReader(ask, index, name, state),
    )
    const { date1904, namedAreas, problems } = opened
    const close = async (): Promise<void> => {
      await worker.terminate()
    }
    return { format, date1904, sheets, namedAreas, problems, close }
  } catch (error) {
    await worker.terminate()
    throw error
  }
}

type Ask = (question: WholeFileQuestion) => Promise<WholeFileAnswer>

/** One question at a time; refusals, crashes and cancelling end the wait. */
function createAsk(worker: Worker, file: string, signal: AbortSignal | undefined): Ask {
  let failure: unknown
  worker.on('error', (error) => {
    failure = error
  })
  return async (question) => {
    signal?.throwIfAborted()
    const limit = AbortSignal.timeout(patienceMilliseconds)
    const ends = AbortSignal.any(signal === undefined ? [limit] : [limit, signal])
    worker.postMessage(question)
    try {
      if (failure !== undefined) throw failure
      const [answer]: WholeFileAnswer[] = await once(worker, 'message', { signal: ends })
      if (answer === undefined) throw new Error('no answer')
      if (answer.kind === 'refused') refuse(answer.problem)
      return answer
    } catch (error) {
      signal?.throwIfAborted()
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
        refuse(tooLargeFile(file, `it needs more than ${heapMegabytes} MB of memory to be read`))
      }
      if (limit.aborted) refuse(damagedFile(file, 'reading it does not come to an end'))
      throw error
    }
  }
}

function sheetReader(ask: Ask, index: number, name: string, state: SheetReader['state']): SheetReader {
  let details: SheetDetails = noDetails
  let fraction = 0
  async function* rows(): AsyncGenerator<RowChunk> {
    for (let first = true; ; first = false) {
      const answer = await ask(first ? { kind: 'read', sheet: index } : { kind: 'next' })
      if (answer.kind === 'rows') {
        fraction = answer.fraction
        yield answer.chunk
      } else if (answer.kind === 'end') {
        details = answer.details
        return
      }
    }
  }
  return { name, state, rows, details: () => details, fraction: () => fraction }
}
