import fc from 'fast-check'
import { type CommandSeed, commandSeed } from './random-command.ts'

/** The same commands for the same seed, in every process. */
export const commandsOfSeed = (seed: number, count = 40): CommandSeed[] =>
  fc.sample(commandSeed, { seed, numRuns: count })
