import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Absolute path of the checkout. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/** Absolute path of something in the checkout. */
export function inProject(...parts) {
  return join(projectRoot, ...parts)
}

/**
 * One text that changes whenever a file below the given paths is added, removed or written to.
 * Looks at names, sizes and modification times only, so that it costs milliseconds for the whole tree.
 * A path that does not exist counts as empty.
 */
export function fingerprint(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    for (const file of filesBelow(inProject(path))) {
      const { size, mtimeMs } = statSync(file)
      hash.update(`${relative(projectRoot, file)}\0${size}\0${mtimeMs}\n`)
    }
  }
  return hash.digest('hex')
}

/** Every file at or below a path, in a stable order; none when it does not exist. */
export function filesBelow(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return []
  if (found.isFile()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
}
