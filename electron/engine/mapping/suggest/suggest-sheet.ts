import type { SuggestedSheet, ValueMapping } from '#shared/domain/mapping.ts'
import { kindWords } from './catalogue-words.ts'
import type { ColumnMatch } from './match-columns.ts'
import { reasonOf } from './reasons.ts'
import { type KindReading, readAs, type SheetShape } from './suggest-kind.ts'
import { meansNothing, suggestValues } from './value-words.ts'

/** A reading less sure than this is not suggested: no kind is better than a wrong one. */
const leastConfidence = 0.5

/**
 * The reading of a sheet as a kind that explains most of it; an empty list where it is none that is known. Readings of
 * dates and numbers are not part of it yet: they are decided from all the values (see `decide-readings.ts`).
 */
export function suggestSheet(sheet: SheetShape): SuggestedSheet[] {
  const readings = kindWords
    .flatMap((words) => readAs(sheet, words) ?? [])
    .sort((a, b) => b.evidence - a.evidence)
  const [best, second] = readings
  if (best === undefined) return []
  const confidence = confidenceOf(best, second)
  return confidence < leastConfidence ? [] : [suggestionOf(sheet, best, confidence)]
}

/** How sure a reading is: the evidence for it, and how far it is ahead of the next. */
function confidenceOf(best: KindReading, second: KindReading | undefined): number {
  const strength = 1 - Math.exp(-1.1 * best.evidence)
  const lead =
    second === undefined ? 1 : Math.min(1, (best.evidence - second.evidence) / best.evidence / 0.25)
  return strength * (0.8 + 0.2 * lead)
}

const rounded = (value: number): number => Math.round(Math.min(1, value) * 100) / 100

function suggestionOf(sheet: SheetShape, reading: KindReading, confidence: number): SuggestedSheet {
  const { kind } = reading.words
  return {
    file: sheet.file,
    sheet: sheet.sheet,
    kind: kind.id,
    confidence: rounded(confidence),
    reason: kindReason(reading),
    columns: reading.matches.map((match) => ({
      column: match.shape.name,
      field: match.target.id,
      confidence: rounded(match.score),
      reason: reasonOf(match),
    })),
    values: reading.matches.flatMap(valuesOf),
    questions: [],
  }
}

function kindReason({ words, matches, missing, isNamedSo }: KindReading): string {
  const found = `${matches.length} of its fields found`
  const parts = [
    `a row looks like ${words.kind.rowMeaning}: ${found}`,
    ...(isNamedSo ? ['the sheet is named so'] : []),
    ...(missing.length === 0 ? [] : [`${missing.join(', ')} not found`]),
  ]
  return parts.join('; ')
}

function valuesOf({ shape, target }: ColumnMatch): ValueMapping[] {
  const { field } = target
  if (field.type === 'enum' || field.type === 'boolean') return suggestValues(field, shape.values)
  if (field.type !== 'date' && field.type !== 'datetime') return []
  if (field.required === true) return []
  // In a date that need not be there, "N/A" says that it has not come: the customer is still one.
  return shape.values
    .filter(({ text }) => meansNothing(text))
    .map(({ text }) => ({ field: field.id, from: text, to: '' }))
}
