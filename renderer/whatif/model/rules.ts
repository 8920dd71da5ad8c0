import { findKind } from '#shared/catalogue/index.ts'
import type { Mapping } from '#shared/domain/mapping.ts'
import type { RowRule } from '#shared/domain/scenario.ts'
import { parse } from '#shared/formula/parse.ts'
import type { FormulaProblem } from '#shared/formula/problem.ts'

/** A dataset whose rows a rule can change, with the fields that have a column. */
export interface RuleDataset {
  readonly id: string
  readonly name: string
  readonly fields: readonly { readonly id: string; readonly name: string }[]
}

/** The datasets that sheets are mapped as, each once, with every field that any of its sheets has. */
export function ruleDatasets({ sheets }: Mapping): readonly RuleDataset[] {
  const ids = [...new Set(sheets.map(({ kind }) => kind))]
  return ids.flatMap((id) => {
    const kind = findKind(id)
    if (kind === undefined) return []
    const mapped = new Set(
      sheets.filter((sheet) => sheet.kind === id).flatMap(({ columns }) => columns.map(({ field }) => field)),
    )
    const fields = kind.fields
      .filter((field) => mapped.has(field.id))
      .map((field) => ({ id: field.id, name: field.name }))
    return fields.length === 0 ? [] : [{ id, name: kind.name, fields }]
  })
}

/** What is wrong with a formula as far as its writing goes; fields and types are checked when the rule is kept. */
export function writingProblem(text: string): FormulaProblem | undefined {
  if (text.trim() === '') return undefined
  const parsed = parse(text)
  return parsed.ok ? undefined : parsed.error
}

/** "touches 120 of 1,234 rows" */
export const touchedWords = ({ rows, total }: { readonly rows: number; readonly total: number }): string =>
  `touches ${rows.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} rows`

/** A value as it was typed: a number or yes and no as such, anything else a text or a formula. */
export function typedValue(text: string): RowRule['set'][string] {
  const trimmed = text.trim()
  if (trimmed !== '' && Number.isFinite(Number(trimmed))) return Number(trimmed)
  if (/^(true|yes)$/i.test(trimmed)) return true
  if (/^(false|no)$/i.test(trimmed)) return false
  return text
}

export const shownValue = (value: RowRule['set'][string]): string =>
  value === true ? 'yes' : value === false ? 'no' : String(value)
