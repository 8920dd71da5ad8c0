import type { OperationContext } from '../../handlers.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import type { Outcome } from '../../refusal.ts'
import { answerClv } from './answer-clv.ts'
import { readClvRequest } from './kept-request.ts'
import { type LatestClv, latestClv } from './latest-clv.ts'

/**
 * The CLV of a project for the data as it is now: the last one worked out if its rows are still the same, else the same
 * model fitted again (after an edit, or when the project was opened anew). undefined where no model was ever fitted; a
 * refusal where the data no longer allow it.
 */
export async function projectClv(
  place: Workplace,
  operation: Pick<OperationContext, 'project' | 'signal' | 'onProgress'>,
): Promise<Outcome<LatestClv | undefined>> {
  const { project } = operation
  const latest = latestClv(project, place.datasets)
  if (latest !== undefined) return { ok: true, value: latest }
  const request = await readClvRequest(place.connection)
  if (request === undefined) return { ok: true, value: undefined }
  const answered = await answerClv(place, request, operation)
  return answered.ok ? { ok: true, value: latestClv(project) } : answered
}
