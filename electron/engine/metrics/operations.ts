import type { ReplyInput } from '#shared/contract/index.ts'
import type { metricsOperations } from '#shared/contract/metrics.ts'
import type { MetricDefinition } from '#shared/domain/metric.ts'
import { type Period, previousPeriod, yearBefore } from '#shared/domain/period.ts'
import type { HandlersOf } from '../handlers.ts'
import { type Outcome, refuse } from '../refusal.ts'
import { registerRowSet } from '../sheet/row-set.ts'
import { today } from '../today.ts'
import { breakdown } from './breakdown.ts'
import { cohorts } from './cohorts.ts'
import { bestOutcome, compute } from './compute.ts'
import { customHandlers } from './custom-operations.ts'
import { dataRange, suggestedPeriod } from './data-range.ts'
import { fieldsReadBy } from './exclusions.ts'
import { explain } from './explain.ts'
import { healthHandlers } from './health-operations.ts'
import type { ParsedMethod } from './parsed-metric.ts'
import { report } from './report.ts'
import { createResolver } from './resolve.ts'
import { rowsBehind, rowsExcluded } from './rows.ts'
import { settingHandlers } from './setting-operations.ts'
import { survival } from './survival.ts'
import { atWorkplace, type Workplace } from './workplace.ts'

export const metricsHandlers: HandlersOf<keyof typeof metricsOperations> = {
  'metrics.range': (_request, context) =>
    atWorkplace(context, async ({ connection, datasets, range }) => {
      const suggested = suggestedPeriod((await dataRange(connection, datasets, today(), 'past')) ?? range)
      return {
        ok: true,
        value: { from: range?.from ?? null, to: range?.to ?? null, suggested: suggested ?? null },
      }
    }),

  'metrics.report': ({ period, metrics, grain, course, by, compare, scenario }, context) =>
    atWorkplace(
      context,
      async (place) => {
        const chosen = choose(metrics, place)
        if (!chosen.ok) return chosen
        const compared = compare && period !== null ? [previousPeriod(period), yearBefore(period)] : []
        const { also, ...reported } = await report({
          ...place,
          findMetric: place.metrics.find,
          metrics: chosen.value,
          period,
          alsoIn: compared,
          ...(grain === undefined ? {} : { grain }),
          ...(course === undefined ? {} : { course }),
          ...(by === undefined ? {} : { by }),
        })
        return {
          ok: true,
          value: { ...reported, previous: [...(also[0] ?? [])], yearBefore: [...(also[1] ?? [])] },
        }
      },
      scenario,
    ),

  'metrics.explain': ({ metric, method, period, scenario }, context) =>
    atWorkplace(
      context,
      async (place) => {
        const asked = period ?? place.range ?? null
        const shown = method === undefined ? await bestMethod(place, metric, asked, period) : undefined
        const found = shown?.ok === true ? shown : findMethod(place, metric, method)
        if (!found.ok) return found
        const resolve = createResolver({ datasets: place.datasets, findMetric: place.metrics.find })
        const explained = explain(found.value.definition, found.value.method, place.datasets, asked, {
          find: place.metrics.find,
          methodOf: (id) => {
            const other = place.metrics.find(id)
            return other === undefined ? undefined : resolve(other).possible[0]
          },
        })
        return {
          ok: true,
          value: {
            ...explained,
            inputs: [...explained.inputs],
            notes: [...explained.notes],
            dimensions: [...explained.dimensions],
          },
        }
      },
      scenario,
    ),

  'metrics.rows': ({ metric, input, period, by, group, scenario }, context) =>
    atWorkplace<ReplyInput<'metrics.rows'>>(
      context,
      async (place) => {
        const asked = period ?? place.range ?? null
        const found = await bestMethod(place, metric, asked, period)
        if (!found.ok) return found
        const { method, environment, definition } = found.value
        const formula = method.inputs.get(input)
        if (input !== 'excluded' && formula === undefined) {
          return refuse('not_found', `${definition.name} has no part called ${input}.`)
        }
        const rows =
          formula === undefined
            ? await rowsExcluded(place.connection, fieldsReadBy(method, place.datasets))
            : await rowsBehind(
                place.connection,
                formula,
                place.datasets,
                environment,
                by === undefined || group === undefined ? undefined : { field: by, group },
              )
        const sets = []
        for (const { sheet, count, query } of rows) {
          const rowSet = `${metric} ${input} ${sheet}`
          await registerRowSet(context.project, rowSet, query.text, query.values)
          sets.push({ sheet, rowSet, count })
        }
        const part = formula === undefined ? 'left out' : (method.method.inputs[input]?.label ?? input)
        return { ok: true, value: { label: `${definition.name}: ${part}`, sets } }
      },
      scenario,
    ),

  'metrics.breakdown': ({ metric, by, period, top, scenario }, context) =>
    atWorkplace<ReplyInput<'metrics.breakdown'>>(
      context,
      async (place) => {
        const definition = place.metrics.find(metric)
        if (definition === undefined) return noSuchMetric(metric)
        return { ok: true, value: { rows: await breakdown(place, definition, by, period, top) } }
      },
      scenario,
    ),

  'metrics.cohorts': ({ of, grain }, context) =>
    atWorkplace(context, async ({ connection, datasets, range }) => {
      const triangle = await cohorts(connection, datasets, range, of, grain)
      return {
        ok: true,
        value: {
          ...triangle,
          cohorts: triangle.cohorts.map((each) => ({ ...each, retained: [...each.retained] })),
        },
      }
    }),

  'metrics.survival': ({ by }, context) =>
    atWorkplace(context, async ({ connection, datasets, range }) => {
      const curves = await survival(connection, datasets, range, by)
      return {
        ok: true,
        value: { ...curves, groups: curves.groups.map((each) => ({ ...each, points: [...each.points] })) },
      }
    }),

  ...customHandlers,
  ...settingHandlers,
  ...healthHandlers,
}

const noSuchMetric = (id: string) => refuse('not_found', `There is no metric "${id}".`)

function choose(
  ids: readonly string[] | undefined,
  { metrics }: Workplace,
): Outcome<readonly MetricDefinition[]> {
  if (ids === undefined) return { ok: true, value: metrics.all }
  const chosen: MetricDefinition[] = []
  for (const id of ids) {
    const metric = metrics.find(id)
    if (metric === undefined) return noSuchMetric(id)
    chosen.push(metric)
  }
  return { ok: true, value: chosen }
}

interface FoundMethod {
  readonly definition: MetricDefinition
  readonly method: ParsedMethod
}

/** The method asked for, or the best that the data allows. */
function findMethod(
  { datasets, metrics }: Workplace,
  id: string,
  wanted: string | undefined,
): Outcome<FoundMethod> {
  const definition = metrics.find(id)
  if (definition === undefined) return noSuchMetric(id)
  const { possible, fault } = createResolver({ datasets, findMetric: metrics.find })(definition)
  const method = possible.find((each) => each.method.id === wanted) ?? possible[0]
  if (method !== undefined) return { ok: true, value: { definition, method } }
  return refuse('no_data', fault ?? `${definition.name} cannot be computed from the mapped data.`)
}

/** The method whose value is shown in a period, with what its formulas know there. */
async function bestMethod(place: Workplace, id: string, asked: Period | null, period: Period | null) {
  const definition = place.metrics.find(id)
  if (definition === undefined) return noSuchMetric(id)
  const computed = await compute({
    ...place,
    findMetric: place.metrics.find,
    metrics: [definition],
    periods: [asked],
  })
  const methods = computed.resolved.get(id)?.possible ?? []
  const outcomes = methods.map((method) => computed.outcome(method, 0))
  const method = methods[bestOutcome(outcomes, methods, period).index]
  if (method === undefined)
    return refuse('no_data', `${definition.name} cannot be computed from the mapped data.`)
  return { ok: true as const, value: { definition, method, environment: computed.environment(0) } }
}
