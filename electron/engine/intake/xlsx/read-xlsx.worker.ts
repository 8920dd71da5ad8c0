import { open } from 'node:fs/promises'
import { workerData } from 'node:worker_threads'
import type { ReaderJob } from '../reader-thread/protocol.ts'
import { serveReader } from '../reader-thread/serve-reader.ts'
import { readXlsx } from './read-xlsx.ts'
import { openZip } from './zip-archive.ts'

const { path, file, format, limits }: ReaderJob = workerData

serveReader(file, async () => {
  const handle = await open(path)
  return readXlsx(await openZip(handle, file, limits), handle, format, limits)
})
