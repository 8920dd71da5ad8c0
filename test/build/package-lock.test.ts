import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inProject } from '#build/setup/project.mjs'

interface LockedPackage {
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** npm leaves out packages of other systems when it cannot reach them, and then refuses its own lock file. */
it('the lock file names the packages of every system', () => {
  const { packages }: { packages: Record<string, LockedPackage> } = JSON.parse(
    readFileSync(inProject('package-lock.json'), 'utf8'),
  )
  const missing = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) =>
        packages[`node_modules/${name}`] === undefined &&
        packages[`${path}/node_modules/${name}`] === undefined,
    ),
  )
  expect(missing).toEqual([])
})
