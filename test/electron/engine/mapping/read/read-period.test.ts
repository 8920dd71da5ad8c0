import { beforeAll, describe, expect, it } from 'vitest'
import { periodOfNumber, periodOfText } from '#electron/engine/mapping/read/read-period.ts'
import type { Connection } from '#electron/engine/store/connection.ts'
import { openMemory, readText } from './reading-database.ts'

let connection: Connection
beforeAll(async () => {
  connection = await openMemory()
})

const periods: readonly (readonly [text: string, firstDay: string])[] = [
  ['2024-01', '2024-01-01'],
  ['202401', '2024-01-01'],
  ['01/2024', '2024-01-01'],
  ['Jan 2024', '2024-01-01'],
  ['Jan-24', '2024-01-01'],
  ["Jan '24", '2024-01-01'],
  ['Mär 2024', '2024-03-01'],
  ['2024 December', '2024-12-01'],
  ['2024-Q1', '2024-01-01'],
  ['Q3-24', '2024-07-01'],
  ['H2 2024', '2024-07-01'],
  ['2024-W05', '2024-01-29'],
  ['2024', '2024-01-01'],
  ['FY2024', '2024-01-01'],
  ['2024-01-31', '2024-01-31'],
]

describe('a period is read as its first day, a date as itself', () => {
  it.each(periods)('%s', async (text, firstDay) => {
    expect(await readText(connection, periodOfText('t', undefined), text)).toBe(firstDay)
  })

  it.each(['Total', '2024-13', 'Q5 2024', ''])('%s is no period', async (text) => {
    expect(await readText(connection, periodOfText('t', undefined), text)).toBeNull()
  })

  it.each([
    ['2024', '2024-01-01'],
    ['202407', '2024-07-01'],
    ['45292', '2024-01-01'],
    ['7', null],
  ])('the number %s', async (number, firstDay) => {
    expect(await readText(connection, periodOfNumber('CAST(t AS DOUBLE)'), number)).toBe(firstDay)
  })
})
