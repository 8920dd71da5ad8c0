import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Dialogs, Question } from '#electron/main/dialogs.ts'
import type { Log } from '#electron/main/log.ts'

/** A folder that goes with the test; settings may still be on their way into it. */
export async function scratchFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tenure-shell-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }))
  return folder
}

/** A log that keeps its lines. */
export function keptLog(): Log & { readonly lines: string[] } {
  const lines: string[] = []
  return { lines, error: (source, message) => lines.push(`${source}: ${message}`) }
}

/** A user who chooses the same every time; keeps what was asked. */
export function userWho(answers: {
  opens?: readonly string[]
  saves?: string
  presses?: number
}): Dialogs & { readonly asked: Question[] } {
  const asked: Question[] = []
  return {
    asked,
    chooseFiles: async () => answers.opens ?? [],
    chooseSavePath: async () => answers.saves,
    ask: async (question) => {
      asked.push(question)
      return answers.presses ?? question.cancel
    },
  }
}
