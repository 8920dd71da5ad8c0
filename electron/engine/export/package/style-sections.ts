/** The sections of a style sheet: counted lists that formats refer to by number, and are only appended to. */
import {
  appendTo,
  childOf,
  childrenOf,
  outerText,
  rootOf,
  type Splice,
  setAttribute,
  withPrefix,
  type XmlElement,
} from './xml-text.ts'

/** The sections, in the order the schema gives all sections. */
const sectionOrder: readonly string[] = [
  'numFmts',
  'fonts',
  'fills',
  'borders',
  'cellStyleXfs',
  'cellXfs',
  'cellStyles',
  'dxfs',
  'tableStyles',
  'colors',
  'extLst',
]
export type ListSection = 'numFmts' | 'fonts' | 'fills' | 'borders' | 'cellStyleXfs' | 'cellXfs' | 'dxfs'

/** The format of a cell that has none. */
export const plainCellFormat = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'

/** What stands in a section that a style sheet lacks although formats refer to it. */
export const sectionDefaults: Partial<Record<ListSection, readonly string[]>> = {
  fonts: ['<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'],
  fills: [
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
  ],
  borders: ['<border><left/><right/><top/><bottom/><diagonal/></border>'],
  cellStyleXfs: ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'],
  cellXfs: [plainCellFormat],
}

export interface SectionState {
  readonly element: XmlElement | undefined
  /** The elements there were, without prefixes. */
  readonly existing: readonly string[]
  readonly added: string[]
}

const withoutPrefix = (fragment: string, prefix: string): string =>
  prefix === '' ? fragment : fragment.replaceAll(`<${prefix}`, '<').replaceAll(`</${prefix}`, '</')

function readSection(text: string, root: XmlElement, section: ListSection): SectionState {
  const element = childOf(text, root, section)
  if (element === undefined) return { element, existing: [], added: [] }
  const existing = childrenOf(text, element).map((child) =>
    withoutPrefix(outerText(text, child), root.prefix),
  )
  return { element, existing, added: [] }
}

export type Sections = Record<ListSection, SectionState>

export function readSections(text: string): { root: XmlElement; sections: Sections } {
  const root = rootOf(text)
  const read = (section: ListSection): SectionState => readSection(text, root, section)
  return {
    root,
    sections: {
      numFmts: read('numFmts'),
      fonts: read('fonts'),
      fills: read('fills'),
      borders: read('borders'),
      cellStyleXfs: read('cellStyleXfs'),
      cellXfs: read('cellXfs'),
      dxfs: read('dxfs'),
    },
  }
}

export const itemsOf = (section: SectionState): readonly string[] =>
  section.added.length === 0 ? section.existing : [...section.existing, ...section.added]

export const itemAt = (section: SectionState, index: number): string | undefined =>
  section.existing[index] ?? section.added[index - section.existing.length]

/** The number of an element in its section, added at the end where it is not there yet. */
export function numberOf(section: SectionState, item: string): number {
  const existing = section.existing.indexOf(item)
  if (existing >= 0) return existing
  const added = section.added.indexOf(item)
  if (added >= 0) return section.existing.length + added
  section.added.push(item)
  return section.existing.length + section.added.length - 1
}

export function additionsTo(text: string, root: XmlElement, sections: Sections): Splice[] {
  const splices: Splice[] = []
  const missing: string[] = []
  const children = childrenOf(text, root)
  for (const [name, section] of Object.entries(sections)) {
    if (section.added.length === 0) continue
    const content = withPrefix(section.added.join(''), root.prefix)
    const count = String(section.existing.length + section.added.length)
    if (section.element === undefined) {
      const tag = `${root.prefix}${name}`
      const item = `<${tag} count="${count}">${content}</${tag}>`
      const place = placeFor(children, name)
      if (place === undefined) missing.push(item)
      else splices.push({ start: place, end: place, text: item })
    } else {
      splices.push(...grown(text, section.element, content, count))
    }
  }
  if (missing.length > 0) splices.push(appendTo(text, root, missing.join('')))
  return splices
}

/** The splices that put content at the end of a counted list. */
function grown(text: string, element: XmlElement, content: string, count: string): Splice[] {
  if (element.closeStart === element.end) {
    const open = `<${element.name} count="${count}">`
    return [
      {
        start: element.start,
        end: element.end,
        text: `${open}${content}</${element.name}>`,
      },
    ]
  }
  return [setAttribute(text, element, 'count', count), appendTo(text, element, content)]
}

/** Where a missing section goes: before the first one that follows it in the schema; undefined for the end. */
function placeFor(children: readonly XmlElement[], section: string): number | undefined {
  const rank = sectionOrder.indexOf(section)
  return children.find((child) => sectionOrder.indexOf(child.local) > rank)?.start
}
