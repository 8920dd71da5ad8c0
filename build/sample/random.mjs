/**
 * Seeded random numbers: the sample must come out byte for byte the same on every machine, so nothing here asks the
 * clock or Math.random.
 */

/** 32-bit FNV-1a hash of a text, with an avalanche step so that near names give far seeds. */
function hash(text) {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  return (value ^ (value >>> 13)) >>> 0
}

/** The sfc32 generator: uniform in [0, 1). */
function sfc32(a, b, c, d) {
  return () => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
}

/**
 * A stream of random draws named by its purpose. Streams are independent of one another: a
 * customer, say, has one of its own, so that a change in one life leaves all others as they were.
 * @param {string} name
 */
export function randomStream(name) {
  const uniform = sfc32(hash(name), hash(`${name}/b`), hash(`${name}/c`), 1)
  for (let warmUp = 0; warmUp < 12; warmUp += 1) uniform()

  /** In [low, high). */
  const between = (low, high) => low + (high - low) * uniform()
  /** Whole, in [low, high]. */
  const integer = (low, high) => low + Math.floor(uniform() * (high - low + 1))
  const chance = (probability) => uniform() < probability
  const pick = (list) => list[Math.floor(uniform() * list.length)]

  /** Box-Muller; one of the pair is dropped, which keeps the stream free of hidden state. */
  const normal = (mean = 0, deviation = 1) =>
    mean + deviation * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  const logNormal = (median, sigma) => median * Math.exp(normal(0, sigma))

  /** Knuth's product method; the means here are small. */
  function poisson(mean) {
    const limit = Math.exp(-mean)
    let count = 0
    for (let product = uniform(); product > limit; product *= uniform()) count += 1
    return count
  }

  /** Marsaglia and Tsang, with the boost for shapes below one; scale 1. */
  function gamma(shape) {
    if (shape < 1) return gamma(shape + 1) * (1 - uniform()) ** (1 / shape)
    const d = shape - 1 / 3
    for (;;) {
      const x = normal()
      const v = (1 + x / Math.sqrt(9 * d)) ** 3
      if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
    }
  }

  /** A key of `weights`, as often as its weight says. */
  function weighted(weights) {
    const entries = Object.entries(weights)
    const total = entries.reduce((sum, [, weight]) => sum + weight, 0)
    let rest = uniform() * total
    for (const [value, weight] of entries) {
      rest -= weight
      if (rest < 0) return value
    }
    return entries[entries.length - 1][0]
  }

  return {
    uniform,
    between,
    integer,
    chance,
    pick,
    normal,
    logNormal,
    poisson,
    gamma,
    weighted,
  }
}
