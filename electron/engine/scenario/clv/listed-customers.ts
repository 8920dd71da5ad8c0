import { z } from 'zod'
import { type RowId, rowId, type SheetId, sheetId } from '#shared/domain/ids.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { readRows } from '../../store/connection.ts'

export interface ListedCustomer {
  readonly sheet: SheetId
  readonly row: RowId
  readonly id: string
}

const customerRow = z.object({
  sheet_id: z.number().transform(sheetId),
  row_id: z.number().transform(rowId),
  customer: z.string(),
})

/** Where the customers are listed: by sheet and row, with the id that stands there; nothing without ids. */
export async function listedCustomers({
  connection,
  datasets,
}: Pick<Workplace, 'connection' | 'datasets'>): Promise<readonly ListedCustomer[]> {
  const customers = datasets.byId.get('customers')
  const id = customers?.fields.get('customer_id')
  if (customers === undefined || id === undefined) return []
  const rows = await readRows(
    connection,
    customerRow,
    `SELECT sheet_id, row_id, d.${id.column}::VARCHAR AS customer FROM ${customers.relation} AS d
     WHERE d.${id.column} IS NOT NULL`,
  )
  return rows.map(({ sheet_id, row_id, customer }) => ({ sheet: sheet_id, row: row_id, id: customer }))
}
