import { findKind } from '#shared/catalogue/index.ts'
import type { DatasetKind } from '#shared/domain/kind.ts'
import type { Mapping, SheetMapping } from '#shared/domain/mapping.ts'
import type { Problem, ProblemPlace } from '#shared/domain/result.ts'
import { findColumn, type MappableSheet } from './mappable-sheet.ts'

/**
 * What is wrong with a mapping, in plain words. Nothing of it stops the rest from being used: what is in error is
 * passed over, and of two columns for one field the first counts.
 */
export const validateMapping = (mapping: Mapping, sheets: readonly MappableSheet[]): Problem[] =>
  mapping.sheets.flatMap((each) => validateSheet(each, sheets))

function validateSheet(mapping: SheetMapping, sheets: readonly MappableSheet[]): Problem[] {
  const place = { file: mapping.file, sheet: mapping.sheet }
  const sheet = sheets.find(({ file, name }) => file === mapping.file && name === mapping.sheet)
  if (sheet === undefined)
    return [
      problem(
        'unknown_sheet',
        `There is no sheet “${mapping.sheet}” of “${mapping.file}” in the project. Open the file, or take the sheet out of the mapping.`,
        place,
      ),
    ]
  const kind = findKind(mapping.kind)
  if (kind === undefined)
    return [
      problem(
        'unknown_kind',
        `“${mapping.kind}” is no kind of sheet that is known. Choose one of the list.`,
        place,
      ),
    ]
  return [
    ...unknownNames(mapping, sheet, kind, place),
    ...fieldsTwice(mapping, kind, place),
    ...missingRequired(mapping, kind, place),
  ]
}

const problem = (
  code: string,
  message: string,
  place: ProblemPlace,
  severity: Problem['severity'] = 'error',
): Problem => ({ code, severity, message, place })

/** Columns that the sheet does not have, and fields that the kind does not have. */
function unknownNames(
  mapping: SheetMapping,
  sheet: MappableSheet,
  kind: DatasetKind,
  place: ProblemPlace,
): Problem[] {
  const { unpivot, transpose } = mapping
  const columns = [
    // In a sheet on its side the mapping speaks of rows.
    ...(transpose === undefined
      ? mapping.columns.map(({ column }) => column)
      : [transpose.labels, ...transpose.columns]),
    ...(unpivot?.columns ?? []),
  ]
  const fields = [
    ...mapping.columns.map(({ field }) => field),
    ...mapping.values.map(({ field }) => field),
    ...(unpivot === undefined ? [] : [unpivot.periodField, unpivot.valueField]),
  ]
  const lost = [...new Set(columns)].filter((column) => findColumn(sheet, column) === undefined)
  const strange = [...new Set(fields)].filter((id) => !kind.fields.some((field) => field.id === id))
  return [
    ...lost.map((column) =>
      problem(
        'unknown_column',
        `Sheet “${sheet.name}” has no column “${column}”. It may have been renamed or deleted: choose another.`,
        { ...place, column },
      ),
    ),
    ...strange.map((field) =>
      problem('unknown_field', `${kind.name} has no field “${field}”. Choose one of its fields.`, place),
    ),
  ]
}

function fieldsTwice(mapping: SheetMapping, kind: DatasetKind, place: ProblemPlace): Problem[] {
  const twice: Problem[] = []
  for (const { id, name } of kind.fields) {
    const columns = mapping.columns.filter(({ field }) => field === id).map(({ column }) => column)
    if (columns.length < 2) continue
    twice.push(
      problem(
        'field_mapped_twice',
        `${name} is read from ${columns.map((column) => `“${column}”`).join(' and ')}. The first is used: take the field off the other.`,
        { ...place, column: columns[1] ?? '' },
      ),
    )
  }
  return twice
}

function missingRequired(mapping: SheetMapping, kind: DatasetKind, place: ProblemPlace): Problem[] {
  const { unpivot, transpose } = mapping
  const mapped = new Set(mapping.columns.map(({ field }) => field))
  for (const field of [unpivot?.periodField, unpivot?.valueField, transpose?.periodField])
    if (field !== undefined) mapped.add(field)
  return kind.fields
    .filter((field) => field.required === true && !mapped.has(field.id))
    .map(({ name }) =>
      problem(
        'required_field_missing',
        `${kind.name} needs ${name}: choose the column of “${mapping.sheet}” that holds it.`,
        place,
        'warning',
      ),
    )
}
