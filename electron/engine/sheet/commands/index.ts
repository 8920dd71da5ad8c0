import type { SheetCommand } from '#shared/contract/sheet.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import type { ChangeSummary } from '../../store/journal/journal.ts'
import type { CommandContext } from './command.ts'
import { setCells } from './set-cells.ts'

/** Applies any command; see `Apply`. */
export function applyCommand(
  context: CommandContext,
  command: SheetCommand,
): Promise<Outcome<ChangeSummary>> {
  switch (command.type) {
    case 'setCells':
      return setCells(context, command)
    default:
      return Promise.resolve(refuse('unsupported', 'not yet'))
  }
}
