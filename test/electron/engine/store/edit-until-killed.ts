/**
 * A program for the durability test: opens a workbook and applies commands from a seed, telling each one that was
 * acknowledged on a line of its own, until it is killed.
 */
import { fileToken } from '#shared/domain/ids.ts'
import { startEngine } from '../engine-fixture.ts'
import { commandsOfSeed } from '../sheet/commands-of-seed.ts'
import { applySeed } from '../sheet/random-command.ts'

const [directory = '', workbook = '', seed = '0'] = process.argv.slice(2)
const tenure = await startEngine({ directory })
await tenure.ask('project.open', { file: fileToken(workbook) })
process.stdout.write('open\n')
for (const command of commandsOfSeed(Number(seed))) {
  await applySeed(tenure, command)
  process.stdout.write('done\n')
}
process.stdout.write('end\n')
setInterval(() => undefined, 1000)
