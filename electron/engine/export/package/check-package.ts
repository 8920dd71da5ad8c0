/**
 * Whether a package is whole: what Excel would repair or refuse is found here. Run on every export in the tests.
 * It reads with a parser of its own (saxes), not with the functions that write.
 */
import { type Problem, succeed } from '#shared/domain/result.ts'
import { checkSheet, type SheetLimits } from './check-sheet.ts'
import { checkStyleSheet } from './check-styles.ts'
import { contentTypeOf, contentTypesPart, readContentTypes } from './content-types.ts'
import { flaw } from './flaw.ts'
import { openPackage, type PackageDraft } from './package-draft.ts'
import { attempt, PackageFault } from './package-fault.ts'
import { partName, relationshipsPartOf, sourceOfRelationships } from './part-names.ts'
import { readRelationships } from './relationships.ts'
import { readWorkbook, type Workbook } from './workbook-part.ts'
import { type XmlEvent, xmlEvents } from './xml-events.ts'
import { readZip } from './zip-read.ts'

/** All flaws of a package; none where it is whole. */
export async function checkPackage(bytes: Uint8Array): Promise<Problem[]> {
  const result = await attempt(async () => succeed(await flawsOf(bytes)))
  return result.ok ? result.value : [result.error]
}

async function flawsOf(bytes: Uint8Array): Promise<Problem[]> {
  const draft = openPackage(bytes)
  const wellFormed = await checkXml(draft)
  const structure = [...checkEntries(bytes), ...checkContentTypes(draft), ...checkRelationships(draft)]
  if (wellFormed.length > 0) return [...wellFormed, ...structure]
  const workbook = readWorkbook(draft)
  return [
    ...structure,
    ...checkWorkbook(workbook),
    ...(await checkSheets(draft, workbook)),
    ...(await checkRelationshipIds(draft)),
  ]
}

function checkEntries(bytes: Uint8Array): Problem[] {
  const seen = new Set<string>()
  return readZip(bytes).flatMap(({ name }) => {
    const key = partName(name).toLowerCase()
    if (seen.has(key)) return [flaw(name, 'stands in the zip more than once')]
    seen.add(key)
    return []
  })
}

const isXml = (part: string): boolean => /\.(xml|rels)$/i.test(part)

async function checkXml(draft: PackageDraft): Promise<Problem[]> {
  const flaws: Problem[] = []
  for (const part of draft.parts().filter(isXml)) {
    try {
      await xmlEvents(draft.streamText(part), () => undefined)
    } catch (error) {
      if (error instanceof PackageFault) throw error
      flaws.push(flaw(part, `not well-formed: ${String(error)}`))
    }
  }
  return flaws
}

function checkContentTypes(draft: PackageDraft): Problem[] {
  const types = readContentTypes(draft)
  const flaws = draft
    .parts()
    .filter((part) => part.toLowerCase() !== contentTypesPart.toLowerCase())
    .filter((part) => contentTypeOf(types, part) === undefined)
    .map((part) => flaw(part, 'has no content type'))
  for (const part of types.overrides.keys()) {
    if (draft.find(part) === undefined) {
      flaws.push(flaw(part, 'has a content type but is not there'))
    }
  }
  return flaws
}

function checkRelationships(draft: PackageDraft): Problem[] {
  const flaws: Problem[] = []
  for (const part of draft.parts()) {
    if (!/\/_rels\/[^/]*\.rels$/i.test(part)) continue
    const source = sourceOfRelationships(part)
    if (source !== '/' && draft.find(source) === undefined) {
      flaws.push(flaw(part, `belongs to ${source}, which is not there`))
    }
    const ids = new Set<string>()
    for (const { id, target, isExternal } of readRelationships(draft, source)) {
      if (ids.has(id)) flaws.push(flaw(part, `has the id ${id} more than once`))
      ids.add(id)
      if (!isExternal && draft.find(target) === undefined) {
        flaws.push(flaw(part, `${id} leads to ${target}, which is not there`))
      }
    }
  }
  return flaws
}

/** Every id by which a part refers to a relationship must be one that it has. */
async function checkRelationshipIds(draft: PackageDraft): Promise<Problem[]> {
  const flaws: Problem[] = []
  for (const part of draft.parts().filter((name) => /\.xml$/i.test(name))) {
    const known = new Set(
      draft.find(relationshipsPartOf(part)) === undefined
        ? []
        : readRelationships(draft, part).map(({ id }) => id),
    )
    await xmlEvents(draft.streamText(part), (event) => {
      if (event.kind !== 'open') return
      for (const { uri, local, value } of event.attributes) {
        if (!uri.endsWith('/relationships') || value === '' || known.has(value)) continue
        flaws.push(
          flaw(part, `<${event.local}> ${local} refers to the relationship ${value}, which it lacks`),
        )
      }
    })
  }
  return flaws
}

const forbiddenInSheetName = /[[\]:*?/\\]/
const longestSheetName = 31

function checkWorkbook(workbook: Workbook): Problem[] {
  const flaws: Problem[] = []
  const names = new Set<string>()
  const ids = new Set<number>()
  for (const { name, sheetId, part } of workbook.sheets) {
    if (part === undefined) flaws.push(flaw(workbook.part, `sheet "${name}" has no part`))
    if (names.has(name.toLowerCase())) flaws.push(flaw(workbook.part, `two sheets are named "${name}"`))
    if (ids.has(sheetId)) flaws.push(flaw(workbook.part, `two sheets have the id ${sheetId}`))
    if (name === '' || name.length > longestSheetName || forbiddenInSheetName.test(name)) {
      flaws.push(flaw(workbook.part, `"${name}" cannot be a sheet's name`))
    }
    names.add(name.toLowerCase())
    ids.add(sheetId)
  }
  const defined = new Set<string>()
  for (const { name, sheet } of workbook.definedNames) {
    const key = `${name.toLowerCase()}|${sheet ?? ''}`
    if (defined.has(key)) flaws.push(flaw(workbook.part, `the name "${name}" is defined twice`))
    defined.add(key)
  }
  if (!workbook.sheets.some(({ state }) => state === 'visible')) {
    flaws.push(flaw(workbook.part, 'no sheet is visible'))
  }
  return flaws
}

async function checkSheets(draft: PackageDraft, workbook: Workbook): Promise<Problem[]> {
  const related = (kind: string): string | undefined => {
    const target = workbook.relationships.find((item) => item.kind === kind)?.target
    return target === undefined ? undefined : draft.find(target)
  }
  const stylesPart = related('styles')
  const styles = stylesPart === undefined ? undefined : await checkStyleSheet(draft, stylesPart)
  const limits: SheetLimits = {
    cellFormats: styles?.cellFormats ?? 1,
    differentialFormats: styles?.differentialFormats ?? 0,
    sharedStrings: await countStrings(draft, related('sharedStrings')),
  }
  const flaws: Problem[] = [...(styles?.flaws ?? [])]
  for (const { part, kind } of workbook.sheets) {
    if (part === undefined || kind !== 'worksheet') continue
    flaws.push(...(await checkSheet(draft, part, limits)))
  }
  return flaws
}

async function countStrings(draft: PackageDraft, part: string | undefined): Promise<number> {
  if (part === undefined) return 0
  let count = 0
  await xmlEvents(draft.streamText(part), (event: XmlEvent) => {
    if (event.kind === 'open' && event.local === 'si') count++
  })
  return count
}
