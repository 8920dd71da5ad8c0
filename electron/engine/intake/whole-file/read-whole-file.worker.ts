import { readFileSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import type { ReaderJob } from '../reader-thread/protocol.ts'
import { serveReader } from '../reader-thread/serve-reader.ts'
import { checkContainer } from './check-container.ts'
import { convertWorkbook } from './convert-workbook.ts'

const { path, file, format }: ReaderJob = workerData

serveReader(file, async () => {
  const bytes = readFileSync(path)
  checkContainer(bytes, file)
  return convertWorkbook(bytes, file, format)
})
