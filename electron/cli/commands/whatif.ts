import { whatIfSchema } from '#shared/domain/scenario.ts'
import type { Outcome } from '../../engine/refusal.ts'
import { type Command, type CommandResult, textOption, UsageError } from '../command.ts'
import { readJsonFile } from '../read-json-file.ts'
import { applyMapping, withSession } from '../session.ts'
import { whatIfText } from '../whatif-text.ts'

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
      return { ok: true, value: { json: answered.value, text: () => whatIfText(answered.value) } }
    })
  },
}

export default whatif
