import type { SheetCommand } from '#shared/contract/sheet.ts'
import type { Progress } from '#shared/contract/values.ts'
import type { SheetId } from '#shared/domain/ids.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import type { ChangeContext, ChangeSummary } from '../../store/journal/journal.ts'
import type { Project } from '../../store/project.ts'

/** What a command is applied with: the change it is to make steps in, and the project for the views it speaks of. */
export interface CommandContext extends ChangeContext {
  readonly project: Project
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

export type CommandOf<Type extends SheetCommand['type']> = Extract<SheetCommand, { type: Type }>

/**
 * Applies a command by steps, each of which says what was and what is to be: together they are the command's inverse
 * as much as the command. Returns the label for the Edit menu.
 */
export type Apply<Type extends SheetCommand['type']> = (
  context: CommandContext,
  command: CommandOf<Type>,
) => Promise<Outcome<ChangeSummary>>

/** The sheet as it stands within the change. */
export async function sheetOfCommand(context: CommandContext, id: SheetId): Promise<Outcome<StoredSheet>> {
  const sheet = await context.sheets.get(id)
  if (sheet === undefined) return refuse('not_found', 'This sheet is no longer in the project.')
  return { ok: true, value: sheet }
}
