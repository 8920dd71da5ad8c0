import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Command } from '#electron/cli/command.ts'

/** A directory for a test's files, taken away afterwards. */
export async function temporaryFiles() {
  const directory = await mkdtemp(join(tmpdir(), 'tenure-cli-'))
  return {
    write: async (name: string, content: unknown) => {
      const path = join(directory, name)
      await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
      return path
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}

/** Runs a command as the command line does: the document that `--json` prints and the text, or the line of its refusal. */
export async function runCommand(command: Command, ...words: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { ...command.options, json: { type: 'boolean' } },
  })
  const outcome = await command.run(positionals, values)
  if (!outcome.ok) return { refusal: outcome.error.message, json: undefined, text: '' }
  return { refusal: undefined, json: outcome.value.json, text: outcome.value.text() }
}
