import { describe, expect, it } from 'vitest'
import { addCounts, countOutcomes, formatCounts } from '#build/test-outcomes.mjs'

const file = (...statuses: string[]) => ({
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status })),
})

const results = (testResults: ReturnType<typeof file>[], counts: object) => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults,
  ...counts,
})

describe('countOutcomes', () => {
  it('counts tests', () => {
    const run = results([file('passed', 'failed'), file('passed')], { numPassedTests: 2, numFailedTests: 1 })
    expect(countOutcomes(run, 1)).toEqual({ passed: 2, failed: 1, skipped: 0 })
  })

  it('counts a file that cannot be loaded as one failure', () => {
    const run = results([file('passed'), { status: 'failed', assertionResults: [] }], { numPassedTests: 1 })
    expect(countOutcomes(run, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 })
  })

  it('counts an error outside every test as one failure', () => {
    const run = results([file('passed')], { numPassedTests: 1 })
    expect(countOutcomes(run, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 })
  })

  it('counts a runner that crashed before it wrote anything as one failure', () => {
    expect(countOutcomes(undefined, 134)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })

  it('counts skipped tests and tests still to be written together', () => {
    const run = results([file('skipped', 'todo', 'passed')], {
      numPassedTests: 1,
      numPendingTests: 1,
      numTodoTests: 1,
    })
    expect(countOutcomes(run, 0)).toEqual({ passed: 1, failed: 0, skipped: 2 })
  })
})

describe('formatCounts', () => {
  it('names skipped tests only where there are some', () => {
    expect(formatCounts({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed')
    expect(formatCounts({ passed: 12, failed: 1, skipped: 3 })).toBe('12 passed, 1 failed, 3 skipped')
  })

  it('reads the sum of two runs', () => {
    const sum = addCounts({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 })
    expect(formatCounts(sum)).toBe('11 passed, 22 failed, 33 skipped')
  })
})
