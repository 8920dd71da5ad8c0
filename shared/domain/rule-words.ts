import type { RowRule } from './scenario.ts'

/** "customers where plan = "Basic": mrr becomes mrr * 1.1" */
export function ruleWords({ dataset, where, set }: RowRule): string {
  const rows =
    typeof where === 'string'
      ? where.trim() === ''
        ? 'all rows'
        : `where ${where}`
      : `${where.rows.length} selected ${where.rows.length === 1 ? 'row' : 'rows'}`
  const changes = Object.entries(set).map(([field, value]) => `${field} becomes ${String(value)}`)
  return `${dataset}, ${rows}: ${changes.join('; ')}`
}
