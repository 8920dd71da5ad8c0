import { day, monthOf, sampleEnd, sampleStart } from './calendar.mjs'
import { plans, products } from './company.mjs'
import { randomStream } from './random.mjs'

/**
 * One line of an order, or of the credit note that takes a line back (quantity and amount below zero).
 * @typedef {object} OrderLine
 * @property {string} orderId
 * @property {string} customerId
 * @property {number} date
 * @property {string} product
 * @property {number} quantity
 * @property {number} unitPrice
 * @property {number} amount
 * @property {string} country
 */

/** Orders a day of an average buyer; buyers differ by a gamma law, as in the purchase models of the literature. */
const orderRate = 0.0051
const rateShape = 0.55
const returnShare = 0.025
const returnWithinDays = 28

const productWeights = Object.fromEntries(products.map(({ weight }, index) => [index, weight]))

/** All order lines, by date; the lines of one order stand together. */
export function drawOrderLines(customers) {
  const orders = customers.flatMap((customer) => ordersOf(customer)).toSorted((a, b) => a.date - b.date)
  return orders.flatMap(({ customer, date, lines, isCredit }, index) =>
    lines.map((line) => ({
      orderId: `${isCredit ? 'CR' : 'SO'}-${30_001 + index}`,
      customerId: customer.id,
      date,
      ...line,
      amount: line.quantity * line.unitPrice,
      country: customer.country,
    })),
  )
}

function ordersOf(customer) {
  const random = randomStream(`orders of ${customer.id}`)
  const rate = ((orderRate * random.gamma(rateShape)) / rateShape) * plans[customer.plan].orders
  const from = Math.max(customer.start, sampleStart)
  const to = customer.end ?? sampleEnd
  const orders = []
  let moment = from
  for (;;) {
    moment += (-Math.log(1 - random.uniform()) / rate) * day
    if (moment >= to) return orders
    const order = {
      customer,
      date: Math.floor(moment / day) * day,
      lines: drawLines(random, moment),
      isCredit: false,
    }
    orders.push(order, ...creditsOf(random, order))
  }
}

function drawLines(random, moment) {
  const count = Number(random.weighted({ 1: 0.58, 2: 0.28, 3: 0.14 }))
  const chosen = new Set(Array.from({ length: count }, () => Number(random.weighted(productWeights))))
  return Array.from(chosen, (index) => {
    const { name, price, quantity } = products[index]
    return {
      product: name,
      quantity: random.integer(...quantity),
      unitPrice: price + yearlyRise(moment, price),
    }
  })
}

/** List prices go up by three per cent in January 2025. */
const yearlyRise = (moment, price) => (monthOf(moment) >= 24 ? Math.round(price * 0.03) : 0)

function creditsOf(random, order) {
  const date = order.date + random.integer(2, returnWithinDays) * day
  if (!random.chance(returnShare) || date >= sampleEnd) return []
  const [line] = order.lines
  return [
    {
      ...order,
      date,
      lines: [{ ...line, quantity: -line.quantity }],
      isCredit: true,
    },
  ]
}
