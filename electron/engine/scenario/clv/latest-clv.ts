import type { ClvReply, ClvRequest } from '#shared/contract/scenario.ts'
import type { Datasets } from '../../mapping/dataset.ts'
import type { Project } from '../../store/project.ts'

/** The CLV last worked out in a project, for the columns that the grid and the export add to the customers. */
export interface LatestClv {
  readonly request: ClvRequest
  readonly model: string
  /** All customers, whatever the request's `top`. */
  readonly customers: ClvReply['customers']
  readonly revisions: ReadonlyMap<string, number>
}

const latest = new WeakMap<Project, LatestClv>()

export const rememberClv = (
  project: Project,
  datasets: Datasets,
  clv: Omit<LatestClv, 'revisions'>,
): void => {
  latest.set(project, { ...clv, revisions: revisionsOf(datasets) })
}

/** The CLV last worked out; with the datasets as they are now, only where their rows are still those it came from. */
export function latestClv(project: Project, datasets?: Datasets): LatestClv | undefined {
  const known = latest.get(project)
  if (known === undefined || datasets === undefined) return known
  const now = revisionsOf(datasets)
  const isCurrent = [...known.revisions].every(([id, revision]) => now.get(id) === revision)
  return isCurrent ? known : undefined
}

const sources = ['customers', 'transactions', 'rfm_summary', 'survivors', 'mrr_history']

const revisionsOf = ({ byId }: Datasets): Map<string, number> =>
  new Map(
    sources.flatMap((id) => {
      const revision = byId.get(id)?.revision
      return revision === undefined ? [] : [[id, revision]]
    }),
  )
