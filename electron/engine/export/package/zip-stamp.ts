import { readZip } from './zip-read.ts'
import { copiedPart, writeZip } from './zip-write.ts'

/** The first day that a zip can name, midnight. */
const firstDay = { date: (1 << 5) | 1, time: 0 }

/** The same package with no trace of when it was written, so that the same content is the same bytes. */
export const withoutTimes = (bytes: Uint8Array): Uint8Array =>
  Buffer.concat(writeZip(readZip(bytes).map((entry) => ({ ...copiedPart(entry), ...firstDay }))))
