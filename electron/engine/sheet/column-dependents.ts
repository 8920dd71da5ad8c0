import { parse } from '#shared/formula/parse.ts'
import { print } from '#shared/formula/print.ts'
import { fieldsUsed, replaceNodes } from '#shared/formula/walk.ts'
import type { StoredColumn, StoredSheet } from '../store/catalog.ts'

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** The computed columns whose formulas speak of a column. */
export const dependentsOf = (sheet: StoredSheet, name: string): StoredColumn[] =>
  sheet.info.columns.filter((column) => {
    if (column.formula === undefined) return false
    const parsed = parse(column.formula)
    return parsed.ok && fieldsUsed(parsed.value).some(({ field }) => isSame(field, name))
  })

/** A formula with a column's new name in the place of the old one. */
export function renamedInFormula(formula: string, before: string, after: string): string {
  const parsed = parse(formula)
  if (!parsed.ok) return formula
  const renamed = replaceNodes(parsed.value, (node) =>
    node.kind === 'cell' && isSame(node.field, before) ? { ...node, field: after } : undefined,
  )
  return `=${print(renamed).replace(/^=/, '')}`
}
