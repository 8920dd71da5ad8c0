/** What a field holds. `period` is a month, quarter or year written in any usual way and read as its first day. */
export type FieldType = 'text' | 'enum' | 'number' | 'money' | 'date' | 'datetime' | 'boolean' | 'period'

/** One of the values a field of type `enum` may take, and the words that mean it in people's files. */
export interface EnumValue {
  readonly value: string
  readonly synonyms: readonly string[]
}

export interface FieldDefinition {
  readonly id: string
  readonly name: string
  readonly type: FieldType
  readonly required?: boolean
  readonly description: string
  /** Header texts that mean this field, in lower case; the id and the name need not be repeated. */
  readonly synonyms: readonly string[]
  /** Of a yes or no: headers that say the opposite, so that a yes below them means no. */
  readonly opposites?: readonly string[]
  /** For `enum`, and for `boolean` where other words than yes and no are usual (value `true` or `false`). */
  readonly values?: readonly EnumValue[]
  /** A value's plausible range, for suggestions and data-quality findings. */
  readonly minimum?: number
  readonly maximum?: number
  /** Unit of a duration or an amount per period, for wording. */
  readonly unit?: string
}

/**
 * A field computed from others of the same row by formulas of the formula language, tried in order: the first whose
 * fields are all mapped is used.
 */
export interface ComputedField {
  readonly id: string
  readonly name: string
  readonly type: FieldType
  readonly description: string
  readonly formulas: readonly string[]
  readonly unit?: string
}

/** A column of a derived dataset. */
export interface DerivedField {
  readonly id: string
  readonly name: string
  readonly type: FieldType
}

/**
 * A dataset computed from another, such as one row a customer from one row an order. `sql` is a DuckDB query over the
 * base dataset's fields: `{base}` stands for its relation, `{assumption:name}` for an assumption's number.
 */
export interface DerivedDataset {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly fields: readonly DerivedField[]
  /** Fields of the base dataset that it needs. */
  readonly needs: readonly string[]
  /** Fields of the base that it passes through where they are mapped, for breakdowns. */
  readonly sql: string
}

/** What a row of a sheet is, and what can be known of it. */
export interface DatasetKind {
  readonly id: string
  readonly name: string
  /** One row is ... */
  readonly rowMeaning: string
  readonly fields: readonly FieldDefinition[]
  readonly computed: readonly ComputedField[]
  readonly derived: readonly DerivedDataset[]
  /** Fields that together name a row: two rows that agree in them are duplicates. */
  readonly key: readonly string[]
  /** The date by which a row belongs to a period, for "all" and for the picker's range. */
  readonly dateFields: readonly string[]
  /** Sheet names that hint at this kind, in lower case. */
  readonly sheetNames: readonly string[]
}
