/** Takes sheets over from a workbook of their own, with all the parts they use. */
import { adoptSheet, renumberedDifferentials, sharedStrings } from './adopt-sheet.ts'
import { type ChartSpec, chartAnchor, chartXml, emptyDrawing } from './charts.ts'
import { contentTypeOf, contentTypes, readContentTypes } from './content-types.ts'
import { inDialect, relationshipsNamespace, relationshipType } from './dialect.ts'
import type { PackageDraft } from './package-draft.ts'
import { refuse } from './package-fault.ts'
import { relationshipsPartOf, relativeTarget, resolveTarget } from './part-names.ts'
import { addRelationship, type Relationship, readRelationships } from './relationships.ts'
import { type SparklineSpec, sparklineExtension } from './sparklines.ts'
import type { AdoptedStyles, StyleSheet } from './style-sheet.ts'
import type { AddedSheets } from './workbook-changes.ts'
import {
  type DefinedName,
  type ListedSheet,
  readWorkbook,
  type Workbook,
  type WorkbookSheet,
} from './workbook-part.ts'
import { escapeXml } from './xml-escape.ts'
import { appendTo, attributeOf, childrenOf, rootOf, setAttribute, splice } from './xml-text.ts'

export interface AdoptedSheets {
  readonly listed: readonly ListedSheet[]
  readonly names: readonly DefinedName[]
  /** New parts and what they are. */
  readonly parts: ReadonlyMap<string, string>
}

/** What is drawn on added sheets beyond what their own workbook can hold. */
export interface SheetGraphics {
  readonly charts: readonly ChartSpec[]
  readonly sparklines: readonly SparklineSpec[]
}

const graphicsOf = ({ charts, sparklines }: SheetGraphics, name: string): SheetGraphics => ({
  charts: charts.filter(({ sheet }) => sheet === name),
  sparklines: sparklines.filter(({ sheet }) => sheet === name),
})

interface Adopter {
  readonly draft: PackageDraft
  readonly workbook: Workbook
  readonly other: PackageDraft
  readonly types: ReturnType<typeof readContentTypes>
  readonly styles: AdoptedStyles
  readonly parts: Map<string, string>
  /** Part of the other workbook -> its name here. */
  readonly adopted: Map<string, string>
  nextTableId: number
  readonly tableNames: Set<string>
}

/** Adds the sheets to the draft; the workbook part is left to the caller, which lists them in it. */
export async function adoptSheets(
  draft: PackageDraft,
  workbook: Workbook,
  styleSheet: StyleSheet,
  added: AddedSheets,
  other: PackageDraft,
  graphics: SheetGraphics,
): Promise<AdoptedSheets> {
  const otherWorkbook = readWorkbook(other)
  const chosen = chosenSheets(otherWorkbook, added)
  checkSheetNames(workbook, chosen, graphics)
  const partOf = (kind: string): string | undefined =>
    otherWorkbook.relationships.find((item) => item.kind === kind)?.target
  const stylesPart = partOf('styles')
  const stringsPart = partOf('sharedStrings')
  const adopter: Adopter = {
    draft,
    workbook,
    other,
    types: readContentTypes(other),
    styles: styleSheet.adopt(stylesPart === undefined ? '<styleSheet/>' : other.readText(stylesPart)),
    parts: new Map(),
    adopted: new Map(),
    ...existingTables(draft),
  }
  const strings =
    stringsPart === undefined || other.find(stringsPart) === undefined
      ? []
      : sharedStrings(other.readText(stringsPart))
  const listed: ListedSheet[] = []
  for (const sheet of chosen) {
    const own = graphicsOf(graphics, sheet.name)
    const part = await adoptOne(adopter, sheet, strings, own)
    listed.push({
      name: sheet.name,
      state: sheet.state,
      relationshipId: addRelationship(draft, workbook.part, 'worksheet', part, workbook.dialect),
    })
  }
  const names = adoptedNames(otherWorkbook, chosen)
  return { listed, names, parts: adopter.parts }
}

function chosenSheets(other: Workbook, added: AddedSheets): WorkbookSheet[] {
  if (added.sheets === undefined) return [...other.sheets]
  return added.sheets.map(({ name, state }) => {
    const sheet = other.sheets.find((candidate) => candidate.name === name)
    if (sheet === undefined) {
      return refuse('invalid_request', `There is no sheet "${name}" to add.`)
    }
    return { ...sheet, state: state ?? sheet.state }
  })
}

function checkSheetNames(
  workbook: Workbook,
  chosen: readonly WorkbookSheet[],
  { charts, sparklines }: SheetGraphics,
): void {
  const taken = new Set(workbook.sheets.map(({ name }) => name.toLowerCase()))
  for (const { name } of chosen) {
    if (taken.has(name.toLowerCase())) {
      refuse(
        'invalid_request',
        `The workbook has a sheet "${name}" already. Choose another name for the added sheet.`,
        { place: { sheet: name } },
      )
    }
    taken.add(name.toLowerCase())
  }
  for (const { sheet } of [...charts, ...sparklines]) {
    if (!chosen.some(({ name }) => name === sheet)) {
      refuse('invalid_request', `There is no added sheet "${sheet}" to draw on.`)
    }
  }
}

async function adoptOne(
  adopter: Adopter,
  sheet: WorkbookSheet,
  strings: readonly string[],
  { charts, sparklines }: SheetGraphics,
): Promise<string> {
  const { draft, workbook, other } = adopter
  if (sheet.part === undefined || sheet.kind !== 'worksheet') {
    return refuse('unsupported', `Sheet "${sheet.name}" cannot be added: it is no worksheet.`)
  }
  const part = draft.freeName(resolveTarget(workbook.part, 'worksheets/sheet1.xml'))
  // The name is taken before its own parts look for theirs.
  draft.write(part, '')
  adopter.parts.set(part, contentTypes.worksheet)
  const relationships = readRelationships(other, sheet.part)
  adoptRelationships(adopter, relationships, part)
  const additions = addCharts(adopter, part, charts)
  await draft.writeStream(
    part,
    adoptSheet(other.streamText(sheet.part), {
      styles: adopter.styles,
      strings,
      dialect: workbook.dialect,
      additions,
      extensions: sparklines.length === 0 ? [] : [sparklineExtension(sparklines)],
    }),
  )
  return part
}

/** Copies the parts that the relationships lead to and writes the relationships of `part`, ids unchanged. */
function adoptRelationships(adopter: Adopter, relationships: readonly Relationship[], part: string): void {
  if (relationships.length === 0) return
  const { dialect } = adopter.workbook
  const entries = relationships.map((item) => {
    const target = item.isExternal ? item.target : relativeTarget(part, adoptPart(adopter, item))
    const mode = item.isExternal ? ' TargetMode="External"' : ''
    const type = relationshipTypeIn(item, dialect)
    return `<Relationship Id="${escapeXml(item.id)}" Type="${type}" Target="${escapeXml(target)}"${mode}/>`
  })
  adopter.draft.write(
    relationshipsPartOf(part),
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries.join('')}</Relationships>`,
  )
}

const relationshipTypeIn = (item: Relationship, dialect: Workbook['dialect']): string =>
  item.type.startsWith(relationshipsNamespace('transitional'))
    ? relationshipType(item.kind, dialect)
    : escapeXml(item.type)

function adoptPart(adopter: Adopter, relationship: Relationship): string {
  const { draft, other, workbook } = adopter
  const source = relationship.target
  const known = adopter.adopted.get(source)
  if (known !== undefined) return known
  if (relationship.kind.startsWith('pivot')) {
    return refuse('unsupported', 'A pivot table cannot be added to the workbook.')
  }
  const part = draft.freeName(source)
  adopter.adopted.set(source, part)
  const isXml = /\.(xml|vml)$/i.test(source)
  if (!isXml) draft.copyFrom(other, source, part)
  else {
    const text = other.readText(source)
    const adopted = relationship.kind === 'table' ? adoptTable(adopter, text) : text
    draft.write(part, inDialect(adopted, workbook.dialect))
  }
  const type = contentTypeOf(adopter.types, source)
  if (type !== undefined) adopter.parts.set(part, type)
  adoptRelationships(adopter, readRelationships(other, source), part)
  return part
}

function existingTables(draft: PackageDraft): {
  nextTableId: number
  tableNames: Set<string>
} {
  let highest = 0
  const tableNames = new Set<string>()
  for (const part of draft.parts()) {
    if (!/\/tables\/[^/]+\.xml$/i.test(part)) continue
    const text = draft.readText(part)
    const root = rootOf(text)
    if (root.local !== 'table') continue
    highest = Math.max(highest, Number(attributeOf(text, root, 'id') ?? 0))
    const name = attributeOf(text, root, 'displayName') ?? attributeOf(text, root, 'name')
    tableNames.add((name ?? '').toLowerCase())
  }
  return { nextTableId: highest + 1, tableNames }
}

function adoptTable(adopter: Adopter, text: string): string {
  const root = rootOf(text)
  const name = attributeOf(text, root, 'displayName') ?? ''
  const isTaken =
    adopter.tableNames.has(name.toLowerCase()) ||
    adopter.workbook.definedNames.some((defined) => defined.name.toLowerCase() === name.toLowerCase())
  if (isTaken) {
    return refuse(
      'invalid_request',
      `The workbook has a table or name "${name}" already. Choose another name for the added table.`,
    )
  }
  adopter.tableNames.add(name.toLowerCase())
  const renumbered = splice(text, [setAttribute(text, root, 'id', String(adopter.nextTableId++))])
  return renumberedDifferentials(renumbered, adopter.styles)
}

/** Writes a sheet's charts; returns the element that shows them where the sheet has no drawing yet. */
function addCharts(adopter: Adopter, sheetPart: string, charts: readonly ChartSpec[]): string[] {
  if (charts.length === 0) return []
  const { draft, workbook, parts } = adopter
  const { dialect } = workbook
  const existing = readRelationships(draft, sheetPart).find((item) => item.kind === 'drawing')?.target
  const drawing = existing ?? draft.freeName(resolveTarget(workbook.part, 'drawings/drawing1.xml'))
  if (existing === undefined) draft.write(drawing, emptyDrawing(dialect))
  parts.set(drawing, contentTypes.drawing)
  for (const chart of charts) {
    const part = draft.freeName(resolveTarget(workbook.part, 'charts/chart1.xml'))
    draft.write(part, chartXml(chart, dialect))
    parts.set(part, contentTypes.chart)
    const id = addRelationship(draft, drawing, 'chart', part, dialect)
    const text = draft.readText(drawing)
    const root = rootOf(text)
    const shapeId = childrenOf(text, root).length + 2
    const anchor = chartAnchor(chart, id, shapeId, dialect)
    draft.write(drawing, splice(text, [appendTo(text, root, anchor)]))
  }
  if (existing !== undefined) return []
  const id = addRelationship(draft, sheetPart, 'drawing', drawing, dialect)
  return [`<drawing xmlns:r="${relationshipsNamespace(dialect)}" r:id="${id}"/>`]
}

function adoptedNames(other: Workbook, chosen: readonly WorkbookSheet[]): DefinedName[] {
  const sheets = new Set(chosen.map((sheet) => sheet.name))
  return other.definedNames.filter((name) => name.sheet === undefined || sheets.has(name.sheet))
}
