import { z } from 'zod'
import { assumptions as definitions } from '#shared/catalogue/assumptions.ts'
import type { Outcome } from '../refusal.ts'
import { type Connection, readRows } from '../store/connection.ts'
import { change } from '../store/journal/journal.ts'
import type { Project } from '../store/project.ts'
import type { Dataset, Datasets } from './dataset.ts'
import { assumptionWords } from './suggest/catalogue-words.ts'
import { matchHeader } from './suggest/header-match.ts'
import { headerWords } from './suggest/header-words.ts'

/** Where an assumption's value is from; typed by the user beats the sheet, the sheet beats the default. */
export type AssumptionOrigin = 'typed' | 'sheet' | 'default' | 'none'

export interface AssumptionState {
  readonly name: string
  readonly label: string
  readonly unit: string
  readonly description: string
  readonly value: number | null
  readonly origin: AssumptionOrigin
}

export interface GatheredAssumptions {
  readonly values: ReadonlyMap<string, number>
  readonly origins: ReadonlyMap<string, AssumptionOrigin>
}

/** A name in a sheet is taken for an assumption from this likeness on. */
const leastLikeness = 0.8

const namedNumber = z.object({ name: z.string(), value: z.number() })

/** All assumptions with a value: typed, else from the sheets of that kind, else the default. */
export async function gatherAssumptions(
  connection: Connection,
  sheet: Dataset | undefined,
  typed: ReadonlyMap<string, number>,
): Promise<GatheredAssumptions> {
  const values = new Map<string, number>()
  const origins = new Map<string, AssumptionOrigin>()
  const set = (name: string, value: number, origin: AssumptionOrigin) => {
    values.set(name, value)
    origins.set(name, origin)
  }
  for (const { name, default: value } of definitions) if (value !== undefined) set(name, value, 'default')
  for (const { name, value } of await readSheetAssumptions(connection, sheet)) set(name, value, 'sheet')
  for (const [name, value] of typed) set(name, value, 'typed')
  return { values, origins }
}

/** The numbers of an assumptions sheet by the names that formulas know them by; of two rows for one the first counts. */
async function readSheetAssumptions(connection: Connection, sheet: Dataset | undefined) {
  if (sheet === undefined || !sheet.fields.has('name') || !sheet.fields.has('value')) return []
  const rows = await readRows(
    connection,
    namedNumber,
    `SELECT name, value FROM ${sheet.relation} WHERE name IS NOT NULL AND value IS NOT NULL ORDER BY sheet_id, row_id`,
  )
  const named = new Map<string, number>()
  for (const { name, value } of rows) {
    const id = assumptionNamed(name)
    if (id !== undefined && !named.has(id)) named.set(id, fractionOf(id, value))
  }
  return [...named].map(([name, value]) => ({ name, value }))
}

/** The assumption that a text names; a name that no definition has is one of the user's own. */
export function assumptionNamed(text: string): string | undefined {
  const words = headerWords(text)
  let best: { readonly name: string; readonly score: number } | undefined
  for (const { id, vocabulary } of assumptionWords.targets) {
    const { score } = matchHeader(words, vocabulary, assumptionWords.weightOf)
    if (score >= leastLikeness && score > (best?.score ?? 0)) best = { name: id, score }
  }
  if (best !== undefined) return best.name
  const own = words.full.replaceAll(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '')
  return /^[a-z][a-z0-9_]*$/.test(own) ? own : undefined
}

/** A share above 1 was written in percent: a gross margin of 78 is 0.78. */
function fractionOf(name: string, value: number): number {
  const definition = definitions.find((each) => each.name === name)
  return definition?.unit === 'percent' && Math.abs(value) > 1 ? value / 100 : value
}

const storedRow = z.object({
  key: z.string(),
  body: z.string().transform((body) => z.number().parse(JSON.parse(body))),
})

export async function readTypedAssumptions(connection: Connection): Promise<ReadonlyMap<string, number>> {
  const rows = await readRows(connection, storedRow, 'SELECT key, body FROM assumption')
  return new Map(rows.map(({ key, body }) => [key, body]))
}

/**
 * Types assumptions as one change of the journal; null takes one back to the sheet's value or the default. `label` is
 * what Undo calls it.
 */
export async function changeAssumptions(
  project: Project,
  values: readonly { readonly name: string; readonly value: number | null }[],
  label: string,
): Promise<Outcome<undefined>> {
  const changed = await change(project, async ({ connection, take }) => {
    const typed = await readTypedAssumptions(connection)
    for (const { name, value } of values) {
      const before = bodyOf(typed.get(name))
      const after = bodyOf(value)
      if (before?.body === after?.body) continue
      await take({ type: 'record', table: 'assumption', key: { key: name }, before, after })
    }
    return { ok: true, value: { label, cells: 0 } }
  })
  return changed.ok ? { ok: true, value: undefined } : changed
}

const bodyOf = (value: number | null | undefined) => (value == null ? null : { body: JSON.stringify(value) })

/** Every assumption that is known, with its value where it has one: the catalogue's in its order, then the user's own. */
export async function readAssumptions(_project: Project, datasets: Datasets): Promise<AssumptionState[]> {
  const known = definitions.map((definition) => ({
    name: definition.name,
    label: definition.label,
    unit: definition.unit ?? '',
    description: definition.description,
  }))
  const names = new Set(known.map(({ name }) => name))
  const own = [...datasets.assumptions.keys()]
    .filter((name) => !names.has(name))
    .map((name) => ({ name, label: name, unit: '', description: 'Named in this project.' }))
  return [...known, ...own].map((each) => ({
    ...each,
    value: datasets.assumptions.get(each.name) ?? null,
    origin: datasets.assumptionOrigins?.get(each.name) ?? 'none',
  }))
}
