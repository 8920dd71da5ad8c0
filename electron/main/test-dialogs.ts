import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Dialogs } from './dialogs.ts'

/**
 * Test mode, all of it: the environment variable TENURE_TEST_DIALOGS names a JSON file that answers in the place of
 * the native dialogs, which no test can press. It is read anew at each dialog, so a test rewrites it as it goes:
 *
 *     { "open": ["/absolute/path.csv"], "save": "/absolute/out.xlsx", "button": 0 }
 *
 * What is left out counts as cancelled.
 */
const answersSchema = z.strictObject({
  open: z.array(z.string()).default([]),
  save: z.string().nullable().default(null),
  button: z.number().int().nonnegative().optional(),
})

/** A packaged app takes its answers from a file only when it was started with this switch. */
const permittingSwitch = '--allow-test-dialogs'

/** Undefined unless test mode is on. */
export function testDialogs(
  environment: NodeJS.ProcessEnv,
  argv: readonly string[],
  isPackaged: boolean,
): Dialogs | undefined {
  const path = environment.TENURE_TEST_DIALOGS
  if (path === undefined || path === '') return undefined
  if (isPackaged && !argv.includes(permittingSwitch)) return undefined

  const answers = async () => answersSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  return {
    chooseFiles: async ({ several }) => (await answers()).open.slice(0, several ? undefined : 1),
    chooseSavePath: async () => (await answers()).save ?? undefined,
    ask: async ({ cancel }) => (await answers()).button ?? cancel,
  }
}
