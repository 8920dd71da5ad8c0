import { buildStaleTargets } from './build.mjs'

/** Worker threads cannot start from TypeScript: tests use the built ones, so these have to be current. */
export default async function setup() {
  await buildStaleTargets(() => {}, { names: ['workers'] })
}
