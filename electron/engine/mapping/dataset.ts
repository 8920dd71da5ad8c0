/**
 * file -> intake -> store -> sheet -> [mapping: sheets become datasets] -> metrics -> scenario -> export
 *
 * A dataset as the metrics see it: one relation in the project's database, all mapped sheets of the kind appended.
 * Columns of the relation:
 *
 *   sheet_id INTEGER, row_id BIGINT   where the row comes from (absent in derived datasets)
 *   <field>                           the typed value, NULL where blank or not understood
 *   <field>__bad VARCHAR              the cell's text where it was not understood; to be read only where `badColumn` names it
 *   duplicate__ BOOLEAN               an exact repetition of an earlier row with the same key
 */
import type { ComputedField, DatasetKind, DerivedDataset, FieldType } from '#shared/domain/kind.ts'

export interface DatasetField {
  readonly id: string
  readonly name: string
  readonly type: FieldType
  /** Quoted SQL name of its column. */
  readonly column: string
  /** Quoted SQL name of the column of texts not understood, where there is one. */
  readonly badColumn?: string
  readonly blankCount: number
  readonly badCount: number
  readonly origin: 'mapped' | 'computed' | 'derived'
  /**
   * True for the `period` of a summary without a period column, and for the `created_at` of tickets without any date:
   * the rows are about whatever period is asked, so the field has no column in the relation and stands for the start
   * of that period.
   */
  readonly isPeriodStart?: true
}

export interface Dataset {
  /** Kind id, or the derived dataset's id. */
  readonly id: string
  readonly name: string
  /** Quoted SQL name of the relation, usable after FROM. */
  readonly relation: string
  readonly rowCount: number
  readonly duplicateCount: number
  readonly fields: ReadonlyMap<string, DatasetField>
  readonly kind: DatasetKind
  readonly derivedFrom?: {
    readonly base: string
    readonly definition: DerivedDataset
  }
  readonly computed: readonly ComputedField[]
  /** The sign that its amounts are written with, where the sheets have one. */
  readonly currency?: string
  /** The day that `period_end` means in computed fields, ISO; absent in derived datasets. */
  readonly periodEnd?: string
  /** Changes whenever the dataset's rows change; results computed from an older revision are stale. */
  readonly revision: number
  /**
   * The revision at which each field's values last changed, by its id, and under `rowsRevision` at which rows came or
   * went. Left out where everything is of `revision`.
   */
  readonly fieldRevisions?: ReadonlyMap<string, number>
}

/** See `Dataset.fieldRevisions`; no field has this id. */
export const rowsRevision = ''

/** The revision at which what is read of the given fields last changed. */
export const revisionOf = ({ revision, fieldRevisions }: Dataset, fields: Iterable<string>): number =>
  fieldRevisions === undefined
    ? revision
    : Math.max(...[rowsRevision, ...fields].map((id) => fieldRevisions.get(id) ?? revision))

/** Every dataset of a project, by id, and the assumptions by name. */
export interface Datasets {
  readonly byId: ReadonlyMap<string, Dataset>
  readonly assumptions: ReadonlyMap<string, number>
  /** Where each assumption's value is from. */
  readonly assumptionOrigins?: ReadonlyMap<string, 'typed' | 'sheet' | 'default' | 'none'>
}
