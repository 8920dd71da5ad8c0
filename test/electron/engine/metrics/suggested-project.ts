import { fileToken } from '#shared/domain/ids.ts'
import { mappingSchema } from '#shared/domain/mapping.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'

/** An engine with a project of the files, mapped as Tenure itself suggests. */
export async function suggestedProject(...paths: readonly string[]): Promise<TestEngine> {
  const engine = await startEngine()
  await engine.ask('project.import', { files: paths.map(fileToken) })
  const { sheets } = await engine.ask('mapping.suggest', {})
  const mapping = mappingSchema.parse({ version: 1, sheets })
  const { problems } = await engine.ask('mapping.set', { mapping })
  const fault = problems.find(({ severity }) => severity === 'error')
  if (fault !== undefined) throw new Error(fault.message)
  return engine
}
