/** A program for the locking test: opens a project and holds it until it is killed. */
import { fileToken } from '#shared/domain/ids.ts'
import { startEngine } from '../engine-fixture.ts'

const [directory = '', project = ''] = process.argv.slice(2)
const tenure = await startEngine({ directory })
await tenure.ask('project.open', { file: fileToken(project) })
process.stdout.write('open\n')
setInterval(() => undefined, 1000)
