import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The files named on a command line, as absolute paths. An Electron that was told which app to run has that app as its
 * first argument (`process.defaultApp`); what begins with two hyphens is a switch. File managers on Linux may name files
 * by their file: addresses.
 */
export function fileArguments(
  argv: readonly string[],
  isDefaultApp: boolean,
  workingFolder: string,
): string[] {
  return argv
    .slice(isDefaultApp ? 2 : 1)
    .filter((argument) => argument !== '' && !argument.startsWith('--'))
    .map((argument) => resolve(workingFolder, pathOf(argument)))
}

function pathOf(argument: string): string {
  if (!argument.startsWith('file://')) return argument
  try {
    return fileURLToPath(argument)
  } catch {
    // An address of another machine; as a path it is not found, and the user is told so.
    return argument
  }
}
