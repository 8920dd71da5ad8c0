import { TextDecoder } from 'node:util'

/** XML parts are UTF-8 nearly always; UTF-16 and the encodings an XML declaration may name are turned into it. */
export async function* asUtf8(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined
  let isFirst = true
  for await (const piece of pieces) {
    let bytes = piece
    if (isFirst) {
      isFirst = false
      const encoding = xmlEncoding(bytes)
      if (encoding !== 'utf-8') decoder = new TextDecoder(encoding)
      else if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3)
    }
    yield decoder === undefined ? bytes : Buffer.from(decoder.decode(bytes, { stream: true }))
  }
  const last = decoder?.decode()
  if (last !== undefined && last !== '') yield Buffer.from(last)
}

function xmlEncoding(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (head[0] === 0x3c && head[1] === 0) return 'utf-16le'
  if (head[0] === 0 && head[1] === 0x3c) return 'utf-16be'
  const declared = /^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/i.exec(
    head.toString('latin1', 0, 200),
  )
  const name = declared?.[1]?.toLowerCase() ?? 'utf-8'
  // A part that says UTF-16 and yet starts with single bytes is UTF-8 in truth.
  if (name === 'utf8' || name.startsWith('utf-16')) return 'utf-8'
  try {
    return new TextDecoder(name).encoding
  } catch {
    return 'utf-8'
  }
}
