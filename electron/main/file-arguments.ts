import { resolve } from 'node:path'

/**
 * The files named on a command line, as absolute paths. An Electron that was told which app to run has that app as its
 * first argument (`process.defaultApp`); what begins with two hyphens is a switch.
 */
export function fileArguments(
  argv: readonly string[],
  isDefaultApp: boolean,
  workingFolder: string,
): string[] {
  return argv
    .slice(isDefaultApp ? 2 : 1)
    .filter((argument) => argument !== '' && !argument.startsWith('--'))
    .map((argument) => resolve(workingFolder, argument))
}
