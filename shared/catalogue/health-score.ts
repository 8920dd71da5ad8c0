/**
 * Customer health score: the formulas of two computed fields of `customers`, one for every set of dimensions that a
 * sheet may have, the fullest set first.
 *
 * A dimension is brought to 0 to 100 by two anchors, `health_<dimension>_low` (worth 0) and `health_<dimension>_high`
 * (worth 100), and cut off at both ends; anchors in falling order turn a scale round on which less is better. The
 * score is the mean by `health_<dimension>_weight`. A blank dimension counts neither in the sum nor in the weights,
 * so that its weight goes to the others; a customer with no dimension at all has no score.
 */

export const healthDimensions = ['usage', 'support', 'relationship', 'nps', 'payment'] as const
export type HealthDimension = (typeof healthDimensions)[number]

export const healthBands = ['green', 'amber', 'red'] as const
export type HealthBand = (typeof healthBands)[number]

/** Names of the assumptions that set a dimension's weight and scale. */
export const healthWeight = (dimension: HealthDimension): string => `health_${dimension}_weight`
export const healthLow = (dimension: HealthDimension): string => `health_${dimension}_low`
export const healthHigh = (dimension: HealthDimension): string => `health_${dimension}_high`
/** Names of the assumptions that limit the bands. */
export const healthGreenFrom = 'health_green_from'
export const healthAmberFrom = 'health_amber_from'

/** Every assumption that a health score hangs on. */
export const healthSettingNames: readonly string[] = [
  ...healthDimensions.flatMap((each) => [healthWeight(each), healthLow(each), healthHigh(each)]),
  healthGreenFrom,
  healthAmberFrom,
]

/** The field of `customers` that a dimension is read from. */
export const healthField = (dimension: HealthDimension): string => `${dimension}_score`

const field = (dimension: HealthDimension) => `[@${healthField(dimension)}]`
const weight = healthWeight

/** 0 to 100 points of one dimension. */
function scaled(dimension: HealthDimension): string {
  const low = healthLow(dimension)
  const high = healthHigh(dimension)
  return `MAX(0,MIN(100,(${field(dimension)}-${low})/(${high}-${low})*100))`
}

/** Row formula of a dimension's points; blank where the dimension is. */
export const healthPointsFormula = (dimension: HealthDimension): string =>
  `=IF(${field(dimension)}="","",${scaled(dimension)})`

function score(dimensions: readonly HealthDimension[]): string {
  const blank = dimensions.map((dimension) => `${field(dimension)}=""`)
  const points = dimensions.map((d) => `IF(${field(d)}="",0,${weight(d)}*${scaled(d)})`)
  const weights = dimensions.map((d) => `IF(${field(d)}="",0,${weight(d)})`)
  return `IF(AND(${blank.join(',')}),"",(${points.join('+')})/(${weights.join('+')}))`
}

function band(dimensions: readonly HealthDimension[]): string {
  const blank = dimensions.map((dimension) => `${field(dimension)}=""`)
  const points = score(dimensions)
  return `IF(AND(${blank.join(',')}),"",IF(${points}>=health_green_from,"green",IF(${points}>=health_amber_from,"amber","red")))`
}

/** Row formula of the score over the given dimensions. */
export const healthScoreFormula = (dimensions: readonly HealthDimension[]): string => `=${score(dimensions)}`

/** Every set of at least one dimension, larger sets first. */
function setsOfDimensions(): HealthDimension[][] {
  const sets: HealthDimension[][] = []
  for (let bits = 1; bits < 2 ** healthDimensions.length; bits += 1) {
    sets.push(healthDimensions.filter((_, index) => Math.floor(bits / 2 ** index) % 2 === 1))
  }
  return sets.sort((a, b) => b.length - a.length)
}

export const healthScoreFormulas: readonly string[] = setsOfDimensions().map(healthScoreFormula)
export const healthBandFormulas: readonly string[] = setsOfDimensions().map((set) => `=${band(set)}`)
