import { readFileSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { read } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSmallSample } from '#test/small-sample.ts'
import { convertWithLibreOffice, hasLibreOffice } from '../electron/engine/export/package/outside-readers.ts'
import { suggestedProject } from '../electron/engine/metrics/suggested-project.ts'
import { witnessFormulas, witnessPeriod, witnessSheet, writeWitness } from './witness-workbook.ts'

const ids = Object.keys(witnessFormulas)

describe.skipIf(!hasLibreOffice)(
  'the sample’s metrics in June 2025, against formulas written by hand',
  () => {
    let folder = ''
    const tenure = new Map<string, number | null>()
    const witness = new Map<string, unknown>()

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'tenure-witness-'))
      const sample = join(folder, 'sample.xlsx')
      await makeSmallSample(sample)

      const engine = await suggestedProject(sample)
      const { metrics } = await engine.ask('metrics.report', { period: witnessPeriod, metrics: ids })
      for (const { id, value } of metrics) tenure.set(id, value)
      await engine.dispose()

      await writeWitness(sample, join(folder, 'witness.xlsx'))
      const computed = convertWithLibreOffice([join(folder, 'witness.xlsx')], 'xlsx').get('witness')
      const sheet = read(readFileSync(computed ?? ''), { sheets: witnessSheet }).Sheets[witnessSheet]
      ids.forEach((id, index) => {
        witness.set(id, sheet?.[`B${index + 3}`]?.v)
      })
    }, 480_000)
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    it.each(ids)('%s', (id) => {
      const expected = witness.get(id)
      if (typeof expected !== 'number')
        throw new Error(`the witness has no number: ${JSON.stringify(expected)}`)
      expect(tenure.get(id)).toBeCloseTo(expected, 6)
    })
  },
)
