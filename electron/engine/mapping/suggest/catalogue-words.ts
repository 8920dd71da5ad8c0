import { assumptions, kinds } from '#shared/catalogue/index.ts'
import type { DatasetKind, FieldDefinition } from '#shared/domain/kind.ts'
import { type FieldVocabulary, vocabularyOf, wordWeights } from './header-match.ts'

/** What a header may be matched with: the fields of a kind, or the assumptions. */
export interface MatchTarget {
  readonly id: string
  readonly vocabulary: FieldVocabulary
}

export interface FieldTarget extends MatchTarget {
  readonly field: FieldDefinition
}

export interface KindWords {
  readonly kind: DatasetKind
  readonly targets: readonly FieldTarget[]
  readonly weightOf: (word: string) => number
}

/** Every kind's fields with the texts that mean them, taken apart once. */
export const kindWords: readonly KindWords[] = kinds.map((kind) => {
  const targets = kind.fields.map((field) => ({ id: field.id, field, vocabulary: vocabularyOf(field) }))
  return { kind, targets, weightOf: wordWeights(targets.map((target) => target.vocabulary)) }
})

const assumptionTargets: readonly MatchTarget[] = assumptions.map((assumption) => ({
  id: assumption.name,
  vocabulary: vocabularyOf({ id: assumption.name, name: assumption.label, synonyms: assumption.synonyms }),
}))

export const assumptionWords = {
  targets: assumptionTargets,
  weightOf: wordWeights(assumptionTargets.map((target) => target.vocabulary)),
}
