import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateToSerial, serialToDate } from '#electron/engine/intake/serial-date.ts'

const serials = fc.double({ min: 0, max: 3_000_000, noNaN: true })

test('a date gives its serial number back to ten digits, and else the number stays one', () => {
  fc.assert(
    fc.property(serials, fc.boolean(), (serial, date1904) => {
      const date = serialToDate(serial, date1904)
      if (date === undefined) return
      expect(Number.isInteger(date)).toBe(true)
      expect(Math.abs(dateToSerial(date, date1904) - serial)).toBeLessThanOrEqual(serial * 1.1e-10)
    }),
  )
})

test('every whole day and every second of it is a date, from the first on', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 61, max: 2_900_000 }),
      fc.integer({ min: 0, max: 86_399 }),
      fc.boolean(),
      (day, second, date1904) => {
        expect(serialToDate(day + second / 86_400, date1904)).toBeDefined()
      },
    ),
  )
  expect(serialToDate(1 + 1 / 86_400, false)).toBe(Date.UTC(1900, 0, 1, 0, 0, 1))
})

test('a quotient that wears a date format stays a number', () => {
  expect(serialToDate(1.23456789, false)).toBeUndefined()
})
