import { metrics as catalogue } from '#shared/catalogue/index.ts'
import type { ReplyInput } from '#shared/contract/index.ts'
import type { metricsOperations } from '#shared/contract/metrics.ts'
import type { FormulaProblem } from '#shared/formula/problem.ts'
import type { HandlersOf } from '../handlers.ts'
import { refuse } from '../refusal.ts'
import { checkCustomFormula, checkCustomMetric } from './check-custom.ts'
import { explain } from './explain.ts'
import { definitionOf, deleteCustomMetric, readCustomMetrics, writeCustomMetric } from './project-metrics.ts'
import { report } from './report.ts'
import { createResolver } from './resolve.ts'
import { atWorkplace } from './workplace.ts'
import { write } from './write.ts'

type CustomOperation = Extract<
  keyof typeof metricsOperations,
  `metrics.${'checkFormula' | 'custom' | 'saveCustom' | 'removeCustom'}`
>

/** A formula tried, and the user's own metrics. */
export const customHandlers: HandlersOf<CustomOperation> = {
  'metrics.checkFormula': ({ formula, period, scenario }, context) =>
    atWorkplace<ReplyInput<'metrics.checkFormula'>>(
      context,
      async (place) => {
        const problems = checkCustomFormula(formula, place.metrics, place.datasets)
        if (problems.length > 0)
          return { ok: true, value: { problems: problems.map(placed), value: null, words: '' } }
        const trial = definitionOf({
          id: 'trial__',
          name: 'The formula',
          description: '',
          unit: 'count',
          direction: 'neither',
          formula,
        })
        const { metrics } = await report({
          ...place,
          findMetric: place.metrics.find,
          metrics: [trial],
          period,
        })
        const [tried] = metrics
        const [method] = createResolver({ datasets: place.datasets, findMetric: place.metrics.find })(
          trial,
        ).possible
        const words =
          method === undefined
            ? ''
            : explain(trial, method, place.datasets, period, {
                find: place.metrics.find,
                methodOf: () => undefined,
              }).words
        return {
          ok: true,
          value: {
            problems: [],
            value: tried?.value ?? null,
            ...(tried?.reason === undefined ? {} : { reason: tried.reason }),
            words,
          },
        }
      },
      scenario,
    ),

  'metrics.custom': async (_request, { project }) => ({
    ok: true,
    value: { metrics: await project.read(readCustomMetrics) },
  }),

  // Checked first and written after: a write from within a reading of the project would wait for itself.
  'metrics.saveCustom': async ({ metric }, context) => {
    if (catalogue.some(({ id }) => id === metric.id)) {
      return refuse('invalid_value', `"${metric.id}" is the id of a built-in metric. Give yours another id.`)
    }
    const checked = await atWorkplace(context, async ({ metrics, datasets }) => ({
      ok: true,
      value: checkCustomMetric(metric, metrics, datasets),
    }))
    if (!checked.ok) return checked
    if (checked.value.length === 0) {
      const saved = await write(context, (connection) => writeCustomMetric(connection, metric))
      if (!saved.ok) return saved
    }
    return { ok: true, value: { problems: checked.value.map(placed) } }
  },

  'metrics.removeCustom': ({ id }, context) =>
    write(context, (connection) => deleteCustomMetric(connection, id)),
}

const placed = ({ position, length, message, hint }: FormulaProblem) => ({
  message,
  start: position,
  length,
  ...(hint === undefined ? {} : { hint }),
})
