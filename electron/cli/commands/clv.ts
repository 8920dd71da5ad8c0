import { type ClvReply, clvModels, clvUnits } from '#shared/contract/clv.ts'
import { formatValue } from '#shared/domain/format.ts'
import { groupBy } from '#shared/domain/group-by.ts'
import { isoDateSchema } from '#shared/domain/period.ts'
import type { Outcome } from '../../engine/refusal.ts'
import {
  type Command,
  type CommandResult,
  choiceOption,
  numberOption,
  textOption,
  UsageError,
} from '../command.ts'
import { applyMapping, withSession } from '../session.ts'
import { table } from '../table.ts'

const clv: Command = {
  name: 'clv',
  usage:
    'tenure clv FILE... --model simple|sbg|bg-nbd|mbg-nbd|pareto-nbd [--unit day|week|month|year] [--observation-end D] [--horizon MONTHS] [--discount ANNUAL] [--margin M] [--by FIELD] [--top N] [--mapping M.json]',
  summary: 'Fits a customer-lifetime-value model and predicts each customer.',
  options: {
    model: { type: 'string' },
    unit: { type: 'string' },
    'observation-end': { type: 'string' },
    horizon: { type: 'string' },
    discount: { type: 'string' },
    margin: { type: 'string' },
    by: { type: 'string' },
    top: { type: 'string' },
    mapping: { type: 'string' },
  },
  run: async (paths, options) => {
    if (paths.length === 0) throw new UsageError('clv needs at least one file.')
    const model = choiceOption(options, 'model', clvModels)
    if (model === undefined) throw new UsageError(`clv needs --model: ${clvModels.join(', ')}.`)
    const unit = choiceOption(options, 'unit', clvUnits)
    const observationEnd = textOption(options, 'observation-end')
    if (observationEnd !== undefined && !isoDateSchema.safeParse(observationEnd).success) {
      throw new UsageError(`--observation-end takes a date such as 2024-01-31, not "${observationEnd}".`)
    }
    const [horizon, discount, margin, top] = ['horizon', 'discount', 'margin', 'top'].map((name) =>
      numberOption(options, name),
    )
    if (top !== undefined && !(Number.isInteger(top) && top > 0))
      throw new UsageError(`--top takes a whole number of customers, 1 or more, not ${top}.`)
    const by = textOption(options, 'by')
    return withSession(paths, async ({ engine }): Promise<Outcome<CommandResult>> => {
      const mapped = await applyMapping(engine, textOption(options, 'mapping'))
      if (!mapped.ok) return mapped
      const fitted = await engine.ask('scenario.clv', {
        model,
        ...(unit === undefined ? {} : { unit }),
        ...(observationEnd === undefined ? {} : { observationEnd }),
        ...(horizon === undefined ? {} : { horizon }),
        ...(discount === undefined ? {} : { discount }),
        ...(margin === undefined ? {} : { margin }),
        ...(top === undefined ? {} : { top }),
        ...(by === undefined ? {} : { by }),
      })
      if (!fitted.ok) return fitted
      return { ok: true, value: { json: fitted.value, text: () => asText(fitted.value) } }
    })
  },
}

function asText(fit: ClvReply): string {
  const number = (value: number | null) => (value === null ? '' : formatValue(value, 'points', { digits: 4 }))
  const parts = [
    `Model ${fit.model}${fit.logLikelihood === null ? '' : `, log-likelihood ${number(fit.logLikelihood)}`}`,
    table(
      ['parameter', 'value', 'standard error'],
      Object.entries(fit.parameters).map(([name, value]) => [
        name,
        number(value),
        number(fit.standardErrors[name] ?? null),
      ]),
      ['left', 'right', 'right'],
    ),
    table(
      ['all customers', 'value'],
      Object.entries(fit.aggregate).map(([name, value]) => [name, number(value)]),
      ['left', 'right'],
    ),
    ...groupTables(fit),
    table(
      ['customer', 'P(alive)', 'purchases', 'value each', 'CLV'],
      [...fit.customers]
        .sort((a, b) => (b.clv ?? 0) - (a.clv ?? 0))
        .slice(0, 20)
        .map((each) => [
          each.id,
          number(each.pAlive),
          number(each.expectedPurchases),
          number(each.expectedValue),
          number(each.clv),
        ]),
      ['left', 'right', 'right', 'right', 'right'],
    ),
  ]
  return [...parts, ...fit.warnings.map((warning) => `! ${warning}`)].join('\n\n')
}

/** CLV added up by the field asked for, and by the quarter of the first purchase. */
const groupTables = ({ groups }: ClvReply): string[] =>
  [...groupBy(groups, ({ by }) => by)].map(([by, members]) =>
    table(
      [by, 'customers', 'CLV each', 'CLV'],
      members.map(({ group, customers, mean, clv: total }) => [
        group,
        String(customers),
        formatValue(mean, 'points', { digits: 2 }),
        formatValue(total, 'points', { digits: 2 }),
      ]),
      ['left', 'right', 'right', 'right'],
    ),
  )

export default clv
