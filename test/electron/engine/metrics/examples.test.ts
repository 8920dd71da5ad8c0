import { describe, expect, it } from 'vitest'
import { report } from '#electron/engine/metrics/report.ts'
import { createScanCache } from '#electron/engine/metrics/scan-cache.ts'
import { findMetric, metrics } from '#shared/catalogue/index.ts'
import { exampleDatasets } from './example-datasets.ts'

describe.each(metrics)('$id', (metric) => {
  it.each(metric.examples.map((example) => [example.name, example] as const))(
    '%s',
    async (_name, example) => {
      const { connection, datasets } = await exampleDatasets(example)
      const reported = await report({
        connection,
        datasets,
        metrics: [metric],
        findMetric,
        period: example.period ?? null,
        range: undefined,
        cache: createScanCache(),
      })
      const [value] = reported.metrics
      if (example.value === null) {
        expect(value?.value).toBeNull()
        expect(value?.reason ?? '', 'a reason stands where there is no value').not.toBe('')
      } else {
        expect(value?.value, value?.reason ?? '').toBeCloseTo(example.value, 9)
      }
      if (example.method !== undefined) expect(value?.method).toBe(example.method)
    },
  )
})
