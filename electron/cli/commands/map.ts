import { writeFile } from 'node:fs/promises'
import { mappingSchema, type SuggestedSheet } from '#shared/domain/mapping.ts'
import { type Outcome, refuse } from '../../engine/refusal.ts'
import { type Command, type CommandResult, textOption, UsageError } from '../command.ts'
import { withSession } from '../session.ts'
import { table } from '../table.ts'

const map: Command = {
  name: 'map',
  usage: 'tenure map FILE... [--save M.json]',
  summary: 'The suggested mapping: sheet to kind, column to field, with confidence and reason.',
  options: { save: { type: 'string' } },
  run: async (paths, options) => {
    if (paths.length === 0) throw new UsageError('map needs at least one file.')
    return withSession(paths, async ({ engine }): Promise<Outcome<CommandResult>> => {
      const suggested = await engine.ask('mapping.suggest', {})
      if (!suggested.ok) return suggested
      const { sheets } = suggested.value
      const save = textOption(options, 'save')
      if (save !== undefined) {
        try {
          await writeFile(save, `${JSON.stringify(mappingSchema.parse({ version: 1, sheets }), null, 2)}\n`)
        } catch (cause) {
          return refuse('cannot_write', `${save} cannot be written. Choose another place.`, cause)
        }
      }
      return { ok: true, value: { json: { sheets }, text: () => sheets.map(asText).join('\n\n') } }
    })
  },
}

function asText(sheet: SuggestedSheet): string {
  const percent = (share: number) => `${Math.round(share * 100)} %`
  const columns = table(
    ['column', 'field', 'sure', 'why'],
    sheet.columns.map((column) => [column.column, column.field, percent(column.confidence), column.reason]),
    ['left', 'left', 'right', 'left'],
  )
  const values = sheet.values.map(
    ({ field, from, to }) => `${field}: "${from}" means ${to === '' ? 'blank' : to}`,
  )
  const questions = sheet.questions.map(({ column, question }) => `? ${column}: ${question}`)
  return [
    `${sheet.sheet}: ${sheet.kind} (${percent(sheet.confidence)}: ${sheet.reason})`,
    columns,
    ...values,
    ...questions,
  ].join('\n')
}

export default map
