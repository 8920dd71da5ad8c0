import { parseA1Ref, parseStructRef, type RangeA1 } from '@borgar/fx'
import { maximumColumn, maximumRow } from '#shared/domain/address.ts'
import { areaOver } from './operand.ts'
import {
  missingReference,
  type Reference,
  type ReferencePlace,
  unknownReference,
  type WorkbookNames,
} from './references.ts'
import { resolveStructured, tableArea } from './structured-references.ts'

/** Resolves `A1:B2`, `'My sheet'!A:A`, a defined name or a structured reference. */
export function resolveReference(text: string, place: ReferencePlace, names: WorkbookNames): Reference {
  if (text.includes('[')) {
    const structured = parseStructRef(text)
    if (structured !== undefined) return resolveStructured(structured, place, names)
  }
  const reference = parseA1Ref(text)
  if (reference === undefined) return unknownReference(`It refers to ${text}.`)
  const [context, ...others] = reference.context ?? []
  if (
    others.length > 0 ||
    (context !== undefined && /^\d+$|\.xl/i.test(context) && !names.sheets.has(context))
  )
    return unknownReference('It reads another workbook.')
  if ('name' in reference) return resolveName(reference.name, context, place, names)
  const own = place.within?.at(-1)?.sheet ?? place.sheet
  const sheet = context === undefined ? own : names.sheets.get(context.toLowerCase())
  if (sheet === undefined)
    return context?.includes(':') ? unknownReference('It reads a run of sheets.') : missingReference
  return areaOfRange(reference.range, sheet, place, names)
}

function areaOfRange(
  range: RangeA1,
  sheet: string,
  place: ReferencePlace,
  { defined: { sheetSize } }: WorkbookNames,
): Reference {
  const { top, bottom, left, right, $top, $bottom, $left, $right } = range
  const isInName = place.within !== undefined
  const across = (line: number | null | undefined, isFixed: boolean | null | undefined): number | undefined =>
    lineOf(line, isInName && isFixed !== true ? place.column - 1 : 0, sheetSize.columns)
  const down = (line: number | null | undefined, isFixed: boolean | null | undefined): number | undefined =>
    lineOf(line, isInName && isFixed !== true ? place.row - 1 : 0, sheetSize.rows)
  const rows = [down(top, $top) ?? 1, down(bottom, $bottom) ?? maximumRow]
  const columns = [across(left, $left) ?? 1, across(right, $right) ?? maximumColumn]
  const area = areaOver(sheet, rows, columns)
  const isOpen =
    (typeof top === 'number' && $top !== true) || (typeof bottom === 'number' && $bottom !== true)
  return isInName && isOpen ? { kind: 'area', area, floats: true } : { kind: 'area', area }
}

/** A 0-based line moved and counted from 1; what leaves the sheet at one edge comes in at the other, as in Excel. */
function lineOf(line: number | null | undefined, by: number, size: number): number | undefined {
  if (line === null || line === undefined) return undefined
  return by === 0 ? line + 1 : ((line + by) % size) + 1
}

function resolveName(
  name: string,
  context: string | undefined,
  place: ReferencePlace,
  names: WorkbookNames,
): Reference {
  const within = place.within ?? []
  const from = within.at(-1)
  const definition = names.defined.find(name, context ?? (from === undefined ? place.sheet : from.sheet))
  if (definition === undefined) return resolveArea(name, names)
  if (within.includes(definition))
    return unknownReference(`It uses the name ${name}, which refers to itself.`)
  const { tree } = definition
  if (tree === undefined)
    return unknownReference(`It uses the name ${name}, the definition of which cannot be read.`)
  const inside = { ...place, within: [...within, definition] }
  return tree.type === 'ReferenceIdentifier'
    ? resolveReference(tree.value, inside, names)
    : { kind: 'definition', tree, place: inside }
}

function resolveArea(name: string, names: WorkbookNames): Reference {
  const area = names.areas.get(name.toLowerCase())
  if (area === undefined)
    return unknownReference(`It uses the name ${name}, for which the file has no definition.`)
  if (area.table === undefined)
    return { kind: 'area', area: { kind: 'area', sheet: area.sheet, ...area.range } }
  return tableArea(area, ['data'], [])
}
