import {
  day,
  drawOfficeTime,
  hour,
  isWeekend,
  minute,
  monthStart,
  sampleEnd,
  sampleStart,
} from './calendar.mjs'
import { features, plans } from './company.mjs'
import { randomStream } from './random.mjs'

/**
 * A person with a login.
 * @typedef {object} User
 * @property {string} id
 * @property {string} accountId the customer's id
 * @property {number} signedUp
 * @property {number} [activated]
 * @property {number} [firstValue]
 * @property {number} [unsubscribed]
 *
 * One thing a user did.
 * @typedef {object} Activity
 * @property {string} userId
 * @property {string} accountId
 * @property {number} at
 * @property {string} event
 * @property {string} feature
 */

const activatedShare = 0.66
const firstValueShare = 0.86
const leftShare = 0.05
/** The product's log is kept for three months. */
export const activityStart = monthStart(33)
const workdayChance = 0.455
const weekendFactor = 0.16
const events = { viewed: 0.46, edited: 0.3, created: 0.17, exported: 0.07 }

/** All users by sign-up. Most join with their company, others in the months after. */
export function drawUsers(customers) {
  return customers
    .flatMap((customer) => {
      const random = randomStream(`users of ${customer.id}`)
      const [fewest, most] = plans[customer.plan].users
      return Array.from({ length: random.integer(fewest, most) }, (_, index) =>
        drawUser(random, customer, index === 0),
      )
    })
    .filter((user) => user !== undefined)
    .toSorted((a, b) => a.signedUp - b.signedUp)
    .map((user, index) => ({ ...user, id: `U-${20_001 + index}` }))
}

function drawUser(random, customer, isFirst) {
  const delayDays = isFirst ? 0 : Math.floor(random.logNormal(35, 1.3))
  const signedUp = customer.start + delayDays * day + drawOfficeTime(random)
  const until = customer.end ?? sampleEnd
  if (signedUp >= until || signedUp < sampleStart - 34 * 31 * day) return undefined
  const user = { id: '', accountId: customer.id, signedUp }
  if (!random.chance(Math.min(0.95, activatedShare + 0.08 * customer.fit))) return user
  const activated = toMinute(signedUp + random.logNormal(20, 1.2) * hour)
  if (activated >= until) return user
  const firstValue = random.chance(firstValueShare)
    ? toMinute(activated + random.logNormal(40, 1.1) * hour)
    : until
  const unsubscribed = random.chance(leftShare)
    ? Math.floor(random.between(activated + 5 * day, until) / day) * day
    : until
  return {
    ...user,
    activated,
    ...(firstValue < until && { firstValue }),
    ...(unsubscribed > activated && unsubscribed < until && { unsubscribed }),
  }
}

const toMinute = (moment) => Math.round(moment / minute) * minute

/** What activated users of paying customers did in the last three months, by time. */
export function drawActivity(customers, users) {
  const customerById = new Map(customers.map((customer) => [customer.id, customer]))
  return users
    .filter(({ activated }) => activated !== undefined)
    .flatMap((user) => activityOf(user, customerById.get(user.accountId)))
    .toSorted((a, b) => a.at - b.at)
}

function activityOf(user, customer) {
  const random = randomStream(`activity of ${user.id}`)
  const from = Math.max(activityStart, Math.ceil(user.activated / day) * day)
  const to = Math.min(user.unsubscribed ?? sampleEnd, customer.end ?? sampleEnd)
  const chance = workdayChance * random.uniform() ** 1.6 * Math.min(1.6, Math.exp(customer.fit * 0.25))
  const activity = []
  for (let date = from; date < to; date += day) {
    if (!random.chance(chance * (isWeekend(date) ? weekendFactor : 1))) continue
    const count = random.chance(0.3) ? 2 : 1
    for (let each = 0; each < count; each += 1) activity.push(drawEvent(random, user, date))
  }
  return activity
}

function drawEvent(random, user, date) {
  return {
    userId: user.id,
    accountId: user.accountId,
    at: date + drawOfficeTime(random),
    event: random.weighted(events),
    feature: random.weighted(features),
  }
}
