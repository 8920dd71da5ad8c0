/**
 * Just enough XML to change a part without rewriting it: find an element and its children by their place in the
 * text, read an attribute, and splice new text in. Whatever is not spliced stays as it was, to the byte.
 */
import { refuse } from './package-fault.ts'
import { escapeXml, unescapeXml } from './xml-escape.ts'

/** An element by its place in the text. `[openEnd, closeStart)` is its content; both are `end` where it has none. */
export interface XmlElement {
  /** As written, with its prefix. */
  readonly name: string
  /** The name without prefix. */
  readonly local: string
  /** The prefix with its colon, or "". */
  readonly prefix: string
  readonly start: number
  readonly openEnd: number
  readonly closeStart: number
  readonly end: number
}

export interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
}

const broken = (cause: string): never =>
  refuse(
    'damaged',
    'The workbook is damaged: one of its parts is no valid XML. Open it in Excel, save it again and retry.',
    { cause },
  )

/** The place after the `>` of the tag that starts at `start`; a `>` within quotes does not count. */
export function tagEnd(text: string, start: number): number {
  let quote = 0
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 0x22 || code === 0x27) {
      quote = code
    } else if (code === 0x3e) {
      return at + 1
    }
  }
  return broken(`unfinished tag at ${start}`)
}

/** The place after a comment, CDATA section, declaration or instruction that starts at `start`; -1 where unfinished. */
function opaqueEnd(text: string, start: number): number {
  const close = (mark: string, from: number): number => {
    const found = text.indexOf(mark, from)
    return found < 0 ? -1 : found + mark.length
  }
  if (text.startsWith('<!--', start)) return close('-->', start + 4)
  if (text.startsWith('<![CDATA[', start)) return close(']]>', start + 9)
  if (text.startsWith('<?', start)) return close('?>', start + 2)
  return close('>', start + 2)
}

/** Where `markup` stands outside comments and CDATA sections, from `from` on; -1 where nowhere. */
export function indexOfMarkup(text: string, markup: string, from: number): number {
  let at = text.indexOf(markup, from)
  let opaque = text.indexOf('<!', from)
  while (at >= 0 && opaque >= 0 && opaque < at) {
    const end = opaqueEnd(text, opaque)
    if (end < 0) return -1
    if (at < end) at = text.indexOf(markup, end)
    opaque = text.indexOf('<!', end)
  }
  return at
}

export type MarkupFinder = (markup: string, from: number) => number

/** `indexOfMarkup` for many searches in one text; plain ones where it has no comments and CDATA sections. */
export const finderIn = (text: string): MarkupFinder =>
  text.includes('<!')
    ? (markup, from) => indexOfMarkup(text, markup, from)
    : (markup, from) => text.indexOf(markup, from)

function nameAt(text: string, start: number): string {
  let end = start
  while (end < text.length && !' \t\r\n/>'.includes(text.charAt(end))) end++
  return text.slice(start, end)
}

function elementsIn(text: string, from: number, to: number): XmlElement[] {
  const elements: XmlElement[] = []
  let open: { name: string; start: number; openEnd: number } | undefined
  let depth = 0
  let at = text.indexOf('<', from)
  while (at >= 0 && at < to) {
    const next = text.charAt(at + 1)
    let end: number
    if (next === '!' || next === '?') {
      end = opaqueEnd(text, at)
      if (end < 0) return broken(`unfinished section at ${at}`)
    } else {
      end = tagEnd(text, at)
      if (next === '/') {
        depth--
        if (depth === 0 && open !== undefined) {
          elements.push(elementOf(open, at, end))
          open = undefined
        }
        if (depth < 0) return broken(`unexpected closing tag at ${at}`)
      } else {
        const isEmpty = text.charAt(end - 2) === '/'
        if (depth === 0) {
          open = { name: nameAt(text, at + 1), start: at, openEnd: end }
          if (isEmpty) elements.push(elementOf(open, end, end))
        }
        if (!isEmpty) depth++
      }
    }
    at = text.indexOf('<', end)
  }
  if (depth !== 0) return broken('an element is not closed')
  return elements
}

function elementOf(
  open: { name: string; start: number; openEnd: number },
  closeStart: number,
  end: number,
): XmlElement {
  const colon = open.name.indexOf(':')
  return {
    ...open,
    local: open.name.slice(colon + 1),
    prefix: open.name.slice(0, colon + 1),
    closeStart,
    end,
  }
}

export function rootOf(text: string): XmlElement {
  const root = elementsIn(text, 0, text.length)[0]
  return root ?? broken('no root element')
}

export const childrenOf = (text: string, element: XmlElement): XmlElement[] =>
  elementsIn(text, element.openEnd, element.closeStart)

export const childOf = (text: string, element: XmlElement, local: string): XmlElement | undefined =>
  childrenOf(text, element).find((child) => child.local === local)

/** The elements of a fragment: text that holds whole elements side by side. */
export const elementsOf = (text: string): XmlElement[] => elementsIn(text, 0, text.length)

export const outerText = (text: string, element: XmlElement): string => text.slice(element.start, element.end)

/** The text within an element, entities and CDATA sections resolved, child elements' text included. */
export function innerText(text: string, element: XmlElement): string {
  return textOf(text.slice(element.openEnd, element.closeStart))
}

/** The character data of a fragment. */
export function textOf(fragment: string): string {
  if (!fragment.includes('<')) return unescapeXml(fragment)
  return fragment
    .split(/(<!\[CDATA\[[\s\S]*?\]\]>)/)
    .map((piece) =>
      piece.startsWith('<![CDATA[') ? piece.slice(9, -3) : unescapeXml(piece.replace(/<[^>]*>/g, '')),
    )
    .join('')
}

export interface XmlAttribute {
  readonly name: string
  /** Entities resolved. */
  readonly value: string
  /** Where its value stands, without quotes. */
  readonly start: number
  readonly end: number
}

const attributePattern = /([^\s=/<>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

export function attributesOf(
  text: string,
  element: { readonly start: number; readonly openEnd: number },
): XmlAttribute[] {
  const tag = text.slice(element.start, element.openEnd)
  return [...tag.matchAll(attributePattern)].map((match) => {
    const raw = match[2] ?? match[3] ?? ''
    const end = element.start + match.index + match[0].length - 1
    return {
      name: match[1] ?? '',
      value: unescapeXml(raw),
      start: end - raw.length,
      end,
    }
  })
}

export const attributeOf = (
  text: string,
  element: { readonly start: number; readonly openEnd: number },
  name: string,
): string | undefined => attributesOf(text, element).find((attribute) => attribute.name === name)?.value

/** The value of the attribute in the relationships namespace, whatever prefix the part gives it. */
export const relationshipIdOf = (text: string, element: XmlElement): string | undefined =>
  attributesOf(text, element).find((attribute) => /^[^:]+:(id|embed|link|pict)$/.test(attribute.name))?.value

/** The splice that gives an element's attribute a value, whether it has it or not. */
export function setAttribute(
  text: string,
  element: { readonly start: number; readonly openEnd: number },
  name: string,
  value: string,
): Splice {
  const existing = attributesOf(text, element).find((attribute) => attribute.name === name)
  if (existing !== undefined) {
    return {
      start: existing.start,
      end: existing.end,
      text: escapeXml(value),
    }
  }
  const isEmpty = text.charAt(element.openEnd - 2) === '/'
  const at = element.openEnd - (isEmpty ? 2 : 1)
  return { start: at, end: at, text: ` ${name}="${escapeXml(value)}"` }
}

/** The splice that puts text at the end of an element's content, opening it where it was empty. */
export function appendTo(text: string, element: XmlElement, content: string): Splice {
  if (element.closeStart < element.end) {
    return {
      start: element.closeStart,
      end: element.closeStart,
      text: content,
    }
  }
  const slash = text.lastIndexOf('/', element.openEnd)
  return {
    start: slash,
    end: element.end,
    text: `>${content}</${element.name}>`,
  }
}

/** The text with all splices made; they must not overlap. Splices at one place come in the order given. */
export function splice(text: string, splices: readonly Splice[]): string {
  const ordered = [...splices].sort((a, b) => a.start - b.start)
  const pieces: string[] = []
  let at = 0
  for (const { start, end, text: replacement } of ordered) {
    pieces.push(text.slice(at, start), replacement)
    at = end
  }
  pieces.push(text.slice(at))
  return pieces.join('')
}

/** Gives every element of a fragment without prefixes the prefix that the part around it uses. */
export const withPrefix = (fragment: string, prefix: string): string =>
  prefix === '' ? fragment : fragment.replace(/<(\/?)(?=[A-Za-z_][\w.-]*[\s/>])/g, `<$1${prefix}`)
