/** XML as a stream of elements, by a strict parser: what it lets through is well-formed, namespaces included. */
import { SaxesParser } from 'saxes'

export interface XmlEventAttribute {
  readonly local: string
  readonly uri: string
  readonly value: string
}

export type XmlEvent =
  | {
      readonly kind: 'open'
      readonly local: string
      readonly attributes: readonly XmlEventAttribute[]
      /** The value of an attribute without a namespace. */
      attribute(name: string): string | undefined
    }
  | { readonly kind: 'close'; readonly local: string }
  | { readonly kind: 'text'; readonly text: string }

/** Runs through the text; throws where it is not well-formed. */
export async function xmlEvents(
  pieces: AsyncIterable<string>,
  receive: (event: XmlEvent) => void,
): Promise<void> {
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => {
    const attributes = Object.values(tag.attributes)
    receive({
      kind: 'open',
      local: tag.local,
      attributes,
      attribute: (name) =>
        attributes.find((attribute) => attribute.uri === '' && attribute.local === name)?.value,
    })
  })
  parser.on('closetag', (tag) => receive({ kind: 'close', local: tag.local }))
  parser.on('text', (text) => receive({ kind: 'text', text }))
  parser.on('cdata', (text) => receive({ kind: 'text', text }))
  for await (const piece of pieces) parser.write(piece)
  parser.close()
}
