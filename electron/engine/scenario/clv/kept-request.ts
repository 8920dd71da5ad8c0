import { type ClvRequest, clvRequestSchema } from '#shared/contract/clv.ts'
import type { Connection } from '../../store/connection.ts'
import type { Project } from '../../store/project.ts'
import { readSetting, writeSetting } from '../../store/setting.ts'

const key = 'clv.request'

/** What CLV was last asked for in the project, also in an earlier session; undefined where it never was. */
export async function readClvRequest(connection: Connection): Promise<ClvRequest | undefined> {
  const kept = clvRequestSchema.safeParse(await readSetting(connection, key))
  return kept.success ? kept.data : undefined
}

/** Keeps what CLV was asked for, so that it can be worked out again; a request that is kept already changes nothing. */
export async function keepClvRequest(project: Project, request: ClvRequest): Promise<void> {
  const wanted = JSON.stringify(request)
  const kept = await project.read(readClvRequest)
  if (kept !== undefined && JSON.stringify(kept) === wanted) return
  await project.write<undefined>(async (connection, scope) => {
    scope.limitTo(new Map())
    await writeSetting(connection, key, JSON.parse(wanted))
    return { ok: true, value: undefined }
  })
}
