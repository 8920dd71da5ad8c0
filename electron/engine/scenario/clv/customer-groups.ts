import { groupText, rowsOf } from '../../metrics/scan.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import { readColumns } from './read-columns.ts'

/** The value of a field by customer, from the first dataset of customers or their purchases that has it. */
export async function customerGroups(
  { connection, datasets }: Pick<Workplace, 'connection' | 'datasets'>,
  field: string,
): Promise<Outcome<ReadonlyMap<string, string>>> {
  for (const id of ['customers', 'transactions', 'mrr_history', 'rfm_summary']) {
    const dataset = datasets.byId.get(id)
    const known = dataset?.fields.get(field)
    const customer = dataset?.fields.get('customer_id')
    if (dataset === undefined || known === undefined || customer === undefined) continue
    const columns = await readColumns(
      connection,
      `SELECT d.${customer.column}::VARCHAR, arg_min(${groupText(known)}, (sheet_id, row_id)) FROM ${rowsOf(dataset).text} WHERE d.${customer.column} IS NOT NULL GROUP BY 1`,
    )
    const groups = columns.texts(1)
    return {
      ok: true,
      value: new Map(columns.texts(0).map((name, index) => [name ?? '', groups[index] ?? ''])),
    }
  }
  return refuse('invalid_value', `No column of customers or purchases is mapped to "${field}".`)
}
