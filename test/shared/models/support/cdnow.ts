import { existsSync, readFileSync } from 'node:fs'
import type { PurchaseHistories } from '#shared/models/purchases/purchase-history.ts'
import type { Purchases } from '#shared/models/purchases/rfm.ts'

const FOLDER = '../shared/data'

/** Whether the CDNOW files are there; the tests that need them are skipped, visibly, where they are not. */
export const hasCdnow = existsSync(`${FOLDER}/cdnow_rfm.csv`)

/** The calibration period of the papers ends on 30 September 1997, the data on 30 June 1998. */
export const CALIBRATION_END = dayNumber('19970930')
export const DATA_END = dayNumber('19980630')

function dayNumber(compact: string): number {
  const iso = `${compact.slice(0, 4)}-${compact.slice(4, 6)}-${compact.slice(6, 8)}`
  return Date.parse(`${iso}T00:00:00Z`) / 86_400_000
}

function rowsOf(file: string): string[][] {
  const lines = readFileSync(`${FOLDER}/${file}`, 'utf8').trim().split(/\r?\n/)
  return lines.slice(1).map((line) => line.split(','))
}

function column(rows: readonly string[][], index: number): number[] {
  return rows.map((row) => Number(row[index]))
}

/** The published summary: 2,357 customers, times in weeks. */
export function readCdnowRfm(): PurchaseHistories & { frequency: number[]; recency: number[]; T: number[] } {
  const rows = rowsOf('cdnow_rfm.csv')
  return { frequency: column(rows, 1), recency: column(rows, 2), T: column(rows, 3) }
}

/** The published summary with the mean spend of the repeat purchases. */
export function readCdnowSpend(): {
  frequency: number[]
  recency: number[]
  T: number[]
  monetary: number[]
} {
  const rows = rowsOf('cdnow_rfm_spend.csv')
  return {
    frequency: column(rows, 1),
    recency: column(rows, 2),
    T: column(rows, 3),
    monetary: column(rows, 4),
  }
}

/** The orders themselves. */
export function readCdnowPurchases(): Purchases {
  const rows = rowsOf('cdnow_transactions.csv')
  return {
    customer: rows.map((row) => row[1] ?? ''),
    day: rows.map((row) => dayNumber(row[2] ?? '')),
    amount: column(rows, 4),
  }
}
