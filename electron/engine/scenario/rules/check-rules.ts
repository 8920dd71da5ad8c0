import { z } from 'zod'
import type { ReplyInput } from '#shared/contract/index.ts'
import type { Scenario } from '#shared/domain/scenario.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { readRow } from '../../store/connection.ts'
import { today } from '../../today.ts'
import { touchedSql } from './overlay-sql.ts'
import { readRules } from './read-rule.ts'

const countRow = z.object({ rows: z.number(), total: z.number() })

/**
 * What is wrong with each rule of a scenario, and how many rows each that can be read touches: of those that the rules
 * before it leave. A rule after one that cannot be read is counted as if that were not there.
 */
export async function checkRules(
  { connection, datasets, range }: Pick<Workplace, 'connection' | 'datasets' | 'range'>,
  scenario: Pick<Scenario, 'name' | 'rules'>,
): Promise<ReplyInput<'scenario.checkRules'>> {
  const read = scenario.rules.map((_, index) =>
    readRules({ ...scenario, rules: scenario.rules.slice(0, index + 1) }, datasets),
  )
  const problems = [...(read.at(-1)?.problems ?? [])]
  const counts: ({ rows: number; total: number } | null)[] = []
  for (const [index, { rules }] of read.entries()) {
    const rule = problems.some((problem) => problem.rule === index) ? undefined : rules.at(-1)
    if (rule === undefined) {
      counts.push(null)
      continue
    }
    const before = rules.slice(0, -1).filter(({ dataset }) => dataset === rule.dataset)
    const periodEnd = rule.dataset.periodEnd ?? range?.to ?? today()
    const touched = touchedSql(rule, before, datasets.assumptions, periodEnd)
    const counted = await readRow(
      connection,
      countRow,
      `SELECT count(*) FILTER (touched) AS rows, count(*) AS total FROM ${touched.text}`,
      touched.values,
    )
    counts.push(counted ?? null)
  }
  return { counts, problems }
}
