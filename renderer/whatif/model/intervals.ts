import type { BaselineDriver } from '#shared/contract/scenario.ts'
import type { TornadoQuestion } from '#shared/models/questions/tornado.ts'

/** The measured drivers' own intervals, as a tornado takes them. */
export const intervalsOf = (drivers: readonly BaselineDriver[]): NonNullable<TornadoQuestion['intervals']> =>
  Object.fromEntries(
    drivers.flatMap(({ driver, lower, upper, origin }) =>
      lower === null || upper === null || origin !== 'measured'
        ? []
        : [[driver, { low: lower, high: upper }]],
    ),
  )
