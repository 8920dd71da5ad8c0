/** Writes a file so that it is either whole or not there: beside its place first, then renamed into it. */
import { randomUUID } from 'node:crypto'
import { type FileHandle, open, realpath, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { fail, type Problem, type Result, succeed } from '#shared/domain/result.ts'

/** Bytes handed to the system at once: writing thousands of small pieces one by one is slow. */
const batchBytes = 4 * 1024 * 1024
/** The most buffers one gathering write may take (IOV_MAX on Linux and macOS). */
const batchPieces = 1024

/**
 * Writes the pieces to `path`, replacing a file that is there. Content and name are on the disk when it resolves.
 * On failure nothing is left behind and a file that was there is unchanged.
 */
export async function writeAtomically(
  path: string,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<Result<{ readonly bytes: number }>> {
  // A link stays a link: what it leads to is replaced.
  const target = await realpath(path).catch(() => path)
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID().slice(0, 8)}.tmp`)
  try {
    const bytes = await writeFile(temporary, chunks)
    await rename(temporary, target)
    await syncFolder(dirname(target))
    return succeed({ bytes })
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    return fail(problemOf(error, path))
  }
}

async function writeFile(
  path: string,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<number> {
  const file = await open(path, 'wx')
  try {
    let bytes = 0
    let batch: Uint8Array[] = []
    let size = 0
    for await (const chunk of chunks) {
      batch.push(chunk)
      size += chunk.length
      if (size < batchBytes && batch.length < batchPieces) continue
      bytes += await writeBatch(file, batch)
      batch = []
      size = 0
    }
    bytes += await writeBatch(file, batch)
    await file.sync()
    return bytes
  } finally {
    await file.close()
  }
}

/** A gathering write may stop short, on a full disk or a signal; the rest is written piece by piece. */
async function writeBatch(file: FileHandle, batch: readonly Uint8Array[]): Promise<number> {
  const size = batch.reduce((sum, chunk) => sum + chunk.length, 0)
  if (size === 0) return 0
  let { bytesWritten: skip } = await file.writev([...batch])
  if (skip === size) return size
  for (const chunk of batch) {
    if (skip >= chunk.length) {
      skip -= chunk.length
      continue
    }
    await file.writeFile(chunk.subarray(skip))
    skip = 0
  }
  return size
}

/** A rename is on the disk once its folder is; Windows cannot do that and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch {
    // Some network file systems refuse to sync a folder; the file itself is safe by then.
  } finally {
    await handle.close()
  }
}

const failures: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ENOSPC: ['no_space', 'The disk is full. Free some space or choose another place, then export again.'],
  EDQUOT: [
    'no_space',
    'Your storage quota is used up. Free some space or choose another place, then export again.',
  ],
  EFBIG: ['no_space', 'The file is larger than this disk can hold. Choose another place, then export again.'],
  EBUSY: ['file_busy', 'The file is open in another program. Close it there or choose another name.'],
  ETXTBSY: ['file_busy', 'The file is open in another program. Close it there or choose another name.'],
  EACCES: ['permission_denied', 'The folder or file is write-protected. Choose another place.'],
  EPERM: [
    'permission_denied',
    'The file is write-protected or open in another program. Close it there or choose another place.',
  ],
  EROFS: ['permission_denied', 'The disk can only be read. Choose another place.'],
  ENOENT: ['cannot_write', 'The folder does not exist. Choose another place.'],
  ENOTDIR: ['cannot_write', 'The folder does not exist. Choose another place.'],
  EISDIR: ['cannot_write', 'A folder has that name already. Choose another name.'],
  ENAMETOOLONG: ['cannot_write', 'The file name is too long. Choose a shorter one.'],
}

function problemOf(error: unknown, path: string): Problem {
  const errno = error instanceof Error && 'code' in error ? String(error.code) : ''
  const [code, reason] = failures[errno] ?? [
    'cannot_write',
    'The file could not be written. Choose another place and try again.',
  ]
  return {
    code,
    severity: 'error',
    message: `${basename(path)} was not saved. ${reason}`,
    place: { file: path },
    cause: String(error),
  }
}
