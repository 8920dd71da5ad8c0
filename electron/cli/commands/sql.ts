import { stat } from 'node:fs/promises'
import { findMetric } from '#shared/catalogue/index.ts'
import { type Outcome, refuse } from '../../engine/refusal.ts'
import { type Command, type CommandResult, textOption, UsageError } from '../command.ts'
import { checkPeriodOptions, periodOptions, readPeriod } from '../period-options.ts'
import { applyMapping, withSession } from '../session.ts'

const sql: Command = {
  name: 'sql',
  usage: 'tenure sql METRIC... FILE... [--mapping M.json] [--from D --to D | --latest]',
  summary: 'The SQL behind a value.',
  options: { mapping: { type: 'string' }, ...periodOptions },
  run: async (words, options) => {
    const ids = words.filter((word) => findMetric(word) !== undefined)
    const paths = words.filter((word) => findMetric(word) === undefined)
    if (ids.length === 0)
      throw new UsageError('sql needs the id of at least one metric; "tenure metrics" lists them.')
    if (paths.length === 0) throw new UsageError('sql needs at least one file.')
    checkPeriodOptions(options)
    const mistyped = await firstMissing(paths)
    if (mistyped !== undefined)
      return refuse(
        'not_found',
        `${mistyped} is neither a metric nor a file. "tenure metrics" lists the metrics.`,
      )
    return withSession(paths, async ({ engine }): Promise<Outcome<CommandResult>> => {
      const mapped = await applyMapping(engine, textOption(options, 'mapping'))
      if (!mapped.ok) return mapped
      const period = await readPeriod(engine, options)
      if (!period.ok) return period
      const statements: { id: string; method: string | null; sql: string }[] = []
      for (const id of ids) {
        const explained = await engine.ask('metrics.explain', { metric: id, period: period.value })
        if (!explained.ok) return explained
        statements.push({ id, method: explained.value.method, sql: explained.value.sql })
      }
      return {
        ok: true,
        value: {
          json: { metrics: statements },
          text: () =>
            statements.map(({ id, method, sql: text }) => `-- ${id} (${method})\n${text};`).join('\n\n'),
        },
      }
    })
  },
}

async function firstMissing(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const isThere = await stat(path).then(
      () => true,
      () => false,
    )
    if (!isThere) return path
  }
  return undefined
}

export default sql
