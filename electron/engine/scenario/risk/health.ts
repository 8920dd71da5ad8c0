import { z } from 'zod'
import type { Workplace } from '../../metrics/workplace.ts'
import { readRows } from '../../store/connection.ts'
import { currentCustomers } from '../baseline/current-customers.ts'
import type { RiskOfCustomers } from './revenue-at-risk.ts'

const healthRow = z.object({ customer: z.string(), mrr: z.number(), grp: z.string() })

/** The band whose MRR counts as at risk. */
const bandAtRisk = 'red'

/** Customers by health band. A band is no probability: all the MRR of the red one counts as at risk, and no other. */
export async function healthOfCustomers(place: Workplace): Promise<RiskOfCustomers | undefined> {
  const current = currentCustomers(place, 'health_band')
  if (current === undefined || !current.isGrouped || !current.hasMrr) return undefined
  const rows = await readRows(
    place.connection,
    healthRow,
    `SELECT customer, mrr, grp FROM (${current.query}) WHERE customer IS NOT NULL AND mrr >= 0 ORDER BY grp`,
  )
  return {
    basis: 'the health band: the MRR of customers in red counts as at risk',
    customers: rows.map(({ customer, mrr, grp }) => ({
      id: customer,
      mrr,
      risk: grp.toLowerCase() === bandAtRisk ? 1 : 0,
      band: grp,
    })),
  }
}
