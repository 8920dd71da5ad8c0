/**
 * Rewrites the text of a sheet from another workbook for the one that takes it over: numbers of formats change, shared
 * strings become inline ones, and elements stand in the order the schema asks for.
 */
import { type Dialect, inDialect } from './dialect.ts'
import { refuse } from './package-fault.ts'
import { epilogElements, sheetElementOrder } from './sheet-frame.ts'
import { splitSheet } from './sheet-scan.ts'
import type { AdoptedStyles } from './style-sheet.ts'
import { childrenOf, rootOf } from './xml-text.ts'

export interface Adoption {
  readonly styles: AdoptedStyles
  /** The content of each shared string, as XML. */
  readonly strings: readonly string[]
  readonly dialect: Dialect
  /** XML of elements to be added after the rows, such as `<drawing r:id="rId9"/>`. */
  readonly additions: readonly string[]
  /** XML of extensions, such as sparklines, to be added to those that the sheet has. */
  readonly extensions: readonly string[]
}

/** The inner XML of each shared string of a workbook. */
export function sharedStrings(text: string): string[] {
  return childrenOf(text, rootOf(text))
    .filter((item) => item.local === 'si')
    .map((item) => text.slice(item.openEnd, item.closeStart))
}

export async function* adoptSheet(pieces: AsyncIterable<string>, adoption: Adoption): AsyncGenerator<string> {
  for await (const piece of splitSheet(pieces)) {
    if (piece.kind === 'prolog') {
      if (piece.prefix !== '') {
        refuse('unsupported', 'An added sheet is written in an unknown way.')
      }
      yield adoptProlog(piece.text, adoption)
      yield '<sheetData>'
    } else if (piece.kind === 'rows') {
      yield adoptRows(piece.text, adoption)
    } else {
      yield '</sheetData>'
      yield adoptEpilog(piece.text, adoption)
    }
  }
}

const numberedStyle = /(\s(?:s|style)=")(\d+)"/

const restyled = (attributes: string, styles: AdoptedStyles): string =>
  attributes.replace(
    numberedStyle,
    (_whole, before: string, index: string) => `${before}${styles.cellFormat(Number(index))}"`,
  )

function adoptProlog(text: string, { styles, dialect }: Adoption): string {
  const adopted = text
    // Two selected sheets are a group: what is typed into one goes into both.
    .replace(/\stabSelected="(?:1|true)"/g, '')
    .replace(/<col(\s[^<>]*)>/g, (_whole, attributes: string) => `<col${restyled(attributes, styles)}>`)
  return inDialect(adopted, dialect)
}

const sharedCell = /<c(\s[^<>]*?)\st="s"([^<>]*)><v>(\d+)<\/v><\/c>/g
const rowOrCell = /<(c|row)(\s[^<>]*)>/g

function adoptRows(text: string, { styles, strings }: Adoption): string {
  return text
    .replace(rowOrCell, (_whole, tag: string, attributes: string) => {
      return `<${tag}${restyled(attributes, styles)}>`
    })
    .replace(
      sharedCell,
      (_whole, before: string, after: string, index: string) =>
        `<c${before} t="inlineStr"${after}><is>${strings[Number(index)] ?? '<t/>'}</is></c>`,
    )
}

function adoptEpilog(text: string, adoption: Adoption): string {
  const { styles, dialect, additions, extensions } = adoption
  const elements = epilogElements(text)
  const close = text.slice(text.lastIndexOf('</'))
  const rank = (xml: string): number => {
    const name = /^<(?:[\w.-]+:)?([\w.-]+)/.exec(xml)?.[1] ?? ''
    const found = sheetElementOrder.indexOf(name)
    return found < 0 ? sheetElementOrder.length : found
  }
  const existing = elements.map(({ start, end }) => text.slice(start, end))
  const ordered = withExtensions([...existing, ...additions], extensions).sort((a, b) => rank(a) - rank(b))
  const adopted = ordered.join('') + close
  return inDialect(renumberedDifferentials(adopted, styles), dialect)
}

/** A sheet has one list of extensions at most. */
function withExtensions(elements: readonly string[], extensions: readonly string[]): string[] {
  if (extensions.length === 0) return [...elements]
  const added = extensions.join('')
  const isList = (xml: string): boolean => /^<extLst[\s>]/.test(xml)
  if (!elements.some(isList)) return [...elements, `<extLst>${added}</extLst>`]
  return elements.map((xml) => (isList(xml) ? xml.replace(/<\/extLst>$/, () => `${added}</extLst>`) : xml))
}

/** `dxfId` of a conditional format, `headerRowDxfId` and the like of a table. */
export const renumberedDifferentials = (text: string, styles: AdoptedStyles): string =>
  text.replace(
    /\b(\w*[dD]xfId)="(\d+)"/g,
    (_whole, name: string, index: string) => `${name}="${styles.differentialFormat(Number(index))}"`,
  )
