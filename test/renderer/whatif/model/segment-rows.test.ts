import { expect, it } from 'vitest'
import { missingDrivers, projectCases, segmentsWhileTyped } from '#renderer/whatif/model/cases.ts'
import { segmentMonthText, segmentRows, totalName } from '#renderer/whatif/model/segment-rows.ts'
import { knownBusiness } from './known-business.ts'

const segments = [
  { name: 'Basic', drivers: { customers: 600, new: 10, churn: 0.05, arpa: 20 } },
  { name: 'Pro', drivers: { customers: 400, new: 30, churn: 0.02, arpa: 95 } },
]
const business = { ...knownBusiness(), segments }

it('a row a segment and one for the total, whose counts and amounts add up', () => {
  const [baseline] = projectCases(business, [])
  const rows = segmentRows(baseline ?? { projection: undefined })
  expect(rows.map(({ name }) => name)).toEqual(['Basic', 'Pro', totalName])
  const [basic, pro, total] = rows
  for (const figure of ['opening', 'customers', 'mrr', 'revenue', 'grossProfit'] as const)
    expect((basic?.[figure] ?? 0) + (pro?.[figure] ?? 0)).toBeCloseTo(total?.[figure] ?? Number.NaN, 6)
  expect(basic?.churn).toBeCloseTo(0.05, 12)
  expect(total?.churn).toBeCloseTo((600 * 0.05 + 400 * 0.02) / 1000, 12)
})

it('no rows for a business that is not taken apart', () => {
  expect(segmentRows(projectCases(knownBusiness(), [])[0] ?? { projection: undefined })).toEqual([])
})

it('copies the months with a column a segment and the total last', () => {
  const projection = projectCases(business, [])[0]?.projection
  if (projection === undefined) throw new Error('The baseline can be projected.')
  const [head, first] = segmentMonthText(projection, 'customers').split('\n')
  expect(head).toBe('Month\tBasic\tPro\tAll segments')
  expect(first).toBe('1\t580\t422\t1002')
})

it('a driver that every segment brings need not be known for all', () => {
  const unknown = knownBusiness({ churn: null, customers: null })
  expect(missingDrivers({ ...unknown, segments })).toEqual([])
  expect(missingDrivers(unknown)).toEqual(['customers', 'churn'])
})

it('while a driver of the baseline is dragged, the segments follow', () => {
  expect(segmentsWhileTyped(segments, {})).toBe(segments)
  expect(segmentsWhileTyped(segments, { churn: 0.1 })?.[0]?.drivers).not.toHaveProperty('churn')
})
