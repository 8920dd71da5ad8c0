import type { parseArgs } from 'node:util'
import type { Outcome } from '../engine/refusal.ts'

export type OptionTable = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>

/** An option given on the command line: a text, a flag, or several texts. */
export type OptionValues = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

/** What a command gives back: one document for `--json`, and the same for people. */
export interface CommandResult {
  readonly json: unknown
  /** Made only when it is asked for. */
  readonly text: () => string
}

/** One command of `tenure`, in a file of its own; the index gathers them. */
export interface Command {
  readonly name: string
  readonly usage: string
  readonly summary: string
  readonly options: OptionTable
  readonly run: (positionals: readonly string[], options: OptionValues) => Promise<Outcome<CommandResult>>
}

/** Wrong usage: the command line itself is at fault, not a file. Ends with status 2. */
export class UsageError extends Error {}

/** The text of an option, or undefined where it was not given. */
export function textOption(options: OptionValues, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

/** All texts of an option that may be given several times. */
export function textOptions(options: OptionValues, name: string): string[] {
  const value = options[name]
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

/** A number given as an option. */
export function numberOption(options: OptionValues, name: string): number | undefined {
  const text = textOption(options, name)
  if (text === undefined) return undefined
  const isPercent = text.trim().endsWith('%')
  const value = Number(isPercent ? text.trim().slice(0, -1) : text)
  if (text.trim() === '' || !Number.isFinite(value))
    throw new UsageError(`--${name} takes a number, not "${text}".`)
  return isPercent ? value / 100 : value
}

/** One of a few words given as an option. */
export function choiceOption<Choice extends string>(
  options: OptionValues,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const text = textOption(options, name)
  if (text === undefined) return undefined
  const choice = choices.find((known) => known === text)
  if (choice === undefined) throw new UsageError(`--${name} takes ${choices.join(', ')}, not "${text}".`)
  return choice
}
