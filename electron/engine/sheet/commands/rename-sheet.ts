import { refuse } from '../../refusal.ts'
import { readSheets } from '../../store/catalog.ts'
import { sheetStep } from './change-record.ts'
import { type Apply, sheetOfCommand } from './command.ts'

/** What Excel does not take in the name of a sheet. */
const forbidden = /[[\]:*?/\\]|^'|'$/

export const renameSheet: Apply<'renameSheet'> = async (context, command) => {
  const found = await sheetOfCommand(context, command.sheet)
  if (!found.ok) return found
  const { info } = found.value
  if (forbidden.test(command.name))
    return refuse('invalid_value', 'A sheet name has none of [ ] : * ? / \\ and no apostrophe at its ends.')
  const others = (await readSheets(context.connection)).filter(
    (other) => other.info.id !== info.id && other.info.sourceId === info.sourceId,
  )
  if (others.some((other) => other.info.name.toLowerCase() === command.name.toLowerCase()))
    return refuse('invalid_value', `There already is a sheet "${command.name}". Choose another name.`)
  await context.take(sheetStep(found.value, { name: info.name }, { name: command.name }))
  return {
    ok: true,
    value: { label: `renaming of sheet "${info.name}"`, sheet: command.sheet, cells: 0 },
  }
}
