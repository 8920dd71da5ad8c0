import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import inspect from '#electron/cli/commands/inspect.ts'

it('keeps and tells rows that are too short or too long, however far down they stand', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tenure-ragged-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'ragged.csv')
  const regular = Array.from({ length: 150_000 }, (_, row) => `${row},x,${row * 2}`)
  await writeFile(path, ['a,b,c', ...regular, '1,2', '9,8,7,6'].join('\n'))
  const outcome = await inspect.run([path], {})
  expect(outcome).toMatchObject({
    ok: true,
    value: { json: { files: [{ sheets: [{ rows: 150_002, columns: [{}, {}, {}, { nonEmpty: 1 }] }] }] } },
  })
  expect(JSON.stringify(outcome)).toContain(
    '2 rows have more or fewer cells than the header (first: row 150002)',
  )
}, 120_000)
