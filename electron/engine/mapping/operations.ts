import type { ReplyInput } from '#shared/contract/index.ts'
import type { mappingOperations } from '#shared/contract/mapping.ts'
import { columnLetters } from '#shared/domain/address.ts'
import type { Mapping } from '#shared/domain/mapping.ts'
import type { HandlersOf, OperationContext } from '../handlers.ts'
import { projectMetrics, readCustomMetrics } from '../metrics/project-metrics.ts'
import { type Outcome, refuse } from '../refusal.ts'
import { change } from '../store/journal/journal.ts'
import { noSheet, type Project } from '../store/project.ts'
import { today } from '../today.ts'
import { readTypedAssumptions } from './assumptions.ts'
import { coverageOf, fieldsOfMapping } from './coverage.ts'
import { readingOf } from './datasets/sheet-reading.ts'
import { effectiveMapping, suggestionsFor } from './effective-mapping.ts'
import type { MappableSheet } from './mappable-sheet.ts'
import { previewReading } from './preview.ts'
import { profileColumns } from './profile/profile-columns.ts'
import { projectDatasets } from './project-datasets.ts'
import { readMappableSheets } from './project-sheets.ts'
import { findQualityFindings } from './quality/findings.ts'
import { savedMappingStep } from './saved-mapping.ts'
import { readTemplates, removeTemplate, writeTemplate } from './templates.ts'
import { validateMapping } from './validate-mapping.ts'

export const mappingHandlers: HandlersOf<keyof typeof mappingOperations> = {
  'mapping.sheets': async (_request, { project }) => ({
    ok: true,
    value: { sheets: (await project.read(readMappableSheets)).map(sheetInfo) },
  }),

  'mapping.suggest': (_request, { project, signal, onProgress }) =>
    project.read(async (connection) => {
      const sheets = await readMappableSheets(connection)
      const suggested = await suggestionsFor(connection, project, sheets, (sheet, index) =>
        onProgress({ label: `Looking at ${sheet.name}`, fraction: index / sheets.length }),
      )
      return { ok: true, value: { sheets: suggested } }
    }, signal),

  'mapping.get': async (_request, { project }) => ({
    ok: true,
    value: { mapping: await mappingOf(project) },
  }),

  'mapping.set': async ({ mapping }, { project }) => {
    const sheets = await project.read(readMappableSheets)
    const known = sheets.map(({ file, name }) => ({ file, sheet: name }))
    const saved = await change(project, async ({ connection, take }) => {
      await take(await savedMappingStep(connection, { mapping, sheets: known }))
      return { ok: true, value: { label: 'change of the mapping', cells: 0 } }
    })
    return saved.ok ? { ok: true, value: { mapping, problems: validateMapping(mapping, sheets) } } : saved
  },

  'mapping.profile': ({ sheet: id }, { project, signal }) =>
    project.read<Outcome<ReplyInput<'mapping.profile'>>>(async (connection) => {
      const sheet = (await readMappableSheets(connection)).find((each) => each.id === id)
      if (sheet === undefined) return refuse('not_found', 'The sheet is no longer in the project.')
      return { ok: true, value: { columns: await profileColumns(connection, sheet) } }
    }, signal),

  'mapping.preview': ({ mapping, file, sheet: name, kind }, { project, signal }) =>
    project.read<Outcome<ReplyInput<'mapping.preview'>>>(async (connection) => {
      const sheets = await readMappableSheets(connection)
      const asked = mapping.sheets.find(
        (each) => each.file === file && each.sheet === name && each.kind === kind,
      )
      if (asked === undefined)
        return refuse('not_found', `The mapping does not read “${name}” of “${file}” as ${kind}.`)
      const reading = readingOf(asked, sheets)
      const fields = reading === undefined ? [] : await previewReading(connection, reading)
      return {
        ok: true,
        value: { fields, problems: validateMapping({ version: 1, sheets: [asked] }, sheets) },
      }
    }, signal),

  'mapping.coverage': ({ mapping }, { project, signal }) =>
    project.read(async (connection) => {
      const metrics = projectMetrics(await readCustomMetrics(connection)).all
      const named = await namedNumbers(project, mapping, await readTypedAssumptions(connection))
      return { ok: true, value: coverageOf(fieldsOfMapping(mapping), named, metrics) }
    }, signal),

  'mapping.templates': async (_request, { project }) => ({
    ok: true,
    value: { templates: await project.read(readTemplates) },
  }),

  'mapping.saveTemplate': (template, { project }) =>
    project.write(async (connection, scope) => {
      scope.limitTo(noSheet)
      await writeTemplate(connection, template)
      return { ok: true, value: {} }
    }),

  'mapping.removeTemplate': ({ name }, { project }) =>
    project.write<ReplyInput<'mapping.removeTemplate'>>(async (connection, scope) => {
      scope.limitTo(noSheet)
      return (await removeTemplate(connection, name))
        ? { ok: true, value: {} }
        : refuse('not_found', `There is no template “${name}”.`)
    }),

  'mapping.quality': async (_request, context) => quality(context),
}

const sheetInfo = ({ id, file, name, state, partOf, area, rowCount, columns }: MappableSheet) => ({
  sheet: id,
  file,
  name,
  state,
  partOf: partOf ?? null,
  area: area ?? null,
  rowCount,
  columns: columns.map(({ name: header, number }) => ({ name: header, letter: columnLetters(number) })),
})

const mappingOf = (project: Project): Promise<Mapping> =>
  project.read(async (connection) =>
    effectiveMapping(connection, project, await readMappableSheets(connection)),
  )

/** Names of assumptions with a value: typed ones, and those of the sheets while the mapping reads them as such. */
async function namedNumbers(
  project: Project,
  mapping: Mapping,
  typed: ReadonlyMap<string, number>,
): Promise<ReadonlySet<string>> {
  const names = new Set(typed.keys())
  const datasets = await projectDatasets(project)
  if (!datasets.ok) return names
  const readsSheets = mapping.sheets.some(({ kind }) => kind === 'assumptions')
  for (const [name, origin] of datasets.value.assumptionOrigins ?? [])
    if (origin === 'default' || (origin === 'sheet' && readsSheets)) names.add(name)
  return names
}

async function quality({
  project,
  signal,
  onProgress,
}: OperationContext): Promise<Outcome<ReplyInput<'mapping.quality'>>> {
  const datasets = await projectDatasets(project, { signal, onProgress })
  if (!datasets.ok) return datasets
  const findings = await findQualityFindings({
    project,
    datasets: datasets.value,
    metrics: projectMetrics(await project.read(readCustomMetrics)).all,
    today: today(),
    signal,
    onDataset: (name, index, total) =>
      onProgress({ label: `Checking ${name.toLowerCase()}`, fraction: index / total }),
  })
  return { ok: true, value: { findings } }
}
