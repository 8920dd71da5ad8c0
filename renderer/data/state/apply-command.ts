import { engine } from '#renderer/app/engine-client.ts'
import { useProblem } from '#renderer/app/state/problem.ts'
import { useProject } from '#renderer/app/state/project.ts'
import type { Answer, Refusal } from '#shared/contract/bridge.ts'
import type { ReplyOf, RequestInput } from '#shared/contract/index.ts'

type Command = RequestInput<'sheet.apply'>['command']

/** Sends a command and takes the project it leaves. What it refuses is the caller's to show. */
export async function applyCommand(
  command: Command,
  label?: string,
): Promise<Answer<ReplyOf<'sheet.apply'>>> {
  const answer = await engine('sheet.apply', { command }, label === undefined ? {} : { label })
  if (answer.ok) useProject.getState().setProject(answer.value.project)
  return answer
}

/** The same for a command that belongs to no single cell: a refusal is said in a dialog. Returns whether it was done. */
export async function applyOrSay(command: Command, title: string, label?: string): Promise<boolean> {
  const answer = await applyCommand(command, label)
  if (!answer.ok) sayRefusal(answer.error, title)
  return answer.ok
}

/** In a dialog, unless the user cancelled it. */
export function sayRefusal({ code, message }: Refusal, title: string): void {
  if (code !== 'cancelled') useProblem.getState().show({ title, message })
}
