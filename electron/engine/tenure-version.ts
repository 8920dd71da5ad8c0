import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const packageSchema = z.object({ name: z.literal('tenure'), version: z.string() })

/** Tenure's own version: that of the nearest package.json above this code, bundled or not. */
export function tenureVersion(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const version = versionIn(folder)
    if (version !== undefined) return version
    const above = dirname(folder)
    if (above === folder) return 'unknown'
    folder = above
  }
}

function versionIn(folder: string): string | undefined {
  try {
    const parsed = packageSchema.safeParse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
    return parsed.success ? parsed.data.version : undefined
  } catch {
    return undefined
  }
}
