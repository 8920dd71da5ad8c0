import type { ReplyInput } from '#shared/contract/index.ts'
import type { BusinessUnderRules } from '#shared/contract/scenario.ts'
import type { Problem } from '#shared/domain/result.ts'
import type { DriverValues, Scenario } from '#shared/domain/scenario.ts'
import type { TenureChurn } from '#shared/models/projection/plan.ts'
import { lineageOf } from '#shared/models/projection/scenarios.ts'
import type { MeasuredSegment } from '#shared/models/projection/segments.ts'
import { isDimension } from '../../metrics/borrowed-field.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import type { Outcome } from '../../refusal.ts'
import { today } from '../../today.ts'
import { overlay } from '../rules/overlay.ts'
import { readTypedDrivers } from './baseline.ts'
import { futureDates } from './future-dates.ts'
import { type Breakdown, type MeasuredBusiness, measureBusiness } from './measure-business.ts'

type Reply = ReplyInput<'scenario.baseline'>

/** The baseline with where it comes from, and the business under each scenario's row rules. */
export async function answerBaseline(
  place: Workplace,
  { scenarios, ...breakdown }: Breakdown & { readonly scenarios: readonly Scenario[] },
): Promise<Reply> {
  const typed = await readTypedDrivers(place.connection)
  const business = await measureBusiness(place, breakdown, typed)
  const underRules: BusinessUnderRules[] = []
  for (const scenario of scenarios) {
    const lineage = lineageOf<Scenario>(scenario, scenarios)
    // One that builds on nothing that is known is told of when it is projected.
    if (!lineage.ok || lineage.value.every(({ rules }) => rules.length === 0)) continue
    underRules.push({
      scenario: scenario.name,
      ...(await businessUnder(place, lineage.value, breakdown, typed)),
    })
  }
  const fields = segmentFields(place)
  return {
    drivers: [...business.drivers],
    segments: fields.map(({ id }) => id),
    segmentFields: fields,
    ...brokenDown(business),
    underRules,
    problems: [...(await futureDates(place, today())), ...problemsOf(business)],
  }
}

async function businessUnder(
  place: Workplace,
  lineage: readonly Scenario[],
  breakdown: Breakdown,
  typed: DriverValues,
): Promise<Omit<BusinessUnderRules, 'scenario'>> {
  const datasets = await overlay(place, lineage)
  if (!datasets.ok) return { drivers: {}, problem: datasets.error.message }
  const business = await measureBusiness({ ...place, datasets: datasets.value }, breakdown, typed)
  const known = business.drivers.flatMap(({ driver, value }) =>
    value === null ? [] : [[driver, value] as const],
  )
  return { drivers: Object.fromEntries(known), ...brokenDown(business) }
}

function brokenDown({ segments, tenure }: MeasuredBusiness): Pick<Reply, 'measuredSegments' | 'tenure'> {
  return {
    ...(segments?.ok === true ? { measuredSegments: segments.value.map(plainSegment) } : {}),
    ...(tenure?.ok === true ? { tenure: plainCurve(tenure.value.curve) } : {}),
  }
}

const plainSegment = ({ name, drivers, tenure }: MeasuredSegment) => ({
  name,
  drivers,
  ...(tenure === undefined ? {} : { tenure: plainCurve(tenure) }),
})

const plainCurve = ({ churnByTenure, openingByTenure }: TenureChurn) => ({
  churnByTenure: [...churnByTenure],
  ...(openingByTenure === undefined ? {} : { openingByTenure: [...openingByTenure] }),
})

function problemsOf({ segments, tenure }: MeasuredBusiness): Problem[] {
  const note = tenure?.ok === true ? tenure.value.note : undefined
  return [
    ...refusalOf(segments, 'segments'),
    ...refusalOf(tenure, 'churn_by_tenure'),
    ...(note === undefined
      ? []
      : [{ code: 'churn_by_tenure', severity: 'information' as const, message: note }]),
  ]
}

const refusalOf = (outcome: Outcome<unknown> | undefined, code: string): Problem[] =>
  outcome?.ok === false ? [{ code, severity: 'warning', message: outcome.error.message }] : []

/** Texts and flags that name or describe single customers, or say what is to be explained. */
const notSegments = new Set(['customer_id', 'name', 'churned', 'is_churned', 'renewed'])

/** Fields of the customers by whose values there can be segments. */
function segmentFields({ datasets }: Workplace): { id: string; name: string }[] {
  const fields = ['customers', 'mrr_history'].flatMap((id) => [
    ...(datasets.byId.get(id)?.fields.values() ?? []),
  ])
  const suitable = fields.filter((field) => isDimension(field) && !notSegments.has(field.id))
  return [...new Map(suitable.map(({ id, name }) => [id, { id, name }])).values()]
}
