import type { ComputedField, DatasetKind, FieldType } from '#shared/domain/kind.ts'
import { parse } from '#shared/formula/parse.ts'
import { dateSql, numberSql, type SqlExpression } from '#shared/formula/sql-expression.ts'
import { rowSql } from '#shared/formula/sql-row.ts'
import type { FormulaNode } from '#shared/formula/tree.ts'
import { namesUsed } from '#shared/formula/walk.ts'
import { badColumn, fieldColumn } from './dataset-rows.ts'

/** A computed field that the mapped fields allow, by the first formula whose operands are all there. */
export interface UsableComputed {
  readonly field: ComputedField
  readonly node: FormulaNode
  readonly names: readonly string[]
}

/** Names of a row formula that stand for the period and not for an assumption. */
const periodNames = new Set(['period_start', 'period_end', 'period_days'])

interface RowFormula {
  readonly node: FormulaNode
  readonly names: readonly string[]
}

const parsedFormulas = new Map<string, RowFormula>()

/** A computed field's formula as a tree, parsed once, and only when all that it reads is there. */
function parsedFormula(kind: DatasetKind, field: ComputedField, text: string): RowFormula {
  const known = parsedFormulas.get(text)
  if (known !== undefined) return known
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(`${kind.id}.${field.id}: ${parsed.error.message}`)
  const formula = { node: parsed.value, names: namesUsed(parsed.value) }
  parsedFormulas.set(text, formula)
  return formula
}

/** The fields that a row formula reads, told from its text: a kind has many formulas of which few are ever used. */
export const operandsOf = (text: string): string[] => [
  ...new Set([...text.matchAll(/\[@(\w+)\]/g)].map(([, field]) => field ?? '')),
]

/** The computed fields of a kind over the mapped ones, in order; a later one may build on an earlier. */
export function usableComputed(
  kind: DatasetKind,
  mapped: ReadonlySet<string>,
  assumptions: ReadonlySet<string>,
): UsableComputed[] {
  const known = new Set(mapped)
  const usable: UsableComputed[] = []
  for (const field of kind.computed) {
    const formula = field.formulas
      .filter((text) => operandsOf(text).every((operand) => known.has(operand)))
      .map((text) => parsedFormula(kind, field, text))
      .find(({ names }) => names.every((name) => periodNames.has(name) || assumptions.has(name)))
    if (formula === undefined) continue
    usable.push({ field, node: formula.node, names: formula.names })
    known.add(field.id)
  }
  return usable
}

/** Whether a computed field's value hangs on the day up to which the data reaches. */
export const needsLastDay = ({ names }: UsableComputed): boolean => names.includes('period_end')

export interface ComputedScope {
  readonly typeOf: (field: string) => FieldType
  readonly assumptions: ReadonlyMap<string, number>
  /** The day after the data's last, ISO: what `period_end` means in a row that belongs to no period of its own. */
  readonly periodEnd: string
  /** Texts not understood exist for these fields only. */
  readonly hasBadColumn: (field: string) => boolean
}

/** The field's value over the columns of its row. */
export function computedSql({ field, node }: UsableComputed, scope: ComputedScope): SqlExpression {
  return rowSql(
    node,
    {
      name: (name) => {
        const value = scope.assumptions.get(name)
        return value === undefined ? dateSql(scope.periodEnd) : numberSql(value)
      },
      cell: (id) => ({
        column: fieldColumn(id),
        type: scope.typeOf(id),
        ...(scope.hasBadColumn(id) ? { badColumn: badColumn(id) } : {}),
      }),
    },
    field.type,
  )
}
