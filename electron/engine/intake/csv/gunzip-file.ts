import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { damagedFile } from '#shared/issues/damaged-file.ts'
import { truncatedFile } from '#shared/issues/truncated-file.ts'
import { unsafeFile } from '#shared/issues/unsafe-file.ts'
import type { ImportLimits } from '../import-limits.ts'
import { refuse } from '../import-refusal.ts'

/** Unpacks a gzip file, refusing one that grows out of all proportion. */
export async function gunzipFile(
  path: string,
  target: string,
  file: string,
  limits: ImportLimits,
  signal?: AbortSignal,
): Promise<void> {
  const packedBytes = (await stat(path)).size
  const stream = pipeline(createReadStream(path), createGunzip({ chunkSize: 2 ** 18 }), () => {})
  const handle = await open(target, 'w')
  let bytes = 0
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      signal?.throwIfAborted()
      bytes += piece.length
      if (bytes > limits.ratioFloorBytes && bytes > packedBytes * limits.compressionRatio) {
        refuse(unsafeFile(file, `it unpacks to more than ${limits.compressionRatio} times its size`))
      }
      await handle.write(piece)
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'Z_BUF_ERROR' || code === 'ERR_STREAM_PREMATURE_CLOSE')
      refuse(truncatedFile(file, String(error)))
    if (code.startsWith('Z_')) refuse(damagedFile(file, 'it cannot be unpacked', String(error)))
    throw error
  } finally {
    stream.destroy()
    await handle.close()
  }
}
