import type { AstExpression } from '@borgar/fx'
import type { NamedArea } from '#shared/domain/sheet.ts'
import type { DefinedNames, NameDefinition } from './defined-names.ts'
import type { Area } from './operand.ts'

/** Where a formula stands: its sheet by the workbook's name for it, its row and column in the source. */
export interface FormulaPlace {
  readonly sheet: string
  readonly row: number
  readonly column: number
}

/** Where a reference stands: in a formula, or in the definition of a name that the formula uses. */
export interface ReferencePlace extends FormulaPlace {
  /** The names whose definitions lead from the formula to the reference, the formula's own first. */
  readonly within?: readonly NameDefinition[]
}

/** What the names in a workbook's formulas stand for, tables and sheets by their names in lower case. */
export interface WorkbookNames {
  readonly sheets: ReadonlyMap<string, string>
  /** Tables, and the named ranges of a source whose definitions are not known. */
  readonly areas: ReadonlyMap<string, NamedArea>
  readonly defined: DefinedNames
}

/** What a reference stands for, in the rows and columns of the source; or why that cannot be told. */
export type Reference =
  | {
      readonly kind: 'area'
      readonly area: Area
      /** A name has it count from the row of the cell that uses the name. */
      readonly floats?: true
    }
  /** A name for a value or a formula, which is to be evaluated at the place. */
  | { readonly kind: 'definition'; readonly tree: AstExpression; readonly place: ReferencePlace }
  | { readonly kind: 'error' }
  | { readonly kind: 'unknown'; readonly reason: string }

export const unknownReference = (reason: string): Reference => ({ kind: 'unknown', reason })
export const missingReference: Reference = { kind: 'error' }
