import type { ColumnProfile } from '#shared/contract/mapping.ts'
import type { ProjectInfo } from '#shared/contract/project.ts'
import { columnLetters } from '#shared/domain/address.ts'
import type { SheetInfo, SourceInfo } from '#shared/domain/sheet.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Outcome } from '../../engine/refusal.ts'
import { type Command, type CommandResult, UsageError } from '../command.ts'
import { withSession } from '../session.ts'
import { table } from '../table.ts'

interface InspectedColumn {
  readonly name: string
  readonly letter: string
  readonly type: string
  readonly nonEmpty: number
  readonly distinct: number
}

interface InspectedSheet {
  readonly name: string
  readonly rows: number
  readonly headerRow: number
  readonly state: string
  readonly columns: readonly InspectedColumn[]
  readonly warnings: readonly string[]
}

interface InspectedFile {
  readonly path: string
  readonly format: string
  readonly sheets: readonly InspectedSheet[]
  readonly warnings: readonly string[]
}

const inspect: Command = {
  name: 'inspect',
  usage: 'tenure inspect FILE...',
  summary: 'Formats, sheets, header rows, columns with type and counts, warnings.',
  options: {},
  run: async (paths) => {
    if (paths.length === 0) throw new UsageError('inspect needs at least one file.')
    return withSession(paths, async ({ engine, files }): Promise<Outcome<CommandResult>> => {
      const project = await engine.ask('project.info', {})
      if (!project.ok) return project
      const inspected: InspectedFile[] = []
      for (const [index, source] of project.value.sources.entries()) {
        const file = await inspectSource(engine, project.value, source, files[index]?.path ?? source.name)
        if (!file.ok) return file
        inspected.push(file.value)
      }
      return {
        ok: true,
        value: { json: { files: inspected }, text: () => inspected.map(asText).join('\n\n') },
      }
    })
  },
}

async function inspectSource(
  engine: Engine,
  project: ProjectInfo,
  source: SourceInfo,
  path: string,
): Promise<Outcome<InspectedFile>> {
  const names = new Set(
    project.sheets.filter(({ sourceId }) => sourceId === source.id).map(({ name }) => name),
  )
  // A problem of a sheet need not name its file.
  const problems = project.problems.filter(
    ({ place }) =>
      place?.file === source.name || (place?.file === undefined && names.has(place?.sheet ?? '')),
  )
  const sheets: InspectedSheet[] = []
  for (const sheet of project.sheets.filter(({ sourceId }) => sourceId === source.id)) {
    const profile = await engine.ask('mapping.profile', { sheet: sheet.id })
    if (!profile.ok) return profile
    sheets.push({
      name: sheet.name,
      rows: sheet.rowCount,
      headerRow: sheet.headerRow,
      state: sheet.state,
      columns: columnsOf(sheet, profile.value.columns),
      warnings: problems.filter(({ place }) => place?.sheet === sheet.name).map(({ message }) => message),
    })
  }
  const ofFile = problems.filter(({ place }) => place?.sheet === undefined).map(({ message }) => message)
  return { ok: true, value: { path, format: source.format, sheets, warnings: ofFile } }
}

const columnsOf = (sheet: SheetInfo, profiles: readonly ColumnProfile[]): InspectedColumn[] =>
  sheet.columns.map((column, index) => {
    const profile = profiles[index]
    return {
      name: column.name,
      letter: columnLetters(column.number),
      type: column.type,
      nonEmpty: profile?.nonEmpty ?? 0,
      distinct: profile?.distinct ?? 0,
    }
  })

function asText(file: InspectedFile): string {
  const sheets = file.sheets.map((sheet) => {
    const hidden = sheet.state === 'visible' ? '' : `, ${sheet.state}`
    const header = sheet.headerRow === 0 ? 'no header' : `header in row ${sheet.headerRow}`
    const columns = table(
      ['', 'column', 'type', 'filled', 'distinct'],
      sheet.columns.map((column) => [
        column.letter,
        column.name,
        column.type,
        String(column.nonEmpty),
        String(column.distinct),
      ]),
      ['left', 'left', 'left', 'right', 'right'],
    )
    const warnings = sheet.warnings.map((warning) => `! ${warning}`)
    return [`${sheet.name}: ${sheet.rows} rows, ${header}${hidden}`, columns, ...warnings].join('\n')
  })
  return [`${file.path} (${file.format})`, ...file.warnings.map((warning) => `! ${warning}`), ...sheets].join(
    '\n\n',
  )
}

export default inspect
