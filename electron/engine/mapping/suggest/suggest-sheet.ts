import type { SuggestedSheet, ValueMapping } from '#shared/domain/mapping.ts'
import { type Candidate, rounded } from './candidate.ts'
import { kindWords } from './catalogue-words.ts'
import { assumptionsByColumn, assumptionsByRow, figuresByRow, hasCells, wideMonths } from './layouts.ts'
import type { ColumnMatch } from './match-columns.ts'
import { reasonOf } from './reasons.ts'
import { type KindReading, readAs, type SheetShape } from './suggest-kind.ts'
import { meansNothing, suggestValues } from './value-words.ts'

/** A reading less sure than this is not suggested: no kind is better than a wrong one. */
const leastConfidence = 0.5

/**
 * The reading of a sheet that explains most of it, and a second one where that clearly explains something else; an
 * empty list where the sheet is nothing known. Readings of dates and numbers are not part of it: they are decided
 * from all the values (see `decide-readings.ts`).
 */
export function suggestSheet(sheet: SheetShape): SuggestedSheet[] {
  if (!hasCells(sheet)) return []
  const plain = kindWords.flatMap((words) => readAs(sheet, words) ?? []).map(candidateOf)
  const layouts = [wideMonths, figuresByRow, assumptionsByRow, assumptionsByColumn]
  const laidOut = layouts.flatMap((layout) => layout(sheet) ?? [])
  const candidates = [...plain, ...laidOut].sort((a, b) => b.evidence - a.evidence)
  const [best, second] = candidates
  if (best === undefined) return []
  const confidence = confidenceOf(best, candidates.find((each) => each.kind !== best.kind) ?? second)
  if (confidence < leastConfidence) return []
  const companion = companionOf(best, candidates)
  return [
    suggestionOf(sheet, best, confidence),
    ...(companion === undefined ? [] : [suggestionOf(sheet, companion, confidenceOf(companion, undefined))]),
  ]
}

/** How sure a reading is: the evidence for it, and how far it is ahead of the next. */
function confidenceOf(best: Candidate, second: Candidate | undefined): number {
  const strength = 1 - Math.exp(-1.1 * best.evidence)
  const lead =
    second === undefined || second === best
      ? 1
      : Math.min(1, Math.max(0, best.evidence - second.evidence) / best.evidence / 0.25)
  return strength * (0.8 + 0.2 * lead)
}

/** Pairs of kinds that one sheet may well hold side by side. */
const companions: Readonly<Record<string, string>> = {
  customers: 'mrr_history',
  mrr_history: 'customers',
  period_summary: 'assumptions',
  assumptions: 'period_summary',
  tickets: 'survey_responses',
}

/** Answers to a survey, which tickets may carry in columns of their own. */
const answers = new Set(['nps', 'csat', 'ces'])

/** A second reading: of a kind that goes with the first, strong by itself, of columns that the first leaves alone. */
function companionOf(best: Candidate, candidates: readonly Candidate[]): Candidate | undefined {
  const other = candidates.find((each) => each.kind.id === companions[best.kind.id])
  if (other === undefined || confidenceOf(other, undefined) < 0.6) return undefined
  if (other.kind.id === 'survey_responses') return hasFreeAnswer(other, best) ? other : undefined
  const isPeriodsAside = best.unpivot !== undefined || other.unpivot !== undefined
  if (!isPeriodsAside || best.transpose !== undefined || other.transpose !== undefined) return undefined
  const taken = new Set(namesOf(best))
  const free = namesOf(other).filter((name) => !taken.has(name))
  if (other.kind.id !== 'assumptions' && best.kind.id !== 'assumptions')
    return other.evidence > 1.5 ? other : undefined
  if (free.length === 0) return undefined
  return other.unpivot === undefined
    ? { ...other, columns: other.columns.filter(({ column }) => free.includes(column)) }
    : { ...other, unpivot: { ...other.unpivot, columns: free } }
}

const hasFreeAnswer = ({ columns }: Candidate, best: Candidate): boolean =>
  columns.some(({ column, field }) => answers.has(field) && !namesOf(best).includes(column))

const namesOf = ({ columns, unpivot }: Candidate): string[] => [
  ...columns.map(({ column }) => column),
  ...(unpivot?.columns ?? []),
]

const suggestionOf = (sheet: SheetShape, candidate: Candidate, confidence: number): SuggestedSheet => ({
  file: sheet.file,
  sheet: sheet.sheet,
  kind: candidate.kind.id,
  confidence: rounded(confidence),
  reason: candidate.reason,
  columns: candidate.columns,
  values: candidate.values,
  ...(candidate.unpivot === undefined ? {} : { unpivot: candidate.unpivot }),
  ...(candidate.transpose === undefined ? {} : { transpose: candidate.transpose }),
  questions: [],
})

const candidateOf = (reading: KindReading): Candidate => ({
  kind: reading.words.kind,
  columns: reading.matches.map((match) => ({
    column: match.shape.name,
    field: match.target.id,
    confidence: rounded(match.score),
    reason: reasonOf(match),
  })),
  values: reading.matches.flatMap((match) => valuesOf(match, reading)),
  evidence: reading.evidence,
  reason: kindReason(reading),
})

function kindReason({ words, matches, missing, isNamedSo }: KindReading): string {
  const found = `${matches.length} of its fields found`
  const parts = [
    `a row looks like ${words.kind.rowMeaning}: ${found}`,
    ...(isNamedSo ? ['the sheet is named so'] : []),
    ...(missing.length === 0 ? [] : [`${missing.join(', ')} not found`]),
  ]
  return parts.join('; ')
}

function valuesOf({ shape, target, header }: ColumnMatch, { words }: KindReading): ValueMapping[] {
  const { field } = target
  if (field.type === 'enum' || field.type === 'boolean')
    return suggestValues(field, shape.values, header.isOpposite)
  if (field.type === 'text') return spellings(field.id, shape)
  const isDate = field.type === 'date' || field.type === 'datetime'
  if (field.required === true || !(isDate || words.kind.id === 'survey_responses')) return []
  // In a date that need not be there "N/A" says that it has not come, in an answer that there was none. In an amount it
  // says that the amount is not known, and the cell is counted as not understood.
  return shape.values
    .filter(({ text }) => meansNothing(text))
    .map(({ text }) => ({ field: field.id, from: text, to: '' }))
}

const fewGroups = 60

/** Spellings of one group that differ in case or spaces only, brought to the most frequent of them. */
function spellings(field: string, shape: ColumnMatch['shape']): ValueMapping[] {
  if (!shape.hasAllValues || shape.distinct > fewGroups || shape.distinct === shape.nonEmpty) return []
  const usual = new Map<string, string>()
  return shape.values.flatMap(({ text }) => {
    const plain = text.toLowerCase().replace(/\s+/g, ' ')
    const known = usual.get(plain)
    if (known === undefined) usual.set(plain, text)
    return known === undefined ? [] : [{ field, from: text, to: known }]
  })
}
