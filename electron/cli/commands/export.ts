import { resolve } from 'node:path'
import type { ExportChoices } from '#shared/contract/export.ts'
import { fileToken } from '#shared/domain/ids.ts'
import { whatIfSchema } from '#shared/domain/scenario.ts'
import { type Outcome, refuse } from '../../engine/refusal.ts'
import {
  type Command,
  type CommandResult,
  numberOption,
  type OptionValues,
  textOption,
  textOptions,
  UsageError,
} from '../command.ts'
import { checkPeriodOptions, periodOptions, readPeriod } from '../period-options.ts'
import { readJsonFile } from '../read-json-file.ts'
import { applyMapping, withSession } from '../session.ts'
import { table } from '../table.ts'

/** The parts of the workbook that can be left out, by the names that `--without` takes. */
const parts: Readonly<Record<string, Partial<ExportChoices>>> = {
  data: { dataSheets: false },
  marks: { marks: false },
  notes: { notes: false },
  quality: { qualityNotes: false },
  columns: { addedColumns: false },
  kpis: { kpis: false },
  series: { series: false },
  definitions: { definitions: false },
  scenarios: { scenarios: false },
}

/** The choices of the command line; all else is as in the app. */
function choicesOf(options: OptionValues): Partial<ExportChoices> {
  const without = textOptions(options, 'without').map((name) => {
    const part = parts[name]
    if (part === undefined)
      throw new UsageError(`--without takes ${Object.keys(parts).join(', ')}, not "${name}".`)
    return part
  })
  const metrics = textOptions(options, 'metric')
  const rows = numberOption(options, 'helper-rows')
  if (rows !== undefined && (!Number.isInteger(rows) || rows < 1))
    throw new UsageError('--helper-rows takes a whole number of at least 1.')
  return Object.assign(
    {},
    ...without,
    metrics.length === 0 ? {} : { metrics },
    rows === undefined ? {} : { helperRowLimit: rows },
    options.protect === true ? { protect: true } : {},
  )
}

const exportCommand: Command = {
  name: 'export',
  usage:
    'tenure export FILE... --out OUT.xlsx [--mapping M.json] [--scenario S.json] [--from D --to D | --latest] [--metric ID]... [--without PART]... [--helper-rows N] [--protect]',
  summary: 'The same workbook, annotated and live.',
  options: {
    out: { type: 'string' },
    mapping: { type: 'string' },
    scenario: { type: 'string' },
    ...periodOptions,
    metric: { type: 'string', multiple: true },
    without: { type: 'string', multiple: true },
    'helper-rows': { type: 'string' },
    protect: { type: 'boolean' },
  },
  run: async (paths, options) => {
    if (paths.length === 0) throw new UsageError('export needs at least one file.')
    const out = textOption(options, 'out')
    if (out === undefined) throw new UsageError('export needs --out OUT.xlsx.')
    const choices = choicesOf(options)
    checkPeriodOptions(options)
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
        choices: {
          ...choices,
          period: period.value,
          ...(whatIf === undefined ? {} : { whatIf: whatIf.value }),
        },
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
