import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createXmlScanner, type XmlHandler } from '#electron/engine/intake/xlsx/xml-scanner.ts'

/** What a handler is told of a document that comes in these pieces. */
function eventsOf(pieces: readonly Buffer[]): string[] {
  const events: string[] = []
  const handler: XmlHandler = {
    wantsText: true,
    open(_, bytes, start, nameEnd, tagEnd, empty) {
      const name = bytes.toString('utf8', start, nameEnd)
      events.push(`<${name}|${bytes.toString('utf8', nameEnd, tagEnd)}|${empty}`)
      return name === 'skip'
    },
    close: (_, bytes, start, end) => events.push(`</${bytes.toString('utf8', start, end)}`),
    text: (bytes, start, end, isCharacterData) =>
      events.push(`${isCharacterData ? 'data' : 'text'} ${bytes.toString('utf8', start, end)}`),
  }
  const scanner = createXmlScanner(handler)
  for (const piece of pieces) scanner.push(piece)
  scanner.end()
  return events
}

const long = 'é'.repeat(9_000)
const document = Buffer.from(
  `<?xml version="1.0"?><root a="1>2"><c r="A1"><v>5</v></c><!-- <c> --><t>${long}</t><skip><x/>${long}</skip>` +
    `<t><![CDATA[a<b]]></t><e b='"'/><long a="${long}">x</long>${'<c r="A1"><v>1</v></c>'.repeat(2_000)}</root>`,
)

test('a document is the same in whatever pieces it comes', () => {
  const whole = eventsOf([document])
  expect(whole).toContain(`text ${long}`)
  expect(whole.length).toBeGreaterThan(10_000)
  const cuts = fc.uniqueArray(fc.nat(document.length), { maxLength: 40 })
  fc.assert(
    fc.property(cuts, (places) => {
      const ends = [...places.sort((a, b) => a - b), document.length]
      const pieces = ends.map((end, at) => document.subarray(ends[at - 1] ?? 0, end))
      expect(eventsOf(pieces)).toEqual(whole)
    }),
    { numRuns: 60 },
  )
  const crumbs = Array.from({ length: Math.ceil(document.length / 7) }, (_, at) =>
    document.subarray(at * 7, at * 7 + 7),
  )
  expect(eventsOf(crumbs)).toEqual(whole)
})
