import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { createUtf8Check } from './csv/text-encoding.ts'

export interface FileIdentity {
  readonly sha256: string
  readonly byteLength: number
  /** Whether all bytes are valid UTF-8, where that was asked for; else false. */
  readonly isUtf8: boolean
}

const pieceBytes = 2 ** 20

/** Reads the file once for its hash and length, and for the validity of its text where asked. */
export async function identifyFile(
  path: string,
  checksText: boolean,
  signal?: AbortSignal,
): Promise<FileIdentity> {
  const hash = createHash('sha256')
  const check = createUtf8Check()
  const buffer = Buffer.allocUnsafe(pieceBytes)
  const handle = await open(path)
  try {
    let byteLength = 0
    for (;;) {
      signal?.throwIfAborted()
      const { bytesRead } = await handle.read(buffer, 0, pieceBytes)
      if (bytesRead === 0) break
      const piece = buffer.subarray(0, bytesRead)
      hash.update(piece)
      byteLength += bytesRead
      if (checksText) check.push(piece)
    }
    return { sha256: hash.digest('hex'), byteLength, isUtf8: checksText && check.end() }
  } finally {
    await handle.close()
  }
}
