import {
  findAssumption,
  findMetric,
  kinds,
  assumptions as knownAssumptions,
} from '#shared/catalogue/index.ts'
import { formatValue } from '#shared/domain/format.ts'
import type { Unit } from '#shared/domain/metric.ts'
import type { MetricsReport } from '#shared/domain/metric-result.ts'
import { type Grain, grainSchema } from '#shared/domain/period.ts'
import { type Outcome, refuse } from '../../engine/refusal.ts'
import {
  type Command,
  type CommandResult,
  choiceOption,
  textOption,
  textOptions,
  UsageError,
} from '../command.ts'
import { checkPeriodOptions, periodOptions, readPeriod } from '../period-options.ts'
import { applyMapping, withSession } from '../session.ts'
import { table } from '../table.ts'

const kpi: Command = {
  name: 'kpi',
  usage:
    'tenure kpi FILE... [--mapping M.json] [--from D --to D | --latest] [--grain month|quarter|year] [--by FIELD] [--set NAME=VALUE]... [--metric ID]...',
  summary: 'Every metric that the data allows, with method, inputs and what was left out.',
  options: {
    mapping: { type: 'string' },
    ...periodOptions,
    grain: { type: 'string' },
    by: { type: 'string' },
    set: { type: 'string', multiple: true },
    metric: { type: 'string', multiple: true },
  },
  run: async (paths, options) => {
    if (paths.length === 0) throw new UsageError('kpi needs at least one file.')
    const asked = textOptions(options, 'metric')
    const unknown = asked.find((id) => findMetric(id) === undefined)
    if (unknown !== undefined)
      throw new UsageError(`There is no metric "${unknown}". "tenure metrics" lists them.`)
    const grain = choiceOption(options, 'grain', grainSchema.options)
    const by = readField(textOption(options, 'by'))
    const assumptions = textOptions(options, 'set').map(readAssignment)
    checkPeriodOptions(options)
    return withSession(paths, async ({ engine }): Promise<Outcome<CommandResult>> => {
      const mapped = await applyMapping(engine, textOption(options, 'mapping'))
      if (!mapped.ok) return mapped
      for (const { name, value } of assumptions) {
        const set = await engine.ask('metrics.setAssumption', { name, value })
        if (!set.ok) return set
        const [problem] = set.value.problems
        if (problem !== undefined) return refuse('invalid_value', problem.message)
      }
      const period = await readPeriod(engine, options)
      if (!period.ok) return period
      const report = await engine.ask('metrics.report', {
        period: period.value,
        ...(grain === undefined ? {} : { grain }),
        ...(by === undefined ? {} : { by }),
        ...(asked.length === 0 ? {} : { metrics: asked }),
      })
      if (!report.ok) return report
      return {
        ok: true,
        value: { json: documentOf(report.value), text: () => asText(report.value, grain, by) },
      }
    })
  },
}

/** A breakdown's field, by its id: a slip of the pen must not read as "there is nothing to break down". */
function readField(id: string | undefined): string | undefined {
  if (
    id === undefined ||
    kinds.some(({ fields, computed }) => [...fields, ...computed].some((field) => field.id === id))
  )
    return id
  throw new UsageError(
    `No kind of data has a field "${id}". --by takes one such as plan, segment or category.`,
  )
}

function readAssignment(text: string): { name: string; value: number } {
  const [, name, amount] = /^([a-z][a-z0-9_]*)=(.+)$/i.exec(text) ?? []
  const isPercent = amount?.trim().endsWith('%') ?? false
  const value = Number(isPercent ? amount?.trim().slice(0, -1) : amount)
  if (name === undefined || !Number.isFinite(value))
    throw new UsageError(`--set takes NAME=NUMBER, not "${text}".`)
  if (findAssumption(name) === undefined) {
    const names = knownAssumptions.map((assumption) => assumption.name).join(', ')
    throw new UsageError(`There is no assumption "${name}". There are: ${names}.`)
  }
  return { name, value: isPercent ? value / 100 : value }
}

const documentOf = ({
  period,
  metrics,
  series,
  breakdown,
  reconciliation,
}: MetricsReport): MetricsReport => ({
  period,
  metrics,
  series,
  breakdown,
  reconciliation,
})

const unitOf = (id: string): Unit => findMetric(id)?.unit ?? 'count'
const shown = (id: string, value: number | null): string =>
  value === null ? '' : formatValue(value, unitOf(id))

function asText(report: MetricsReport, grain: Grain | undefined, by: string | undefined): string {
  const { from, to } = report.period
  const valued = report.metrics.filter((metric) => metric.value !== null)
  const wanting = report.metrics.filter((metric) => metric.value === null)
  const parts = [
    from === null ? 'Period: whatever the files cover' : `Period: ${from} up to, not including, ${to}`,
    table(
      ['metric', 'value', 'how', 'left out'],
      valued.map((metric) => [
        metric.name,
        shown(metric.id, metric.value),
        [metric.methodLabel, metric.note].filter((part) => part !== undefined).join('; '),
        metric.excluded === 0 ? '' : String(metric.excluded),
      ]),
      ['left', 'right', 'left', 'right'],
    ),
  ]
  if (wanting.length > 0) {
    parts.push(
      table(
        ['no value', 'why'],
        wanting.map((metric) => [metric.name, metric.reason ?? '']),
      ),
    )
  }
  if (grain !== undefined && report.series.length > 0) {
    parts.push(
      table(
        ['period', 'metric', 'value'],
        report.series.map((point) => [point.period, point.id, shown(point.id, point.value)]),
        ['left', 'left', 'right'],
      ),
    )
  }
  if (report.breakdown.length > 0) {
    parts.push(
      table(
        ['metric', 'group', 'value'],
        report.breakdown.map((row) => [row.id, row.group, shown(row.id, row.value)]),
        ['left', 'left', 'right'],
      ),
    )
  }
  if (by !== undefined && report.breakdown.length === 0) parts.push(`No mapped column is the field "${by}".`)
  const differing = report.reconciliation.filter((each) => each.difference !== 0)
  if (differing.length > 0) {
    parts.push(
      table(
        ['metric', 'two sources', 'likely cause'],
        differing.map((each) => [
          each.id,
          each.methods.map((method) => `${method.method} ${shown(each.id, method.value)}`).join(', '),
          each.likelyCause ?? '',
        ]),
      ),
    )
  }
  return parts.join('\n\n')
}

export default kpi
