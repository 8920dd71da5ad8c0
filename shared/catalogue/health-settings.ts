import {
  type HealthDimension,
  healthAmberFrom,
  healthGreenFrom,
  healthHigh,
  healthLow,
  healthWeight,
} from './health-score.ts'

/** What is wrong with the settings of the health score: the assumption to change, and a sentence for the user. */
export interface HealthSettingProblem {
  readonly setting: string
  readonly message: string
}

/** Everything that keeps the settings from giving scores, of the dimensions that are there; empty where they do. */
export function healthSettingProblems(
  settings: ReadonlyMap<string, number>,
  dimensions: readonly HealthDimension[],
): HealthSettingProblem[] {
  const value = (name: string) => settings.get(name)
  const problems: HealthSettingProblem[] = []
  for (const dimension of dimensions) {
    if ((value(healthWeight(dimension)) ?? 0) < 0)
      problems.push({ setting: healthWeight(dimension), message: 'A weight cannot be below 0.' })
    if (value(healthLow(dimension)) === value(healthHigh(dimension)))
      problems.push({
        setting: healthHigh(dimension),
        message: 'The values worth 0 and worth 100 points must differ.',
      })
  }
  const weights = dimensions.map((dimension) => value(healthWeight(dimension)) ?? 0)
  const [first] = dimensions
  if (first !== undefined && weights.every((weight) => weight === 0))
    problems.push({ setting: healthWeight(first), message: 'At least one weight must be above 0.' })
  const [green, amber] = [value(healthGreenFrom) ?? 0, value(healthAmberFrom) ?? 0]
  if (amber >= green) problems.push({ setting: healthAmberFrom, message: 'Amber must begin below green.' })
  return problems
}
