import { drawOfficeTime, drawWorkday, monthCount, monthOfYear } from './calendar.mjs'
import { agents, badRelease, largerTeam, season } from './company.mjs'
import { randomStream } from './random.mjs'

/**
 * One inbound call. The wait runs from the queue to the agent, or to hanging up; the menu before it is counted apart.
 * @typedef {object} Call
 * @property {string} id
 * @property {number} queued
 * @property {number} [answered]
 * @property {number} menuSeconds
 * @property {number} waitSeconds
 * @property {string} [agent]
 * @property {boolean} abandoned
 */

const callsPerMonth = { first: 41, growth: 0.8 }
const medianWaitSeconds = 36
const abandonAfterSeconds = 75

/** All calls, by time. */
export function drawCalls() {
  const random = randomStream('calls')
  const calls = []
  for (let month = 0; month < monthCount; month += 1) {
    const isBad = month >= badRelease.from && month <= badRelease.to
    const load = (isBad ? 1.7 : 1) * (month >= largerTeam.from ? 0.8 : 1) * season.tickets[monthOfYear(month)]
    const mean = (callsPerMonth.first + callsPerMonth.growth * month) * season.tickets[monthOfYear(month)]
    const count = random.poisson(mean * (isBad ? 1.4 : 1))
    for (let each = 0; each < count; each += 1) calls.push(drawCall(random, month, load))
  }
  return calls
    .toSorted((a, b) => a.queued - b.queued)
    .map((call, index) => ({ ...call, id: `K-${70_001 + index}` }))
}

function drawCall(random, month, load) {
  const queued = drawWorkday(random, month) + drawOfficeTime(random) + random.integer(0, 59) * 1_000
  const wait = Math.ceil(random.logNormal(medianWaitSeconds * load, 0.85))
  const patience = Math.ceil(random.logNormal(abandonAfterSeconds * 3.2, 0.8))
  const common = { id: '', queued, menuSeconds: random.integer(8, 40) }
  if (patience < wait) return { ...common, waitSeconds: patience, abandoned: true }
  return {
    ...common,
    answered: queued + wait * 1_000,
    waitSeconds: wait,
    agent: random.pick(agents).name,
    abandoned: false,
  }
}
