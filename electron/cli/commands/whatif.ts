import type { Projection, WhatIfReply } from '#shared/contract/scenario.ts'
import { formatValue } from '#shared/domain/format.ts'
import { outputNames, whatIfSchema } from '#shared/domain/scenario.ts'
import type { Outcome } from '../../engine/refusal.ts'
import { type Command, type CommandResult, textOption, UsageError } from '../command.ts'
import { readJsonFile } from '../read-json-file.ts'
import { applyMapping, withSession } from '../session.ts'
import { table } from '../table.ts'

const whatif: Command = {
  name: 'whatif',
  usage: 'tenure whatif [FILE...] --scenario S.json [--mapping M.json]',
  summary:
    'Baseline and scenarios, month by month, with differences and every question asked in the scenario file.',
  options: { scenario: { type: 'string' }, mapping: { type: 'string' } },
  run: async (paths, options) => {
    const scenarioFile = textOption(options, 'scenario')
    if (scenarioFile === undefined) throw new UsageError('whatif needs --scenario S.json.')
    const whatIf = await readJsonFile(scenarioFile, whatIfSchema, 'a scenario file')
    if (!whatIf.ok) return whatIf
    return withSession(paths, async ({ engine }): Promise<Outcome<CommandResult>> => {
      if (paths.length > 0) {
        const mapped = await applyMapping(engine, textOption(options, 'mapping'))
        if (!mapped.ok) return mapped
      }
      const answered = await engine.ask('scenario.whatIf', { whatIf: whatIf.value })
      if (!answered.ok) return answered
      return { ok: true, value: { json: answered.value, text: () => asText(answered.value) } }
    })
  },
}

function asText(reply: WhatIfReply): string {
  const number = (value: number | null | undefined) =>
    value == null ? '' : formatValue(value, 'points', { digits: 2 })
  const all: readonly Projection[] = [reply.baseline, ...reply.scenarios]
  const outputs = table(
    ['output', ...all.map((projection) => projection.name)],
    outputNames.map((output) => [output, ...all.map((projection) => number(projection.kpis[output]))]),
    ['left', ...all.map(() => 'right' as const)],
  )
  const monthly = all.map(({ name, monthly: months }) =>
    [
      name,
      table(
        ['month', 'customers', 'new', 'lost', 'MRR', 'revenue', 'gross profit'],
        months.map((month) =>
          [
            month.month,
            month.customers,
            month.new,
            month.lost,
            month.mrr,
            month.revenue,
            month.grossProfit,
          ].map((value, index) => (index === 0 ? String(value) : number(value))),
        ),
        ['right', 'right', 'right', 'right', 'right', 'right', 'right'],
      ),
    ].join('\n'),
  )
  const sought = reply.goalSeek.map(({ driver, output, target, value, reason }) =>
    value === null
      ? `${output} = ${target}: ${reason ?? 'not reached'}`
      : `${output} = ${target} needs ${driver} = ${value}`,
  )
  const problems = reply.problems.map(({ message }) => `! ${message}`)
  return [outputs, ...monthly, ...sought, ...problems].join('\n\n')
}

export default whatif
