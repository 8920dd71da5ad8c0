import { parseA1Ref, parseR1C1Ref } from '@borgar/fx'
import { maximumColumn, maximumRow } from '#shared/domain/address.ts'
import { toBoolean, toNumber, toText } from '../coerce.ts'
import { type Evaluation, scalarOf } from '../evaluation.ts'
import { type Area, areaOver, errors, isArea, isError, notComputable, type Operand } from '../operand.ts'
import { resolveReference } from '../resolve-reference.ts'
import { type FunctionTable, overRanges } from './function.ts'

/** A text as the reference that it spells. Rows in it are those of now: no insertion moves a text. */
const indirect = overRanges(1, 2, ([text = null, style = true], evaluation): Operand => {
  const spelled = toText(scalarOf(text, evaluation))
  if (isError(spelled)) return spelled
  const isA1 = toBoolean(scalarOf(style, evaluation))
  if (isError(isA1)) return isA1
  const area = isA1 ? areaOfText(spelled.trim(), evaluation) : areaOfR1C1(spelled.trim(), evaluation)
  if (isArea(area)) evaluation.reach(area)
  return area
})

function areaOfText(
  text: string,
  { names, source, place, cells }: Evaluation,
): Area | typeof errors.reference {
  const plain = parseA1Ref(text)
  if (plain === undefined && !text.includes('[')) return errors.reference
  const found = resolveReference(text, plain === undefined ? source : place, names)
  if (found.kind === 'unknown') return notComputable(found.reason)
  if (found.kind === 'error' || found.kind === 'definition') return errors.reference
  if (found.floats) return notComputable('It spells a name that counts from the cell that uses it.')
  const isPlaced = plain !== undefined && 'range' in plain
  return isPlaced ? found.area : (cells.present(found.area) ?? errors.reference)
}

/** `R2C3`, `R[-1]C`, `Sheet!C4`: a part in brackets counts from the formula, one left out is its own row or column. */
function areaOfR1C1(text: string, evaluation: Evaluation): Area | typeof errors.reference {
  const { names, place } = evaluation
  const reference = parseR1C1Ref(text)
  if (reference === undefined) return errors.reference
  if ('name' in reference) return areaOfText(text, evaluation)
  const [context] = reference.context ?? []
  const sheet = context === undefined ? place.sheet : names.sheets.get(context.toLowerCase())
  if (sheet === undefined) return errors.reference
  const { r0, r1, c0, c1, $r0, $r1, $c0, $c1 } = reference.range
  const rows = [lineNumber(r0, $r0, place.row) ?? 1, lineNumber(r1, $r1, place.row) ?? maximumRow]
  const columns = [lineNumber(c0, $c0, place.column) ?? 1, lineNumber(c1, $c1, place.column) ?? maximumColumn]
  return withinSheet(areaOver(sheet, rows, columns))
}

/** A row or column from 1; undefined where the text leaves it open, and so means all. */
function lineNumber(part: number | nothing, isFixed: boolean | nothing, own: number): number | undefined {
  if (part === null || part === undefined) return undefined
  return isFixed === true ? part + 1 : own + part
}
type nothing = null | undefined

/** An area moved by rows and columns, and of another size where that is given; a negative size reaches up or left. */
const offset = overRanges(3, 5, ([base = null, ...rest], evaluation): Operand => {
  if (isError(base)) return base
  if (!isArea(base)) return errors.value
  const numbers: (number | undefined)[] = []
  for (const operand of rest) {
    const value = scalarOf(operand, evaluation)
    const number = value === null ? undefined : toNumber(value)
    if (isError(number)) return number
    numbers.push(number === undefined ? undefined : Math.trunc(number))
  }
  const [down = 0, right = 0, height, width] = numbers
  const rows = lineOf(base.firstRow + down, height ?? base.lastRow - base.firstRow + 1)
  const columns = lineOf(base.firstColumn + right, width ?? base.lastColumn - base.firstColumn + 1)
  if (rows === undefined || columns === undefined) return errors.reference
  const area = withinSheet({
    ...base,
    firstRow: rows.first,
    lastRow: rows.last,
    firstColumn: columns.first,
    lastColumn: columns.last,
  })
  if (isArea(area)) evaluation.reach(area)
  return area
})

function lineOf(start: number, length: number): { first: number; last: number } | undefined {
  if (length === 0) return undefined
  return length > 0 ? { first: start, last: start + length - 1 } : { first: start + length + 1, last: start }
}

const withinSheet = (area: Area): Area | typeof errors.reference =>
  area.firstRow < 1 || area.firstColumn < 1 || area.lastRow > maximumRow || area.lastColumn > maximumColumn
    ? errors.reference
    : area

export const referenceFunctions: FunctionTable = { INDIRECT: indirect, OFFSET: offset }
