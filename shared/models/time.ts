/** Days in a month, everywhere in Tenure: a twelfth of 365.25. */
export const DAYS_PER_MONTH = 365.25 / 12

export type TimeUnit = 'day' | 'week' | 'month'

/** Days in one unit. A week is seven days, not a calendar week. */
export const DAYS_PER_UNIT: Readonly<Record<TimeUnit, number>> = { day: 1, week: 7, month: DAYS_PER_MONTH }

/** How many of the unit make a month. */
export function unitsPerMonth(unit: TimeUnit): number {
  return DAYS_PER_MONTH / DAYS_PER_UNIT[unit]
}

/** The monthly rate that compounds to a yearly one: 10 % a year is 0.797 % a month, not 0.833 %. */
export function monthlyDiscount(annual: number): number {
  return (1 + annual) ** (1 / 12) - 1
}
