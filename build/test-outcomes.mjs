/** @typedef {{ passed: number, failed: number, skipped: number }} Outcomes */
/**
 * What is used here of the results that vitest writes.
 *
 * @typedef {object} RunResults
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults
 */

/** @type {Outcomes} */
export const noOutcomes = { passed: 0, failed: 0, skipped: 0 }

/**
 * Counts a run's outcomes from vitest's JSON results. What failed outside any test (a file that cannot be
 * loaded, an error after the last test, a crash of the runner) counts as one failure each.
 *
 * @param {RunResults | undefined} results undefined when the run wrote none
 * @param {number} status the runner's exit status
 * @returns {Outcomes}
 */
export function countOutcomes(results, status) {
  if (results === undefined) return { ...noOutcomes, failed: status === 0 ? 0 : 1 }
  const brokenFiles = results.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = results.numFailedTests + brokenFiles
  return {
    passed: results.numPassedTests,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: results.numPendingTests + results.numTodoTests,
  }
}

/** Sum of two runs. */
export function addCounts(one, other) {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  }
}

/** `12 passed, 0 failed`, and `, 3 skipped` only where there are some. */
export function formatCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
