import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createLog } from '#electron/main/log.ts'
import { scratchFolder } from './support.ts'

const now = () => new Date('2024-05-01T10:00:00Z')

describe('the log file', () => {
  it('has a line an error, with time and source', async () => {
    const folder = join(await scratchFolder(), 'logs')
    const log = createLog(folder, now)
    log.error('engine', 'ended with code 9')
    log.error('main', 'Error: x\n    at y')
    expect(await readFile(join(folder, 'tenure.log'), 'utf8')).toBe(
      '2024-05-01T10:00:00.000Z engine: ended with code 9\n' +
        '2024-05-01T10:00:00.000Z main: Error: x\n      at y\n',
    )
  })

  it('does not grow without end', async () => {
    const folder = await scratchFolder()
    await writeFile(join(folder, 'tenure.log'), 'x'.repeat(1024 * 1024 + 1))
    createLog(folder, now).error('main', 'one more')
    expect((await readdir(folder)).sort()).toEqual(['tenure.1.log', 'tenure.log'])
    expect(await readFile(join(folder, 'tenure.log'), 'utf8')).toContain('one more')
  })
})
