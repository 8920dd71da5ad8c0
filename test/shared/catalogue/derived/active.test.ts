import { describe, expect, it } from 'vitest'
import { activeAccounts, activeUsers } from '#shared/catalogue/derived/active.ts'
import { derive, relationOf } from './derive.ts'

const columns = ['user_id VARCHAR', 'account_id VARCHAR', 'at TIMESTAMP']
const events = relationOf(columns, [
  ['u1', 'a1', '2024-12-30 08:00:00'],
  ['u1', 'a1', '2024-12-30 20:00:00'],
  ['u2', 'a1', '2025-01-05 23:59:59'],
  ['u3', null, '2025-01-06 00:00:00'],
  [null, 'a2', '2025-01-01 12:00:00'],
  ['u9', 'a9', null],
])

describe('active users and accounts', () => {
  it('count different users a day, and zero on days between without any', async () => {
    const rows = await derive(activeUsers('day'), events)
    expect(rows.map((row) => [row.day, row.users])).toEqual([
      ['2024-12-30', 1],
      ['2024-12-31', 0],
      ['2025-01-01', 0],
      ['2025-01-02', 0],
      ['2025-01-03', 0],
      ['2025-01-04', 0],
      ['2025-01-05', 1],
      ['2025-01-06', 1],
    ])
  })

  it('count by ISO week, from Monday to Sunday, over the turn of the year', async () => {
    expect(await derive(activeUsers('week'), events)).toEqual([
      { week: '2024-12-30', users: 2 },
      { week: '2025-01-06', users: 1 },
    ])
  })

  it('count by calendar month', async () => {
    expect(await derive(activeUsers('month'), events)).toEqual([
      { month: '2024-12-01', users: 1 },
      { month: '2025-01-01', users: 2 },
    ])
  })

  it('count an account once, however many of its users were active, and events without a user too', async () => {
    expect(await derive(activeAccounts('week'), events)).toEqual([{ week: '2024-12-30', accounts: 2 }])
  })

  it('are none without events', async () => {
    expect(await derive(activeUsers('day'), relationOf(columns, []))).toEqual([])
  })
})
