/**
 * `styles.xml`, only ever appended to: the formats that cells refer to by number keep their numbers. New formats are
 * made from existing ones, or taken over from another workbook's style sheet.
 */
import { type Dialect, mainNamespace } from './dialect.ts'
import { isDateFormat } from './number-format.ts'
import {
  additionsTo,
  itemAt,
  itemsOf,
  type ListSection,
  numberOf,
  plainCellFormat,
  readSections,
  type SectionState,
  type Sections,
  sectionDefaults,
} from './style-sections.ts'
import { escapeXml } from './xml-escape.ts'
import { attributeOf, elementsOf, setAttribute, splice } from './xml-text.ts'

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

/** What a differential format lays over a cell's own; colours are ARGB. */
export interface DifferentialChange {
  readonly fillColor: string
  readonly fontColor: string
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
  /** The number of a differential format, such as a conditional format's; the same number for the same wish. */
  differential(change: DifferentialChange): number
  isDate(index: number): boolean
  adopt(otherText: string): AdoptedStyles
  /** The style sheet's new text; undefined where nothing was added. */
  finish(): string | undefined
}

const emptyStyleSheet = (dialect: Dialect): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<styleSheet xmlns="${mainNamespace(dialect)}"/>`

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

/** Without named formats, the numbers of those that cell formats follow lead nowhere; with a first one they must not. */
function addMissingParents({ cellXfs, cellStyleXfs }: Sections): void {
  if (cellStyleXfs.existing.length > 0) return
  const highest = cellXfs.existing.reduce(
    (most, format) => Math.max(most, numberAttribute(format, 'xfId')),
    0,
  )
  const [plain] = itemsOf(cellStyleXfs)
  if (plain === undefined) return
  while (cellStyleXfs.added.length <= highest && cellStyleXfs.added.length < mostCellFormats)
    cellStyleXfs.added.push(plain)
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

/**
 * Reads a style sheet to add to; `undefined` where the workbook has none. `usedFormats` is how many cell formats the
 * sheets refer to: what is appended gets a number beyond them.
 */
export function openStyleSheet(
  original: string | undefined,
  dialect: Dialect,
  usedFormats: number,
): StyleSheet {
  const text = original ?? emptyStyleSheet(dialect)
  const { root, sections } = readSections(text)
  const codes = formatCodes(sections.numFmts)
  const changes = new Map<string, number>()
  const dates = new Map<number, boolean>()

  const ensureDefaults = (): void => {
    for (const [name, items] of Object.entries(sectionDefaults)) {
      const section = sections[name as ListSection]
      if (itemsOf(section).length === 0) section.added.push(...items)
    }
    addMissingParents(sections)
    const { existing, added } = sections.cellXfs
    const used = Math.min(usedFormats, mostCellFormats)
    while (existing.length + added.length < used) added.push(plainCellFormat)
  }
  const cellFormat = (index: number): string =>
    itemAt(sections.cellXfs, index) ?? itemAt(sections.cellXfs, 0) ?? plainCellFormat

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

  const differential = ({ fillColor, fontColor }: DifferentialChange): number => {
    ensureDefaults()
    const color = escapeXml(fillColor)
    return numberOf(
      sections.dxfs,
      `<dxf><font><color rgb="${escapeXml(fontColor)}"/></font><fill><patternFill patternType="solid"><fgColor rgb="${color}"/><bgColor rgb="${color}"/></patternFill></fill></dxf>`,
    )
  }

  return {
    changed,
    differential,
    isDate: (index) => {
      const known = dates.get(index)
      if (known !== undefined) return known
      const id = numberAttribute(cellFormat(index), 'numFmtId')
      const isDate = isDateFormat(id, codes.get(id))
      dates.set(index, isDate)
      return isDate
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
