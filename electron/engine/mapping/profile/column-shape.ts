import type { ColumnType } from '#shared/domain/sheet.ts'

/** A text of a column and how often it stands there. */
export interface CountedText {
  readonly text: string
  readonly count: number
}

/**
 * What the values of a column look like. Shares are of the cells that are not blank, from all rows or from an even
 * sample of them; a cell counts for every share whose reading understands it.
 */
export interface ColumnShape {
  readonly name: string
  readonly type: ColumnType
  readonly rows: number
  readonly nonEmpty: number
  /** Exact up to `exactDistinctRows` rows, an estimate beyond. */
  readonly distinct: number
  readonly numberShare: number
  /** Of the cells that are numbers. */
  readonly wholeShare: number
  readonly dateShare: number
  readonly periodShare: number
  readonly booleanShare: number
  /** Of the numbers, dates as Excel serial numbers left out; undefined where there are none. */
  readonly minimum?: number
  readonly maximum?: number
  /** The most frequent texts, most frequent first; all of them where there are at most `valuesKept`. */
  readonly values: readonly CountedText[]
  readonly hasAllValues: boolean
  readonly averageLength: number
  /** Numbers that never rise from row to row, as a cohort's survivors do; known of short sheets only. */
  readonly isFalling: boolean
}

export const exactDistinctRows = 200_000
export const valuesKept = 60

/** Every value another one: as far as an estimate can tell. */
export const isUnique = (shape: ColumnShape): boolean =>
  shape.nonEmpty > 0 && shape.distinct >= shape.nonEmpty * (shape.rows <= exactDistinctRows ? 1 : 0.96)

export const blankShare = (shape: ColumnShape): number =>
  shape.rows === 0 ? 0 : 1 - shape.nonEmpty / shape.rows
