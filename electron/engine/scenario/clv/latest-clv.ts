import type { ClvReply, ClvRequest } from '#shared/contract/clv.ts'
import type { Datasets } from '../../mapping/dataset.ts'
import type { Project } from '../../store/project.ts'

/** What a model says of one customer; null where it says nothing. */
export type CustomerClv = Readonly<ClvReply['customers'][number]>

/** The CLV last worked out in a project, for the columns that the grid and the export add to the customers. */
export interface LatestClv {
  readonly request: ClvRequest
  readonly model: string
  /** All customers in the order of the data, whatever the request's `top`. */
  readonly customers: readonly CustomerClv[]
  /** The same by customer id, as text; a customer of several rows has the entry of the first. */
  readonly byCustomer: ReadonlyMap<string, CustomerClv>
  readonly revisions: ReadonlyMap<string, number>
}

const latest = new WeakMap<Project, LatestClv>()

export const rememberClv = (
  project: Project,
  datasets: Datasets,
  { request, model, customers }: Pick<LatestClv, 'request' | 'model' | 'customers'>,
): void => {
  // Set from the end, so that the first row of an id stays.
  const byCustomer = new Map(customers.toReversed().map((customer) => [customer.id, customer] as const))
  latest.set(project, { request, model, customers, byCustomer, revisions: revisionsOf(datasets) })
}

/**
 * The CLV last worked out in this session of the project; undefined before the first fit.
 *
 * With `datasets` (those of the workplace, as they are now) it is given only while the rows it came from are still the
 * same: an edit of them, a new mapping or a row rule makes it undefined until a model is fitted again. For each customer:
 * `pAlive` from 0 to 1, `expectedPurchases` within the request's horizon (payments for contracts), `expectedValue` of
 * one of them in money, `clv` in money over the horizon (the simple formula has none: to the end of the lifetime), and
 * `riskBand` by 1 - P(alive). To put it beside a dataset's rows, look each row's customer id up in `byCustomer`; data
 * without a customer id is known by "row 1", "row 2", ... in the order of `customers`, a summary by its row's number.
 */
export function latestClv(project: Project, datasets?: Datasets): LatestClv | undefined {
  const known = latest.get(project)
  if (known === undefined || datasets === undefined) return known
  const now = revisionsOf(datasets)
  const isCurrent = [...known.revisions].every(([id, revision]) => now.get(id) === revision)
  return isCurrent ? known : undefined
}

/** Says that what was worked out holds for the data as it is now: after a change that leaves alone what it came from. */
export function keepClvCurrent(project: Project, datasets: Datasets): void {
  const known = latest.get(project)
  if (known !== undefined) latest.set(project, { ...known, revisions: revisionsOf(datasets) })
}

const sources = ['customers', 'orders', 'transactions', 'rfm_summary', 'survivors', 'mrr_history']

const revisionsOf = ({ byId }: Datasets): Map<string, number> =>
  new Map(
    sources.flatMap((id) => {
      const revision = byId.get(id)?.revision
      return revision === undefined ? [] : [[id, revision]]
    }),
  )
