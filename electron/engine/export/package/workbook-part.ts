/** The workbook part: which sheets there are, defined names, and how formulas are recalculated. */
import type { SheetState } from '#shared/domain/sheet.ts'
import { type Dialect, dialectOf, relationshipsNamespace } from './dialect.ts'
import type { PackageDraft } from './package-draft.ts'
import { refuse } from './package-fault.ts'
import { type Relationship, readRelationships } from './relationships.ts'
import { escapeXml } from './xml-escape.ts'
import {
  appendTo,
  attributeOf,
  attributesOf,
  childOf,
  childrenOf,
  innerText,
  relationshipIdOf,
  rootOf,
  type Splice,
  setAttribute,
  splice,
  type XmlElement,
} from './xml-text.ts'

export interface WorkbookSheet {
  readonly name: string
  readonly sheetId: number
  readonly state: SheetState
  /** Its part; undefined where the package lacks it. */
  readonly part: string | undefined
  /** `worksheet`, `chartsheet`, `dialogsheet`, `xlMacrosheet`, ... */
  readonly kind: string
}

export interface DefinedName {
  readonly name: string
  /** What it stands for, without `=`. */
  readonly formula: string
  /** The sheet it is known in; undefined for the whole workbook. */
  readonly sheet?: string
  readonly isHidden?: boolean
}

export interface Workbook {
  readonly part: string
  readonly dialect: Dialect
  readonly date1904: boolean
  readonly sheets: readonly WorkbookSheet[]
  readonly definedNames: readonly DefinedName[]
  readonly relationships: readonly Relationship[]
}

/** A sheet to be listed; it comes after the existing ones, so that no name's sheet number shifts. */
export interface ListedSheet {
  readonly name: string
  readonly state: SheetState
  readonly relationshipId: string
}

const workbookElementOrder = [
  'fileVersion',
  'fileSharing',
  'workbookPr',
  'workbookProtection',
  'bookViews',
  'sheets',
  'functionGroups',
  'externalReferences',
  'definedNames',
  'calcPr',
  'oleSize',
  'customWorkbookViews',
  'pivotCaches',
  'smartTagPr',
  'smartTagTypes',
  'webPublishing',
  'fileRecoveryPr',
  'webPublishObjects',
  'extLst',
]

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true' || value === 'on'

/** Reads the workbook part of a package; refuses a binary workbook and what is none. */
export function readWorkbook(draft: PackageDraft): Workbook {
  const main = readRelationships(draft, '/').find((relationship) => relationship.kind === 'officeDocument')
  const part = draft.find(main?.target ?? '/xl/workbook.xml')
  if (part === undefined) {
    return refuse('not_a_workbook', 'The file holds no workbook. Choose an .xlsx or .xlsm file.')
  }
  if (part.toLowerCase().endsWith('.bin')) {
    return refuse(
      'unsupported',
      'A binary workbook (.xlsb) cannot be annotated in place. Export it as a new .xlsx workbook.',
    )
  }
  const text = draft.readText(part)
  const root = rootOf(text)
  if (root.local !== 'workbook') {
    return refuse('not_a_workbook', 'The file holds no workbook. Choose an .xlsx or .xlsm file.', {
      cause: `main part is <${root.name}>`,
    })
  }
  const relationships = readRelationships(draft, part)
  const properties = childOf(text, root, 'workbookPr')
  const sheets = readSheets(draft, text, root, relationships)
  return {
    part,
    dialect: dialectOf(text),
    date1904: properties !== undefined && isTrue(attributeOf(text, properties, 'date1904')),
    sheets,
    definedNames: readDefinedNames(text, root, sheets),
    relationships,
  }
}

function readSheets(
  draft: PackageDraft,
  text: string,
  root: XmlElement,
  relationships: readonly Relationship[],
): WorkbookSheet[] {
  const container = childOf(text, root, 'sheets')
  if (container === undefined) return []
  return childrenOf(text, container)
    .filter((element) => element.local === 'sheet')
    .map((element) => {
      const id = relationshipIdOf(text, element)
      const relationship = relationships.find((item) => item.id === id)
      const state = attributeOf(text, element, 'state')
      return {
        name: attributeOf(text, element, 'name') ?? '',
        sheetId: Number(attributeOf(text, element, 'sheetId')),
        state: state === 'hidden' || state === 'veryHidden' ? state : 'visible',
        part: relationship === undefined ? undefined : draft.find(relationship.target),
        kind: relationship?.kind ?? '',
      }
    })
}

function readDefinedNames(text: string, root: XmlElement, sheets: readonly WorkbookSheet[]): DefinedName[] {
  const container = childOf(text, root, 'definedNames')
  if (container === undefined) return []
  return childrenOf(text, container).map((element) => {
    const local = attributeOf(text, element, 'localSheetId')
    const sheet = local === undefined ? undefined : sheets[Number(local)]?.name
    return {
      name: attributeOf(text, element, 'name') ?? '',
      formula: innerText(text, element),
      isHidden: isTrue(attributeOf(text, element, 'hidden')),
      ...(sheet === undefined ? {} : { sheet }),
    }
  })
}

export interface WorkbookAdditions {
  readonly sheets: readonly ListedSheet[]
  readonly names: readonly DefinedName[]
  /** Index of an existing name -> its formula from now on. */
  readonly changedNames: ReadonlyMap<number, string>
}

/** The workbook part with more sheets and names, set to recalculate every formula when it is opened. */
export function patchWorkbook(
  text: string,
  workbook: Workbook,
  { sheets, names, changedNames }: WorkbookAdditions,
): string {
  const root = rootOf(text)
  const order = [...workbook.sheets, ...sheets].map((sheet) => sheet.name)
  return splice(text, [
    ...bookViewSplices(text, root, sheets.length > 0),
    ...sheetSplices(text, root, workbook, sheets),
    ...changedNameSplices(text, root, changedNames),
    ...nameSplices(text, root, names, order),
    recalculationSplice(text, root),
  ])
}

function sheetSplices(
  text: string,
  root: XmlElement,
  workbook: Workbook,
  sheets: readonly ListedSheet[],
): Splice[] {
  if (sheets.length === 0) return []
  const container = childOf(text, root, 'sheets')
  if (container === undefined) {
    return refuse('damaged', 'The workbook is damaged: it lists no sheets.')
  }
  const prefix = attributesOf(text, root)
    .find(
      ({ name, value }) => name.startsWith('xmlns:') && value === relationshipsNamespace(workbook.dialect),
    )
    ?.name.slice('xmlns:'.length)
  const declaration = prefix === undefined ? ` xmlns:r="${relationshipsNamespace(workbook.dialect)}"` : ''
  let sheetId = Math.max(0, ...workbook.sheets.map((sheet) => sheet.sheetId))
  const entries = sheets.map((sheet) => {
    sheetId++
    const state = sheet.state === 'visible' ? '' : ` state="${sheet.state}"`
    return `<${root.prefix}sheet${declaration} name="${escapeXml(sheet.name)}" sheetId="${sheetId}"${state} ${prefix ?? 'r'}:id="${sheet.relationshipId}"/>`
  })
  return [appendTo(text, container, entries.join(''))]
}

/** A sheet's view belongs to a window of the workbook; a workbook that describes none gets one. */
function bookViewSplices(text: string, root: XmlElement, hasNewSheets: boolean): Splice[] {
  if (!hasNewSheets || childOf(text, root, 'bookViews') !== undefined) {
    return []
  }
  const { prefix } = root
  const xml = `<${prefix}bookViews><${prefix}workbookView/></${prefix}bookViews>`
  return [insertInWorkbook(text, root, 'bookViews', xml)]
}

function nameSplices(
  text: string,
  root: XmlElement,
  names: readonly DefinedName[],
  order: readonly string[],
): Splice[] {
  if (names.length === 0) return []
  const entries = names.map((name) => {
    const index = name.sheet === undefined ? -1 : order.indexOf(name.sheet)
    const local = index < 0 ? '' : ` localSheetId="${index}"`
    const hidden = name.isHidden === true ? ' hidden="1"' : ''
    return `<${root.prefix}definedName name="${escapeXml(name.name)}"${local}${hidden}>${escapeXml(name.formula)}</${root.prefix}definedName>`
  })
  const container = childOf(text, root, 'definedNames')
  if (container !== undefined) {
    return [appendTo(text, container, entries.join(''))]
  }
  const xml = `<${root.prefix}definedNames>${entries.join('')}</${root.prefix}definedNames>`
  return [insertInWorkbook(text, root, 'definedNames', xml)]
}

function changedNameSplices(text: string, root: XmlElement, changed: ReadonlyMap<number, string>): Splice[] {
  const container = childOf(text, root, 'definedNames')
  if (container === undefined) return []
  const elements = childrenOf(text, container)
  return [...changed].flatMap(([index, formula]) => {
    const element = elements[index]
    if (element === undefined) return []
    const { openEnd: start, closeStart: end } = element
    return [{ start, end, text: escapeXml(formula) }]
  })
}

function recalculationSplice(text: string, root: XmlElement): Splice {
  const calculation = childOf(text, root, 'calcPr')
  if (calculation !== undefined) {
    return setAttribute(text, calculation, 'fullCalcOnLoad', '1')
  }
  const xml = `<${root.prefix}calcPr fullCalcOnLoad="1"/>`
  return insertInWorkbook(text, root, 'calcPr', xml)
}

function insertInWorkbook(text: string, root: XmlElement, name: string, xml: string): Splice {
  const rank = workbookElementOrder.indexOf(name)
  const next = childrenOf(text, root).find((element) => workbookElementOrder.indexOf(element.local) > rank)
  const at = next?.start ?? root.closeStart
  return { start: at, end: at, text: xml }
}

/** Refuses a name that is taken where it would be known, and one for a sheet that is not there. */
export function checkNames(
  workbook: Workbook,
  names: readonly DefinedName[],
  addedSheets: readonly ListedSheet[],
): void {
  const keyOf = ({ name, sheet }: DefinedName): string => `${name.toLowerCase()}|${sheet ?? ''}`
  const taken = new Set(workbook.definedNames.map(keyOf))
  const sheets = new Set([...workbook.sheets, ...addedSheets].map(({ name }) => name))
  for (const name of names) {
    if (taken.has(keyOf(name))) {
      refuse('invalid_request', `The workbook has a name "${name.name}" already. Choose another one.`)
    }
    if (name.sheet !== undefined && !sheets.has(name.sheet)) {
      refuse('invalid_request', `There is no sheet "${name.sheet}" for the name "${name.name}".`)
    }
    taken.add(keyOf(name))
  }
}
