/**
 * `tenure`: the engine without a window. Exit status 0 done, 1 the input is at fault (one line on standard error),
 * 2 wrong usage. Nothing but the result goes to standard output.
 */
import { parseArgs } from 'node:util'
import type { Outcome } from '../engine/refusal.ts'
import { type Command, type CommandResult, UsageError } from './command.ts'
import { commands } from './commands.ts'

const isClosedPipe = (fault: Error): boolean => 'code' in fault && fault.code === 'EPIPE'

// A reader that has seen enough, such as `head`, closes the pipe: nothing is wrong then.
process.stdout.on('error', (fault) => {
  if (!isClosedPipe(fault)) throw fault
})

const [name, ...rest] = process.argv.slice(2)
process.exitCode = await main(name, rest)

async function main(commandName: string | undefined, words: readonly string[]): Promise<number> {
  if (
    commandName === undefined ||
    commandName === 'help' ||
    commandName === '--help' ||
    commandName === '-h'
  ) {
    process.stdout.write(`${overview()}\n`)
    return commandName === undefined ? 2 : 0
  }
  const command = commands.find((known) => known.name === commandName)
  if (command === undefined) return usageFault(`There is no command "${commandName}".\n\n${overview()}`)
  try {
    return await runCommand(command, words)
  } catch (cause) {
    if (cause instanceof UsageError) return usageFault(`${cause.message}\nusage: ${command.usage}`)
    return inputFault(
      `Something went wrong inside Tenure: ${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}`,
    )
  }
}

async function runCommand(command: Command, words: readonly string[]): Promise<number> {
  const { values, positionals } = parse(command, words)
  if (values.help === true) {
    process.stdout.write(`${command.summary}\nusage: ${command.usage}\n`)
    return 0
  }
  const outcome: Outcome<CommandResult> = await command.run(positionals, values)
  if (!outcome.ok) return inputFault(outcome.error.message)
  const text = values.json === true ? JSON.stringify(outcome.value.json) : outcome.value.text()
  await write(`${text}\n`)
  return 0
}

function parse(command: Command, words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { ...command.options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
  } catch (cause) {
    const [sentence] = (cause instanceof Error ? cause.message : String(cause)).split('. ')
    throw new UsageError(`${sentence?.replace(/\.$/, '')}.`)
  }
}

/** Waits until a pipe has taken it all: a large document must not be cut by the end of the process. */
function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (fault) => (fault == null || isClosedPipe(fault) ? resolve() : reject(fault)))
  })
}

function inputFault(message: string): number {
  process.stderr.write(`${message.replaceAll(/\s*\n\s*/g, ' ')}\n`)
  return 1
}

function usageFault(message: string): number {
  process.stderr.write(`${message}\n`)
  return 2
}

function overview(): string {
  const lines = commands.map((command) => `  ${command.usage}\n      ${command.summary}`)
  return [
    'Tenure: customer-success numbers from a workbook, offline.',
    '',
    ...lines,
    '',
    'Every command takes --json.',
  ].join('\n')
}
