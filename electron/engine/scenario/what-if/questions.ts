import type { ReplyInput } from '#shared/contract/index.ts'
import type { BaselineDriver } from '#shared/contract/scenario.ts'
import type { OutputName, WhatIf } from '#shared/domain/scenario.ts'
import { project } from '#shared/models/projection/projection.ts'
import { breakEven } from '#shared/models/questions/break-even.ts'
import { dataTable } from '#shared/models/questions/data-table.ts'
import { goalSeek } from '#shared/models/questions/goal-seek.ts'
import { tornado } from '#shared/models/questions/tornado.ts'
import { waterfall } from '#shared/models/questions/waterfall.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import { refuseModel } from '../model-refusal.ts'
import type { Case, Cases } from './cases.ts'

type Reply = ReplyInput<'scenario.whatIf'>

/** The case that a question is about: the named scenario's, or the baseline's. */
export function caseOf({ baseline, scenarios }: Cases, name: string | undefined): Outcome<Case> {
  if (name === undefined || name === baseline.name) return { ok: true, value: baseline }
  const found = scenarios.find((each) => each.name === name)
  if (found !== undefined) return { ok: true, value: found }
  return refuse(
    'invalid_scenario',
    `A question is about the scenario "${name}", which is not among those given.`,
  )
}

const about = (name: string | undefined) => (name === undefined ? {} : { scenario: name })

export function answerGoalSeek(cases: Cases, questions: WhatIf['goalSeek']): Outcome<Reply['goalSeek']> {
  const answers: Reply['goalSeek'] = []
  for (const { scenario, ...question } of questions) {
    const target = caseOf(cases, scenario)
    if (!target.ok) return target
    const sought = goalSeek(target.value.input, target.value.levers, question)
    if (!sought.ok) return refuseModel(sought.error)
    const { value, reached, nearest, reason } = sought.value
    answers.push({
      driver: question.driver,
      output: question.output,
      target: question.target,
      value,
      ...(reason === undefined ? {} : { reason }),
      ...(nearest === null || reached === null ? {} : { nearest: { value: nearest, output: reached } }),
      ...about(scenario),
    })
  }
  return { ok: true, value: answers }
}

export function answerDataTables(
  cases: Cases,
  questions: WhatIf['dataTables'],
): Outcome<Reply['dataTables']> {
  const tables: Reply['dataTables'] = []
  for (const { scenario, ...question } of questions) {
    const target = caseOf(cases, scenario)
    if (!target.ok) return target
    const table = dataTable(target.value.input, target.value.levers, question)
    if (!table.ok) return refuseModel(table.error)
    tables.push({
      output: question.output,
      x: question.x,
      ...(question.y === undefined ? {} : { y: question.y }),
      values: table.value.values.map((row) => [...row]),
      ...about(scenario),
    })
  }
  return { ok: true, value: tables }
}

/** With a swing every driver moves by it; without, measured ones move by their own intervals. */
export function answerTornado(
  cases: Cases,
  question: WhatIf['tornado'],
  drivers: readonly BaselineDriver[],
): Outcome<Reply['sensitivity']> {
  if (question === undefined) return { ok: true, value: [] }
  const { scenario, output, swing } = question
  const target = caseOf(cases, scenario)
  if (!target.ok) return target
  const { input, levers } = target.value
  const hasOwn = movesByOwnIntervals(cases, question)
  const found = tornado(input, levers, {
    output,
    ...(swing === undefined ? {} : { swing }),
    ...(hasOwn ? { intervals: intervalsOf(drivers) } : {}),
  })
  if (!found.ok) return refuseModel(found.error)
  return {
    ok: true,
    value: found.value.bars.map(({ driver, low, high, outputAtLow, outputAtHigh }) => ({
      driver,
      low: { value: low, output: outputAtLow },
      high: { value: high, output: outputAtHigh },
    })),
  }
}

/** Whether measured drivers move by their own intervals, rather than all by the swing. */
export function movesByOwnIntervals(
  cases: Cases,
  { scenario, swing, own = swing === undefined }: NonNullable<WhatIf['tornado']>,
): boolean {
  const target = caseOf(cases, scenario)
  if (!own || !target.ok) return false
  const { input, levers } = target.value
  // An interval is of one number: with segments or tenures it would replace their pattern, and with levers their effect.
  const isPlain = levers.length === 0 && input.segments === undefined && input.tenure === undefined
  return isPlain && input === cases.baseline.input
}

const intervalsOf = (drivers: readonly BaselineDriver[]) =>
  Object.fromEntries(
    drivers.flatMap(({ driver, lower, upper }) =>
      lower === null || upper === null ? [] : [[driver, { low: lower, high: upper }] as const],
    ),
  )

export function answerBreakEven(
  cases: Cases,
  question: WhatIf['breakEven'],
): Outcome<Pick<Reply, 'breakEven'>> {
  if (question === undefined) return { ok: true, value: {} }
  const target = caseOf(cases, question.scenario)
  if (!target.ok) return target
  const { churnReduction } = question
  const found = breakEven(target.value.input, target.value.levers, churnReduction)
  if (!found.ok)
    return {
      ok: true,
      value: { breakEven: { churnReduction, perCustomer: null, reason: found.error.message } },
    }
  const { gain, costPerCustomerMonth, costPerOpeningCustomer, gainInClv } = found.value
  return {
    ok: true,
    value: {
      breakEven: {
        churnReduction,
        perCustomer: costPerOpeningCustomer,
        perCustomerMonth: costPerCustomerMonth,
        gain,
        gainInClv,
      },
    },
  }
}

/** The way of an output from the baseline to each scenario; a scenario for which it has no end is left out. */
export function answerWaterfalls(
  { baseline, scenarios }: Cases,
  output: OutputName,
): NonNullable<Reply['waterfall']> {
  const start = project(baseline.input)
  const from = start.ok ? start.value.kpis[output] : null
  if (from === null) return []
  return scenarios.flatMap(({ name, input, levers }) => {
    const found = waterfall(input, levers, output)
    if (!found.ok) return []
    const { baseline: underRules, steps, scenario: to } = found.value
    const rules = input === baseline.input ? [] : [{ driver: 'rules', effect: underRules - from }]
    return [
      {
        scenario: name,
        output,
        from,
        to,
        steps: [...rules, ...steps.map(({ driver, change }) => ({ driver, effect: change }))],
      },
    ]
  })
}
