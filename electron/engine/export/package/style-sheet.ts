/**
 * `styles.xml`, only ever appended to: the formats that cells refer to by number keep their numbers. New formats are
 * made from existing ones, or taken over from another workbook's style sheet.
 */
import { type Dialect, mainNamespace } from './dialect.ts'
import { isDateFormat } from './number-format.ts'
import {
  appendTo,
  attributeOf,
  childOf,
  childrenOf,
  elementsOf,
  escapeXml,
  outerText,
  rootOf,
  type Splice,
  setAttribute,
  splice,
  withPrefix,
  type XmlElement,
} from './xml-text.ts'

/** The sections this file appends to, in the order the schema gives all sections. */
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
type ListSection = 'numFmts' | 'fonts' | 'fills' | 'borders' | 'cellStyleXfs' | 'cellXfs' | 'dxfs'

/** What stands in a section that a style sheet lacks although formats refer to it. */
const defaults: Partial<Record<ListSection, readonly string[]>> = {
  fonts: ['<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'],
  fills: [
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
  ],
  borders: ['<border><left/><right/><top/><bottom/><diagonal/></border>'],
  cellStyleXfs: ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'],
  cellXfs: ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'],
}

const firstCustomNumberFormat = 164
/** Excel refuses to open a workbook with more cell formats than this. */
const mostCellFormats = 65_490

/** What a new cell format changes of the one it is made from. */
export interface FormatChange {
  /** ARGB, such as `FFFFF2CC`. */
  readonly fillColor?: string
  /** Excel number format code. */
  readonly numberFormat?: string
}

/** Where the formats of another workbook stand in this one. */
export interface AdoptedStyles {
  /** Its cell format number -> this workbook's. */
  cellFormat(index: number): number
  /** Its differential format number -> this workbook's. */
  differentialFormat(index: number): number
}

export interface StyleSheet {
  /** The number of a format like `index`, changed; the same number for the same wish. */
  changed(index: number, change: FormatChange): number
  isDate(index: number): boolean
  adopt(otherText: string): AdoptedStyles
  /** The style sheet's new text; undefined where nothing was added. */
  finish(): string | undefined
}

interface SectionState {
  readonly element: XmlElement | undefined
  /** The elements there were, without prefixes. */
  readonly existing: readonly string[]
  readonly added: string[]
}

const emptyStyleSheet = (dialect: Dialect): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<styleSheet xmlns="${mainNamespace(dialect)}"/>`

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

type Sections = Record<ListSection, SectionState>

function readSections(text: string): { root: XmlElement; sections: Sections } {
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

const itemsOf = (section: SectionState): readonly string[] =>
  section.added.length === 0 ? section.existing : [...section.existing, ...section.added]

/** The number of an element in its section, added at the end where it is not there yet. */
function numberOf(section: SectionState, item: string): number {
  const existing = section.existing.indexOf(item)
  if (existing >= 0) return existing
  const added = section.added.indexOf(item)
  if (added >= 0) return section.existing.length + added
  section.added.push(item)
  return section.existing.length + section.added.length - 1
}

/** An attribute of the outermost element of a fragment, as a number. */
function numberAttribute(fragment: string, name: string): number {
  const element = elementsOf(fragment)[0]
  const value = element === undefined ? undefined : attributeOf(fragment, element, name)
  return value === undefined ? 0 : Number(value)
}

function withAttributes(fragment: string, values: Readonly<Record<string, string>>): string {
  let result = fragment
  for (const [name, value] of Object.entries(values)) {
    const element = elementsOf(result)[0]
    if (element === undefined) return result
    result = splice(result, [setAttribute(result, element, name, value)])
  }
  return result
}

/** Custom number format id -> code. */
function formatCodes(numFmts: SectionState): Map<number, string> {
  const codes = new Map<number, string>()
  for (const item of itemsOf(numFmts)) {
    const element = elementsOf(item)[0]
    if (element === undefined) continue
    const code = attributeOf(item, element, 'formatCode') ?? ''
    codes.set(Number(attributeOf(item, element, 'numFmtId')), code)
  }
  return codes
}

/** Reads a style sheet to add to; `undefined` where the workbook has none. */
export function openStyleSheet(original: string | undefined, dialect: Dialect): StyleSheet {
  const text = original ?? emptyStyleSheet(dialect)
  const { root, sections } = readSections(text)
  const codes = formatCodes(sections.numFmts)
  const changes = new Map<string, number>()

  const ensureDefaults = (): void => {
    for (const [name, items] of Object.entries(defaults)) {
      const section = sections[name as ListSection]
      if (itemsOf(section).length === 0) section.added.push(...items)
    }
  }
  const cellFormat = (index: number): string =>
    itemsOf(sections.cellXfs)[index] ??
    itemsOf(sections.cellXfs)[0] ??
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'

  const numberFormatId = (code: string): number => {
    for (const [id, known] of codes) if (known === code) return id
    const id = Math.max(firstCustomNumberFormat - 1, ...codes.keys()) + 1
    codes.set(id, code)
    sections.numFmts.added.push(`<numFmt numFmtId="${id}" formatCode="${escapeXml(code)}"/>`)
    return id
  }
  const addCellFormat = (format: string, fallback: number): number => {
    const { existing, added } = sections.cellXfs
    const isFull = existing.length + added.length >= mostCellFormats
    return isFull ? fallback : numberOf(sections.cellXfs, format)
  }

  const changed = (index: number, change: FormatChange): number => {
    const key = `${index}|${change.fillColor ?? ''}|${change.numberFormat ?? ''}`
    const known = changes.get(key)
    if (known !== undefined) return known
    ensureDefaults()
    const attributes: Record<string, string> = {}
    if (change.fillColor !== undefined) {
      const fill = `<fill><patternFill patternType="solid"><fgColor rgb="${escapeXml(change.fillColor)}"/><bgColor indexed="64"/></patternFill></fill>`
      attributes.fillId = String(numberOf(sections.fills, fill))
      attributes.applyFill = '1'
    }
    if (change.numberFormat !== undefined) {
      attributes.numFmtId = String(numberFormatId(change.numberFormat))
      attributes.applyNumberFormat = '1'
    }
    const number = addCellFormat(withAttributes(cellFormat(index), attributes), index)
    changes.set(key, number)
    return number
  }

  const adopt = (otherText: string): AdoptedStyles => {
    ensureDefaults()
    const other = readSections(otherText).sections
    const otherCodes = formatCodes(other.numFmts)
    // Number 0 is the workbook's default: an adopted cell looks like its new surroundings there.
    const part = (section: 'fonts' | 'fills' | 'borders', index: number) => {
      const item = other[section].existing[index]
      const isDefault = index === 0 || item === undefined
      return String(isDefault ? 0 : numberOf(sections[section], item))
    }
    const adoptFormat = (format: string): number => {
      const id = numberAttribute(format, 'numFmtId')
      const code = otherCodes.get(id)
      const adopted = withAttributes(format, {
        numFmtId: String(code === undefined ? id : numberFormatId(code)),
        fontId: part('fonts', numberAttribute(format, 'fontId')),
        fillId: part('fills', numberAttribute(format, 'fillId')),
        borderId: part('borders', numberAttribute(format, 'borderId')),
        xfId: '0',
        applyNumberFormat: '1',
        applyFont: '1',
        applyFill: '1',
        applyBorder: '1',
      })
      return addCellFormat(adopted, 0)
    }
    const cellFormats = other.cellXfs.existing.map((format, index) => (index === 0 ? 0 : adoptFormat(format)))
    const differentialFormats = other.dxfs.existing.map((format) =>
      numberOf(sections.dxfs, renumberedDifferential(format, otherCodes, numberFormatId)),
    )
    return {
      cellFormat: (index) => cellFormats[index] ?? 0,
      differentialFormat: (index) => differentialFormats[index] ?? 0,
    }
  }

  return {
    changed,
    isDate: (index) => {
      const id = numberAttribute(cellFormat(index), 'numFmtId')
      return isDateFormat(id, codes.get(id))
    },
    adopt,
    finish: () => {
      const hasAdditions = Object.values(sections).some((section) => section.added.length > 0)
      if (original !== undefined && !hasAdditions) return undefined
      if (original === undefined) ensureDefaults()
      return splice(text, additionsTo(text, root, sections))
    },
  }
}

/** A differential format carries the code of its number format beside the id. */
function renumberedDifferential(
  format: string,
  codes: ReadonlyMap<number, string>,
  numberFormatId: (code: string) => number,
): string {
  return format.replace(/<numFmt\b[^>]*?numFmtId="(\d+)"/, (whole, id: string) => {
    const code = codes.get(Number(id))
    if (code === undefined) return whole
    return whole.replace(`numFmtId="${id}"`, `numFmtId="${numberFormatId(code)}"`)
  })
}

function additionsTo(text: string, root: XmlElement, sections: Sections): Splice[] {
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
