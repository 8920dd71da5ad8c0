import type { FieldType } from '#shared/domain/kind.ts'
import type { AggregateCall, FormulaNode } from './tree.ts'

/** A formula for a cell, without the leading "=". */
export interface ExcelFormula {
  readonly formula: string
  /** Must be entered as an array formula, in Excel before 365 and in LibreOffice. */
  readonly array: boolean
  /** `quadratic`: recomputing takes time with the square of the rows; a helper column is better for many rows. */
  readonly cost: 'linear' | 'quadratic'
}

/** Why a formula cannot be written for Excel, and the aggregate that stands in the way, for a helper cell or column. */
export interface ExcelObstacle {
  readonly message: string
  readonly call?: AggregateCall
}

/** Where a dataset's column lies in the workbook. */
export interface ExcelColumn {
  /** `Customers!$C$2:$C$2001`; all columns of a dataset have the same rows. */
  readonly range: string
  readonly type: FieldType
  /** The cells are formulas, whose blanks are empty texts. */
  readonly computed?: boolean
  /** A range beside it that holds a number for each different value, so that different values can be counted quickly. */
  readonly codes?: string
}

/** Where a formula's operands lie in the workbook; undefined where they do not. */
export interface ExcelReferences {
  readonly column: (dataset: string, field: string) => ExcelColumn | undefined
  /** A range as long as the dataset, such as any of its columns. */
  readonly rows: (dataset: string) => string | undefined
  /** A cell or a defined name. */
  readonly name: (name: string) => string | undefined
  /** A cell that holds an aggregate already, used instead of writing the aggregate. */
  readonly aggregate?: (call: AggregateCall) => string | undefined
}

/** What the parts of the writer share. */
export interface ExcelContext {
  readonly references: ExcelReferences
  /** Set by a part that needs it. */
  readonly needs: { array: boolean; quadratic: boolean }
  readonly write: (node: FormulaNode) => string
}

/** Carries an obstacle out of the recursive writer; never leaves these files. */
export class Unwritable extends Error {
  readonly obstacle: ExcelObstacle
  constructor(obstacle: ExcelObstacle) {
    super(obstacle.message)
    this.obstacle = obstacle
  }
}
