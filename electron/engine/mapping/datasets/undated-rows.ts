import type { DatasetKind, FieldDefinition } from '#shared/domain/kind.ts'

/** Kinds whose rows, where the sheet has no date at all, are about whatever period is asked for. */
const dateOfAnyPeriod: Readonly<Record<string, string>> = {
  period_summary: 'period',
  tickets: 'created_at',
  users: 'signed_up_at',
}

/** See `DatasetField.isPeriodStart`. */
export function fieldsOfAnyPeriod(kind: DatasetKind, mapped: ReadonlySet<string>): FieldDefinition[] {
  const id = dateOfAnyPeriod[kind.id]
  const hasDate = kind.dateFields.some((field) => mapped.has(field))
  return hasDate ? [] : kind.fields.filter((field) => field.id === id)
}
