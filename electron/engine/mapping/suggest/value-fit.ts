import type { DatasetKind, FieldDefinition } from '#shared/domain/kind.ts'
import { type ColumnShape, isUnique } from '../profile/column-shape.ts'
import { understoodShare } from './value-words.ts'

/** The usual scale of a survey question's answers, by field: what tells an NPS answer from a CSAT answer. */
const answerScales: Readonly<Record<string, { readonly lowest: number; readonly highest: number }>> = {
  nps: { lowest: 0, highest: 10 },
  nps_score: { lowest: 0, highest: 10 },
  csat: { lowest: 1, highest: 5 },
  ces: { lowest: 1, highest: 7 },
}

/** Below this share of fitting cells a column is not what the field holds. */
const leastShare = 0.5

/**
 * How well a column's values fit a field: 0 where they cannot be meant, 1 where nothing speaks against them. A column
 * without a value says nothing: its header alone decides.
 */
export function valueFit(shape: ColumnShape, field: FieldDefinition, kind: DatasetKind): number {
  if (shape.nonEmpty === 0) return field.required === true ? 0.4 : 0.8
  switch (field.type) {
    case 'number':
    case 'money':
      return numberFit(shape, field)
    case 'date':
    case 'datetime':
      return dateFit(shape)
    case 'period':
      return shareFit(shape.periodShare)
    case 'boolean':
      return booleanFit(shape, field)
    case 'enum':
      return enumFit(shape, field)
    case 'text':
      return isIdField(field) ? idFit(shape, field, kind) : textFit(shape)
  }
}

/** 0 below half, then rising to 1; a few cells that do not fit are the mess of real files. */
const shareFit = (share: number): number => (share < leastShare ? 0 : 0.6 + 0.4 * share)

function numberFit(shape: ColumnShape, field: FieldDefinition): number {
  if (shape.type === 'boolean' || shape.numberShare < leastShare) return 0
  return shareFit(shape.numberShare) * rangeFit(shape, field) * scaleFit(shape, field)
}

/** Values outside of the field's range are possible slips, and rather another field. */
function rangeFit(shape: ColumnShape, { minimum, maximum }: FieldDefinition): number {
  const isBelow = minimum !== undefined && (shape.minimum ?? minimum) < minimum
  const isAbove = maximum !== undefined && (shape.maximum ?? maximum) > maximum
  return isBelow || isAbove ? 0.7 : 1
}

function scaleFit(shape: ColumnShape, { id }: FieldDefinition): number {
  const scale = answerScales[id]
  if (scale === undefined || shape.minimum === undefined || shape.maximum === undefined) return 1
  const isWhole = shape.wholeShare > 0.95
  const isOutside = shape.minimum < scale.lowest || shape.maximum > scale.highest
  if (isOutside) return shape.maximum > 2 * scale.highest ? 0.55 : 0.75
  // A long file in which no answer comes near the top was asked on a shorter scale; a short one may have been.
  const isShort = shape.maximum <= scale.highest / 2
  const shortness = isShort ? (shape.nonEmpty >= 20 ? 0.6 : 0.9) : 1
  return shortness * (isWhole ? 1 : 0.9)
}

function dateFit(shape: ColumnShape): number {
  if (shape.type === 'number' && shape.dateShare < 0.95) return 0
  return shareFit(shape.dateShare) * (shape.type === 'number' ? 0.85 : 1)
}

function booleanFit(shape: ColumnShape, field: FieldDefinition): number {
  if (shape.type === 'boolean') return 1
  if (shape.type === 'date' || shape.type === 'datetime') return 0
  if (shape.type === 'number') return shape.booleanShare === 1 ? 1 : 0
  if (shape.distinct > 20) return 0
  return shareFit(understoodShare(shape.values, field))
}

function enumFit(shape: ColumnShape, field: FieldDefinition): number {
  if (shape.type !== 'text' || shape.distinct > 40) return 0
  const share = understoodShare(shape.values, field)
  return share === 0 ? 0 : 0.55 + 0.45 * share
}

export const isIdField = (field: FieldDefinition): boolean =>
  field.type === 'text' && field.id.endsWith('_id')

function idFit(shape: ColumnShape, field: FieldDefinition, kind: DatasetKind): number {
  if (shape.type === 'date' || shape.type === 'datetime' || shape.type === 'boolean') return 0.1
  if (shape.type === 'number' && shape.wholeShare < 1) return 0.3
  if (shape.type === 'text' && shape.dateShare > 0.9 && shape.numberShare < 0.1) return 0.2
  if (shape.averageLength > 60) return 0.4
  const namesRow = kind.key.length === 1 && kind.key[0] === field.id
  if (!namesRow) return isUnique(shape) && shape.rows > 20 ? 0.93 : 1
  if (isUnique(shape)) return 1
  const share = shape.distinct / shape.nonEmpty
  return share >= 0.8 ? 0.97 : share >= 0.5 ? 0.85 : 0.6
}

/** Groups and names; dates and fractions are neither, and a flag or a measure is seldom meant. */
function textFit(shape: ColumnShape): number {
  if (shape.type === 'date' || shape.type === 'datetime') return 0
  if (shape.type === 'boolean') return 0.5
  if (shape.type === 'number') return shape.wholeShare < 1 ? 0.2 : 0.7
  if (shape.dateShare > 0.9) return 0.3
  if (shape.averageLength > 120) return 0.6
  return shape.distinct === 1 && shape.rows > 20 ? 0.85 : 1
}
