/** What-if's answers: data tables as formulas; goal seek, tornado, break-even and simulation as values with their question. */
import type { Workbook, Worksheet } from 'exceljs'
import type { ReplyInput } from '#shared/contract/index.ts'
import type { Problem } from '#shared/domain/result.ts'
import type { DriverName, WhatIf } from '#shared/domain/scenario.ts'
import { axisAround } from '#shared/models/questions/data-table.ts'
import { baselineOf } from '#shared/models/questions/output-of.ts'
import type { OperationContext } from '../../handlers.ts'
import type { Outcome } from '../../refusal.ts'
import {
  answerBreakEven,
  answerDataTables,
  answerGoalSeek,
  answerTornado,
  movesByOwnIntervals,
} from '../../scenario/what-if/questions.ts'
import { answerSimulation } from '../../scenario/what-if/simulation.ts'
import type { ChartSpec } from '../package/charts.ts'
import { dressSheet } from '../report/styles.ts'
import { writeBreakEven, writeGoalSeek, writeSimulation, writeTornado } from './answers.ts'
import { outputLabels } from './cells.ts'
import { type DataTable, type TableCursors, tablesSheetName, writeDataTable } from './data-tables.ts'
import type { PlannedScenarios } from './plan-scenarios.ts'
import type { WrittenScenarios } from './scenario-sheets.ts'

export { tablesSheetName } from './data-tables.ts'
export const questionsSheetName = 'Tenure Questions'

export interface QuestionsRequest {
  readonly workbook: Workbook
  readonly planned: PlannedScenarios
  readonly written: WrittenScenarios
  readonly operation: Pick<OperationContext, 'signal' | 'onProgress'>
}

export interface WrittenQuestions {
  readonly charts: readonly ChartSpec[]
  /** What a preview says; empty where nothing was written. */
  readonly details: readonly string[]
  readonly problems: readonly Problem[]
}

type Reply = ReplyInput<'scenario.whatIf'>

/** Where nothing was asked: what matters most for CLV, and CLV over churn and ARPA around where they are. */
function questionsOf({ whatIf, isAsked, prepared }: PlannedScenarios): WhatIf {
  if (isAsked) return whatIf
  const { input, levers } = prepared.baseline
  const axis = (driver: DriverName) => {
    const value = baselineOf(input, levers, driver)
    return { driver, values: axisAround(value, tableSwing, tableSteps) }
  }
  const [x, y] = [axis('churn'), axis('arpa')]
  const isKnown = [...x.values, ...y.values].every((value) => Number.isFinite(value) && value > 0)
  return {
    ...whatIf,
    tornado: { output: 'clv' },
    dataTables: isKnown ? [{ output: 'clv', x, y }] : [],
  }
}

const tableSwing = 0.3
const tableSteps = 5

export async function writeQuestions(request: QuestionsRequest): Promise<WrittenQuestions> {
  const { planned, operation } = request
  const questions = questionsOf(planned)
  const { prepared } = planned
  const problems: Problem[] = []
  const answerOr = <Value>(outcome: Outcome<Value>, none: Value): Value => {
    if (outcome.ok) return outcome.value
    const { code, message } = outcome.error
    problems.push({
      code,
      severity: 'information',
      message: `A question of What-if has no answer. ${message}`,
    })
    return none
  }
  const none: Pick<Reply, 'breakEven'> = {}
  const answers = {
    goalSeek: answerOr(answerGoalSeek(prepared, questions.goalSeek), []),
    // The reply's output is any text; a table answers the question in the same place.
    dataTables: answerOr(answerDataTables(prepared, questions.dataTables), []).flatMap((table, index) => {
      const output = questions.dataTables[index]?.output
      return output === undefined ? [] : [{ ...table, output }]
    }),
    sensitivity: answerOr(answerTornado(prepared, questions.tornado, prepared.drivers), []),
    breakEven: answerOr(answerBreakEven(prepared, questions.breakEven), none).breakEven,
    simulation: answerOr(await answerSimulation(prepared, questions.simulation, operation), {}),
  }
  const isEmpty =
    answers.goalSeek.length + answers.dataTables.length + answers.sensitivity.length === 0 &&
    answers.breakEven === undefined &&
    answers.simulation?.runs === undefined
  if (isEmpty) return { charts: [], details: [], problems }
  return { ...writeAnswers(answers, questions, request), problems }
}

interface Answers {
  readonly goalSeek: Reply['goalSeek']
  readonly dataTables: readonly DataTable[]
  readonly sensitivity: Reply['sensitivity']
  readonly breakEven: Reply['breakEven']
  readonly simulation: Reply['simulation']
}

function writeAnswers(answers: Answers, questions: WhatIf, request: QuestionsRequest) {
  const { workbook, planned, written } = request
  const sheet = workbook.addWorksheet(questionsSheetName, { views: [{ showGridLines: false }] })
  dressSheet(
    sheet,
    'Questions',
    'Data tables are formulas; what needs a search or chance is a value as of the export, with its question.',
    [44, ...Array.from({ length: 7 }, () => 16), 16, 16],
  )
  const details: string[] = []
  let row = 4
  const cursors = tableCursors(workbook)
  for (const table of answers.dataTables) {
    const { nextRow, isLive } = writeDataTable({ workbook, sheet, row, table, planned, written, cursors })
    details.push(`A data table of ${outputLabels[table.output][0]} as ${isLive ? 'formulas' : 'values'}`)
    row = nextRow
  }
  row = writeGoalSeek(sheet, row, answers.goalSeek)
  const tornado = writeTornado(
    sheet,
    row,
    answers.sensitivity,
    questions.tornado && {
      ...questions.tornado,
      own: movesByOwnIntervals(planned.prepared, questions.tornado),
    },
    questionsSheetName,
  )
  row = writeBreakEven(sheet, tornado.nextRow, answers.breakEven)
  writeSimulation(sheet, row, answers.simulation)
  const named: readonly (readonly [boolean, string])[] = [
    [answers.goalSeek.length > 0, 'goal seek'],
    [answers.sensitivity.length > 0, 'tornado'],
    [answers.breakEven !== undefined, 'break-even'],
    [answers.simulation?.runs !== undefined, 'simulation'],
  ]
  const values = named.flatMap(([isThere, name]) => (isThere ? [name] : []))
  if (values.length > 0) details.push(`As values with their question: ${values.join(', ')}`)
  return { charts: tornado.charts, details }
}

function tableCursors(workbook: Workbook): TableCursors {
  const sheet = (): Worksheet =>
    workbook.getWorksheet(tablesSheetName) ?? workbook.addWorksheet(tablesSheetName, { state: 'hidden' })
  const ages = (): Worksheet =>
    workbook.getWorksheet(tableAgesSheetName) ??
    workbook.addWorksheet(tableAgesSheetName, { state: 'hidden' })
  return { projection: { sheet, row: 1 }, survival: { sheet: ages, row: 1 } }
}

const tableAgesSheetName = '_tenure data table ages'
