import { resolve } from 'node:path'
import { fileToken } from '#shared/domain/ids.ts'
import { whatIfSchema } from '#shared/domain/scenario.ts'
import { type Outcome, refuse } from '../../engine/refusal.ts'
import { type Command, type CommandResult, textOption, UsageError } from '../command.ts'
import { readJsonFile } from '../read-json-file.ts'
import { applyMapping, withSession } from '../session.ts'
import { table } from '../table.ts'
import { readPeriod } from './kpi.ts'

const exportCommand: Command = {
  name: 'export',
  usage: 'tenure export FILE... --out OUT.xlsx [--mapping M.json] [--scenario S.json] [--from D --to D]',
  summary: 'The same workbook, annotated and live.',
  options: {
    out: { type: 'string' },
    mapping: { type: 'string' },
    scenario: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
  },
  run: async (paths, options) => {
    if (paths.length === 0) throw new UsageError('export needs at least one file.')
    const out = textOption(options, 'out')
    if (out === undefined) throw new UsageError('export needs --out OUT.xlsx.')
    if (paths.some((path) => resolve(path) === resolve(out))) {
      return refuse(
        'cannot_write',
        `${out} is the file that is read; it is never written over. Give another name.`,
      )
    }
    const scenarioFile = textOption(options, 'scenario')
    const whatIf =
      scenarioFile === undefined
        ? undefined
        : await readJsonFile(scenarioFile, whatIfSchema, 'a scenario file')
    if (whatIf?.ok === false) return whatIf
    return withSession(paths, async ({ engine }): Promise<Outcome<CommandResult>> => {
      const mapped = await applyMapping(engine, textOption(options, 'mapping'))
      if (!mapped.ok) return mapped
      const period = await readPeriod(engine, options)
      if (!period.ok) return period
      const written = await engine.ask('export.write', {
        file: fileToken(resolve(out)),
        choices: { period: period.value, ...(whatIf === undefined ? {} : { whatIf: whatIf.value }) },
      })
      if (!written.ok) return written
      const { sheets, problems, byteLength } = written.value
      return {
        ok: true,
        value: {
          json: { out, byteLength, sheets, problems },
          text: () =>
            [
              `${out}: ${byteLength.toLocaleString('en-US')} bytes`,
              table(
                ['sheet', 'state', 'details'],
                sheets.map((sheet) => [sheet.name, sheet.state, sheet.details.join('; ')]),
              ),
              ...problems.map(({ message }) => `! ${message}`),
            ].join('\n\n'),
        },
      }
    })
  },
}

export default exportCommand
