import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EngineOptions } from '#electron/engine/engine.ts'
import { createEngine, type Engine } from '#electron/engine/engine.ts'
import { checkPackage } from '#electron/engine/export/package/check-package.ts'
import { exportOperations } from '#shared/contract/export.ts'
import type { EngineOperationName, ReplyOf, RequestInput } from '#shared/contract/index.ts'
import { fileToken } from '#shared/domain/ids.ts'

/** An engine of its own in a directory of its own, where any path is a token for itself. */
export interface TestEngine {
  readonly engine: Engine
  readonly directory: string
  /**
   * Asks and returns the reply; a refusal fails the test with its message and cause, and so does an exported workbook that
   * is not a whole package.
   */
  readonly ask: <Name extends EngineOperationName>(
    name: Name,
    request: RequestInput<Name>,
  ) => Promise<ReplyOf<Name>>
  /** Writes a file into the directory and returns its path. */
  readonly write: (name: string, text: string | Uint8Array) => Promise<string>
  /** Opens a file by path. */
  readonly open: (path: string) => Promise<ReplyOf<'project.open'>>
  readonly dispose: () => Promise<void>
}

export async function startEngine(
  options: Partial<EngineOptions> & { directory?: string } = {},
): Promise<TestEngine> {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'tenure-test-')))
  const engine = await createEngine({
    projectDirectory: join(directory, 'projects'),
    stagingDirectory: join(directory, 'staging'),
    resolveFile: (file) => file,
    checkReplies: true,
    ...options,
  })
  const ask: TestEngine['ask'] = async (name, request) => {
    const answer = await engine.ask(name, request)
    if (!answer.ok)
      throw new Error(`${name}: ${answer.error.code}: ${answer.error.message}\n${answer.error.cause ?? ''}`)
    if (name === 'export.write')
      await refuseFlaws(exportOperations['export.write'].request.parse(request).file)
    return answer.value
  }
  return {
    engine,
    directory,
    ask,
    write: async (name, text) => {
      const path = join(directory, name)
      await writeFile(path, text)
      return path
    },
    open: (path) => ask('project.open', { file: fileToken(path) }),
    dispose: async () => {
      await engine.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function refuseFlaws(path: string): Promise<void> {
  const flaws = await checkPackage(new Uint8Array(await readFile(path)))
  if (flaws.length > 0)
    throw new Error(`${path} is not a whole package: ${flaws.map(({ message }) => message).join('; ')}`)
}
