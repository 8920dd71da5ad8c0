/**
 * The product-limit estimator as a textbook writes it (Kaplan & Meier 1958): customers in order of their time, then one
 * pass that counts, at each time at which somebody left, who was still there. Only the curve, no band. The peer of the
 * bench.
 */
export function textbookKaplanMeier(durations: readonly number[], left: readonly boolean[]): number[] {
  const customers = durations
    .map((time, index) => ({ time, hasLeft: left[index] === true }))
    .sort((a, b) => a.time - b.time)
  const curve: number[] = []
  let survival = 1
  let atRisk = customers.length
  for (let next = 0; next < customers.length; ) {
    const time = customers[next]?.time
    let events = 0
    let gone = 0
    for (; customers[next]?.time === time && next < customers.length; next += 1) {
      gone += 1
      if (customers[next]?.hasLeft === true) events += 1
    }
    if (events > 0) {
      survival *= 1 - events / atRisk
      curve.push(survival)
    }
    atRisk -= gone
  }
  return curve
}
