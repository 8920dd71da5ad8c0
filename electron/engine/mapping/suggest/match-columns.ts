import type { DatasetKind } from '#shared/domain/kind.ts'
import type { ColumnShape } from '../profile/column-shape.ts'
import { assign } from './assignment.ts'
import type { FieldTarget, KindWords } from './catalogue-words.ts'
import { type HeaderMatch, matchHeader } from './header-match.ts'
import { headerWords } from './header-words.ts'
import { valueFit } from './value-fit.ts'

/** A column taken for a field. */
export interface ColumnMatch {
  readonly shape: ColumnShape
  readonly target: FieldTarget
  readonly header: HeaderMatch
  readonly fit: number
  /** Header and values together, 0 to 1. */
  readonly score: number
}

/** A pair below this is no pair: a wrong field costs the user more than a missing one. */
export const leastScore = 0.6

/** Breaks ties: of two columns that fit equally the first, of equal kinds of field the required one. */
const firstColumnBonus = 0.002
const requiredBonus = 0.04

/** The columns that are most likely a kind's fields: each used once, the sum of scores the highest possible. */
export function matchColumns(
  shapes: readonly ColumnShape[],
  { kind, targets, weightOf }: KindWords,
): ColumnMatch[] {
  const matches = shapes.map((shape) => {
    const words = headerWords(shape.name)
    return targets.map((target) =>
      matchOf(shape, target, kind, matchHeader(words, target.vocabulary, weightOf)),
    )
  })
  const candidates = matches.filter((row) => row.some((match) => match.score >= leastScore))
  const scores = candidates.map((row, index) =>
    row.map(({ score, target }) =>
      score < leastScore
        ? 0
        : score +
          (target.field.required === true ? requiredBonus : 0) +
          firstColumnBonus * (1 - index / candidates.length),
    ),
  )
  return assign(scores).flatMap((field, index) => candidates[index]?.[field] ?? [])
}

function matchOf(
  shape: ColumnShape,
  target: FieldTarget,
  kind: DatasetKind,
  header: HeaderMatch,
): ColumnMatch {
  // Looking at the values costs little, but most pairs are out by their header alone.
  const fit =
    header.score < leastScore || namesOtherUnit(shape.name, target.field)
      ? 0
      : valueFit(shape, target.field, kind)
  return { shape, target, header, fit, score: header.score * fit }
}

const unitWords: Readonly<Record<string, RegExp>> = {
  seconds: /\b(s|secs?|seconds?|sekunden)\b/i,
  minutes: /\b(mins?|minutes?|minuten)\b/i,
  hours: /\b(h|hrs?|hours?|stunden|std)\b/i,
  days: /\b(d|days?|tage)\b/i,
}

/** Whether a header says that its durations are in another unit than the field's: 90 minutes must not become 90 hours. */
function namesOtherUnit(header: string, { unit, type }: FieldTarget['field']): boolean {
  if (type !== 'number' || (unit !== 'hours' && unit !== 'seconds')) return false
  const named = Object.keys(unitWords).filter((each) => unitWords[each]?.test(header.replaceAll('_', ' ')))
  return named.length > 0 && !named.includes(unit)
}
