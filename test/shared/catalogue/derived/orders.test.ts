import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { customerOrders } from '#shared/catalogue/derived/customer-orders.ts'
import { orders } from '#shared/catalogue/derived/orders.ts'
import { derive, relationOf } from './derive.ts'

const columns = ['customer_id VARCHAR', 'date TIMESTAMP', 'known_amount DOUBLE', 'order_key VARCHAR']
const lines = relationOf(columns, [
  ['a', '2024-01-01 10:00:00', 10, '1'],
  ['a', '2024-01-01 10:00:00', 5, '1'],
  ['a', '2024-01-01 18:00:00', 20, '2'],
  ['a', '2024-01-11 10:00:00', 30, '3'],
  ['a', '2024-01-12 10:00:00', -30, 'C3'],
  ['b', '2024-01-05 10:00:00', 8, null],
  ['b', '2024-01-05 11:00:00', 2, null],
  [null, '2024-01-06 10:00:00', 7, null],
  [null, '2024-01-06 10:00:00', 9, null],
  ['c', '2024-01-31 10:00:00', -4, 'C9'],
  ['d', null, 100, '9'],
])

describe('orders', () => {
  it('are lines with one order number, or a customer’s lines of one day, or single lines of unknown customers', async () => {
    const rows = await derive(orders, lines)
    expect(rows.map((row) => [row.customer_id, row.amount, row.lines, row.is_return])).toEqual([
      ['a', 15, 2, false],
      ['a', 20, 1, false],
      ['b', 10, 2, false],
      [null, 7, 1, false],
      [null, 9, 1, false],
      ['a', 30, 1, false],
      ['a', -30, 1, true],
      ['c', -4, 1, true],
    ])
  })

  it('number a customer’s purchases and know the one before, returns passed over', async () => {
    const rows = await derive(orders, lines)
    expect(
      rows
        .filter((row) => row.customer_id === 'a')
        .map((row) => [row.order_id, row.number, row.previous_date]),
    ).toEqual([
      ['1', 1, null],
      ['2', 2, '2024-01-01 10:00:00'],
      ['3', 3, '2024-01-01 18:00:00'],
      ['C3', null, null],
    ])
  })
})

describe('customers by their orders', () => {
  it('count purchases of one day once, keep returns apart, and measure age up to the last day of the file', async () => {
    expect(await derive(customerOrders, lines)).toEqual([
      {
        customer_id: 'a',
        orders: 3,
        returns: 1,
        first: '2024-01-01',
        last: '2024-01-11',
        revenue: 35,
        returned: 30,
        frequency: 1,
        recency: 10,
        T: 30,
        monetary: 30,
      },
      {
        customer_id: 'b',
        orders: 1,
        returns: 0,
        first: '2024-01-05',
        last: '2024-01-05',
        revenue: 10,
        returned: 0,
        frequency: 0,
        recency: 0,
        T: 26,
        monetary: null,
      },
      {
        customer_id: 'c',
        orders: 0,
        returns: 1,
        first: null,
        last: null,
        revenue: -4,
        returned: 4,
        frequency: null,
        recency: null,
        T: null,
        monetary: null,
      },
    ])
  })

  const folder = resolve('../shared/data')
  it.skipIf(!existsSync(`${folder}/cdnow_transactions.csv`))(
    'agree with the published summary of the CDNOW purchases up to 1997-09-30',
    async () => {
      const purchases = `
        SELECT customer_id::INTEGER AS customer_id, strptime(date::VARCHAR, '%Y%m%d') AS date, amount AS known_amount, NULL AS order_key
        FROM read_csv('${folder}/cdnow_transactions.csv', strict_mode = false)
        WHERE date <= 19970930`
      const published = {
        ...customerOrders,
        sql: `
          SELECT
            count(*) AS orders,
            count(*) FILTER (o.frequency = p.frequency) AS frequency,
            max(abs(o.recency / 7 - p.recency)) AS recency,
            max(abs(o."T" / 7 - p."T")) AS "T",
            max(abs(o.monetary - s.zbar)) AS monetary
          FROM (${customerOrders.sql}) AS o
          JOIN read_csv('${folder}/cdnow_rfm.csv') AS p ON p."ID" = o.customer_id
          JOIN read_csv('${folder}/cdnow_rfm_spend.csv') AS s ON s."ID" = o.customer_id`,
        fields: customerOrders.fields.filter(({ id }) =>
          ['orders', 'frequency', 'recency', 'T', 'monetary'].includes(id),
        ),
      }
      const [agreement] = await derive(published, purchases)
      const rounding = 0.0051
      expect(agreement?.orders).toBe(2357)
      expect(agreement?.frequency).toBe(2357)
      for (const field of ['recency', 'T', 'monetary'])
        expect(Number(agreement?.[field])).toBeLessThan(rounding)
    },
  )
})
