/**
 * file -> intake -> store -> sheet -> mapping -> metrics -> [scenario: the same run again, changed] -> export
 *
 * Every question of What-if over one baseline: the drivers are measured (or given), each scenario is projected over its
 * own view of the data, and the questions are put to the models.
 */
import type { ReplyInput } from '#shared/contract/index.ts'
import type { BaselineDriver } from '#shared/contract/scenario.ts'
import { DRIVER_FACTS } from '#shared/models/projection/drivers.ts'
import { type Projection, project } from '#shared/models/projection/projection.ts'
import type { OperationContext } from '../../handlers.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import { refuseModel } from '../model-refusal.ts'
import { answerRevenueAtRisk } from '../risk/revenue-at-risk.ts'
import { type Case, type CaseContext, prepareCases } from './cases.ts'
import { projectionReply } from './projection-reply.ts'
import {
  answerBreakEven,
  answerDataTables,
  answerGoalSeek,
  answerTornado,
  answerWaterfalls,
} from './questions.ts'
import { answerSimulation } from './simulation.ts'

type Reply = ReplyInput<'scenario.whatIf'>

/** Answers all questions of a what-if, or says which one cannot be and what would help. */
export async function answerWhatIf(
  context: CaseContext,
  operation: Pick<OperationContext, 'project' | 'signal' | 'onProgress'>,
): Promise<Outcome<Reply>> {
  const { whatIf } = context
  const prepared = await prepareCases(context)
  if (!prepared.ok) return prepared
  const cases = prepared.value
  const baseline = projectCase(cases.baseline)
  if (!baseline.ok) return baseline
  const scenarios: Reply['scenarios'] = []
  for (const each of cases.scenarios) {
    const projected = projectCase(each)
    if (!projected.ok) return projected
    scenarios.push(projectionReply({ ...each, projection: projected.value }, baseline.value))
  }

  const sensitivity = answerTornado(cases, whatIf.tornado, cases.drivers)
  if (!sensitivity.ok) return sensitivity
  const goalSeek = answerGoalSeek(cases, whatIf.goalSeek)
  if (!goalSeek.ok) return goalSeek
  const dataTables = answerDataTables(cases, whatIf.dataTables)
  if (!dataTables.ok) return dataTables
  const breakEven = answerBreakEven(cases, whatIf.breakEven)
  if (!breakEven.ok) return breakEven
  const atRisk = await answerAtRisk(context, operation)
  if (!atRisk.ok) return atRisk
  const simulation = await answerSimulation(cases, whatIf.simulation, operation)
  if (!simulation.ok) return simulation
  return {
    ok: true,
    value: {
      months: whatIf.months,
      baseline: projectionReply({ ...cases.baseline, projection: baseline.value }, baseline.value),
      scenarios,
      sensitivity: sensitivity.value,
      goalSeek: goalSeek.value,
      dataTables: dataTables.value,
      ...breakEven.value,
      ...atRisk.value,
      waterfall: answerWaterfalls(cases, whatIf.waterfall?.output ?? 'clv'),
      simulation: simulation.value,
      baselineDrivers: [...cases.drivers],
      problems: [...cases.problems, ...notesOn(cases.drivers)],
    },
  }
}

async function answerAtRisk(
  { place, whatIf: { revenueAtRisk: question } }: CaseContext,
  operation: Pick<OperationContext, 'project' | 'signal' | 'onProgress'>,
): Promise<Outcome<Pick<Reply, 'revenueAtRisk'>>> {
  if (question === undefined) return { ok: true, value: {} }
  const found = await answerRevenueAtRisk(place, question, operation)
  return found.ok ? { ok: true, value: { revenueAtRisk: found.value } } : found
}

function projectCase({ name, input, levers }: Case): Outcome<Projection> {
  const projected = project(input, levers)
  if (projected.ok) return projected
  const refused = refuseModel(projected.error)
  if (refused.ok || levers.length === 0) return refused
  return refuse(refused.error.code, `Scenario "${name}": ${refused.error.message}`)
}

/** What was not given and had to be taken as something. */
const notesOn = (drivers: readonly BaselineDriver[]): NonNullable<Reply['problems']> =>
  drivers
    .filter(({ origin }) => origin === 'default')
    .map(({ driver, source }) => ({
      code: 'driver_not_given',
      severity: 'information',
      message: `${DRIVER_FACTS[driver].label}: ${source}.`,
    }))
