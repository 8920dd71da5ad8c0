import { open } from 'node:fs/promises'
import { decodedText } from './normalize-text.ts'

/** Writes a text file anew in UTF-8; returns how many characters had no meaning in its encoding. */
export async function transcodeText(
  path: string,
  target: string,
  encoding: string,
  signal?: AbortSignal,
): Promise<number> {
  let replaced = 0
  const handle = await open(target, 'w')
  try {
    for await (const text of decodedText(path, encoding, signal)) {
      for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) replaced += 1
      await handle.write(text)
    }
  } finally {
    await handle.close()
  }
  return replaced
}
