import { groupBy } from '#shared/domain/group-by.ts'
import type { Period } from '#shared/domain/period.ts'
import { kaplanMeier, restrictedMean } from '#shared/models/statistics/kaplan-meier.ts'
import { logRankTest } from '#shared/models/statistics/log-rank.ts'
import type { Datasets } from '../mapping/dataset.ts'
import type { Connection } from '../store/connection.ts'
import { readTenures, type Tenure } from './tenures.ts'

export interface SurvivalGroupCurve {
  readonly group: string
  readonly subjects: number
  readonly events: number
  readonly median: number | null
  readonly restrictedMean: number | null
  readonly points: readonly {
    readonly time: number
    readonly survival: number
    readonly lower: number
    readonly upper: number
    readonly atRisk: number
  }[]
}

export interface SurvivalReport {
  readonly groups: readonly SurvivalGroupCurve[]
  readonly logRank: {
    readonly chiSquare: number
    readonly degrees: number
    readonly p: number
    readonly words: string
  } | null
  readonly reason?: string
}

/** More curves than this cannot be told apart; the largest groups are kept. */
const mostGroups = 8

/** Kaplan-Meier curves of customers' tenure in months, for all or by a field, with the log-rank test between groups. */
export async function survival(
  connection: Connection,
  datasets: Datasets,
  range: Period | undefined,
  by: string | undefined,
): Promise<SurvivalReport> {
  const tenures = await readTenures({ connection, datasets, range }, by)
  if (tenures === undefined) {
    return none(
      'Needs customers with start and end dates, or with their tenure in months and whether they left.',
    )
  }
  if (tenures.length === 0) return none('No customer has a tenure that can be read.')
  const groups = [...groupBy(tenures, (tenure) => tenure.group)]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, mostGroups)
  return {
    groups: groups.flatMap(([group, members]) => curveOf(group, members) ?? []),
    logRank: groups.length < 2 ? null : compareGroups(groups),
  }
}

const none = (reason: string): SurvivalReport => ({ groups: [], logRank: null, reason })

function curveOf(group: string, members: readonly Tenure[]): SurvivalGroupCurve | undefined {
  const durations = members.map((member) => member.months)
  const curve = kaplanMeier(
    durations,
    members.map((member) => member.left),
  )
  if (!curve.ok) return undefined
  const mean = restrictedMean(curve.value, curve.value.points.at(-1)?.time ?? 0)
  return {
    group,
    subjects: curve.value.subjects,
    events: curve.value.events,
    median: curve.value.median,
    restrictedMean: mean.ok ? mean.value.mean : null,
    points: thinned(curve.value.points).map(({ time, survival: share, low, high, atRisk }) => ({
      time,
      survival: share,
      lower: low,
      upper: high,
      atRisk,
    })),
  }
}

const mostPoints = 600

/** A curve of tens of thousands of steps looks the same with a few hundred. */
function thinned<Point>(points: readonly Point[]): readonly Point[] {
  if (points.length <= mostPoints) return points
  const stride = Math.ceil(points.length / mostPoints)
  return points.filter((_, index) => index % stride === 0 || index === points.length - 1)
}

function compareGroups(groups: readonly (readonly [string, readonly Tenure[]])[]): SurvivalReport['logRank'] {
  const test = logRankTest(
    groups.map(([name, members]) => ({
      name,
      durations: members.map((member) => member.months),
      hasLeft: members.map((member) => member.left),
    })),
  )
  if (!test.ok) return null
  const { chiSquare, degreesOfFreedom, pValue } = test.value
  const isTelling = pValue < 0.05
  return {
    chiSquare,
    degrees: degreesOfFreedom,
    p: pValue,
    words: isTelling
      ? `The groups leave at different rates; a difference this large would come by chance in ${chance(pValue)} of cases.`
      : `The groups may well leave at the same rate; a difference this large would come by chance in ${chance(pValue)} of cases.`,
  }
}

const chance = (p: number): string => (p < 0.001 ? 'fewer than 0.1 %' : `${(p * 100).toFixed(1)} %`)
