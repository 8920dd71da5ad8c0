import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { type Outcome, refuse } from '../engine/refusal.ts'

/** Reads a JSON file that must fit `schema`; `what` names it for the person ("a scenario"). */
export async function readJsonFile<Value>(
  path: string,
  schema: z.ZodType<Value>,
  what: string,
): Promise<Outcome<Value>> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    return refuse('not_found', `${path} was not found. Check the spelling of the path.`, cause)
  }
  let document: unknown
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : ''
    return refuse('invalid_request', `${path} is not JSON: ${detail}.`, cause)
  }
  const parsed = schema.safeParse(document)
  if (parsed.success) return { ok: true, value: parsed.data }
  const [issue] = parsed.error.issues
  const place = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`
  return refuse(
    'invalid_request',
    `${path} is not ${what}${place}: ${issue?.message ?? 'it has the wrong shape'}.`,
  )
}
