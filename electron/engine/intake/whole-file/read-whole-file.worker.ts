import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { problemOfError } from '../error-problem.ts'
import type { RowChunk } from '../row-chunk.ts'
import type { SheetReader, WorkbookReader } from '../workbook-reader.ts'
import { checkContainer } from './check-container.ts'
import { convertWorkbook } from './convert-workbook.ts'
import type { WholeFileAnswer, WholeFileJob, WholeFileQuestion } from './protocol.ts'

const job: WholeFileJob = workerData
let reader: WorkbookReader | undefined
let sheet: SheetReader | undefined
let rows: AsyncGenerator<RowChunk> | undefined

parentPort?.on('message', async (question: WholeFileQuestion) => {
  parentPort?.postMessage(await answer(question).catch(refusal))
})

const refusal = (error: unknown): WholeFileAnswer => ({
  kind: 'refused',
  problem: problemOfError(error, job.file),
})

async function answer(question: WholeFileQuestion): Promise<WholeFileAnswer> {
  if (question.kind === 'open') return open()
  if (question.kind === 'read') {
    sheet = reader?.sheets[question.sheet]
    rows = sheet?.rows()
  }
  const next = await rows?.next()
  if (sheet === undefined || next === undefined) throw new Error('no such sheet')
  if (next.done !== true) return { kind: 'rows', chunk: next.value, fraction: sheet.fraction() }
  return { kind: 'end', details: sheet.details() }
}

function open(): WholeFileAnswer {
  const bytes = readFileSync(job.path)
  checkContainer(bytes, job.file)
  reader = convertWorkbook(bytes, job.file, job.format)
  const { date1904, namedAreas, problems, sheets } = reader
  return {
    kind: 'opened',
    date1904,
    namedAreas,
    problems,
    sheets: sheets.map(({ name, state }) => ({ name, state })),
  }
}
