import type { FileHandle } from 'node:fs/promises'
import type { Problem } from '#shared/domain/result.ts'
import type { NamedArea, SourceFormat } from '#shared/domain/sheet.ts'
import { damagedFile } from '#shared/issues/damaged-file.ts'
import { damagedPart } from '#shared/issues/damaged-part.ts'
import { sheetWithoutCells } from '#shared/issues/sheet-without-cells.ts'
import { tooLargeFile } from '#shared/issues/too-large-file.ts'
import type { ImportLimits } from '../import-limits.ts'
import { refuse } from '../import-refusal.ts'
import type { SheetReader, WorkbookReader } from '../workbook-reader.ts'
import { readPersons } from './notes.ts'
import { orElse } from './part-fallback.ts'
import { type Relationship, readRelationships } from './relationships.ts'
import { readSharedStrings } from './shared-strings.ts'
import { createSheetReader, type WorkbookContext } from './sheet-reader.ts'
import { noStyles, readStyles } from './styles.ts'
import { readWorkbookPart } from './workbook-part.ts'
import type { ZipArchive } from './zip-archive.ts'

const kindsWithoutCells: Readonly<Record<string, string>> = {
  chartsheet: 'chart sheet',
  dialogsheet: 'dialog sheet',
  xlMacrosheet: 'macro sheet',
  xlIntlMacrosheet: 'macro sheet',
}

/** Opens a workbook in the Office Open XML format: everything but the cells, which each sheet's reader streams. */
export async function readXlsx(
  zip: ZipArchive,
  handle: FileHandle,
  format: SourceFormat,
  limits: ImportLimits,
  signal?: AbortSignal,
): Promise<WorkbookReader> {
  const part = await workbookPartName(zip, limits)
  const entry = zip.find(part)
  if (entry === undefined) refuse(damagedFile(zip.file, 'its list of sheets is missing', part))
  const workbook = await readWorkbookPart(zip, entry, limits.partBytes)
  const relationships = await readRelationships(zip, part, limits.partBytes)
  if (workbook.sheets.length > limits.sheets) {
    refuse(tooLargeFile(zip.file, `it has more than ${limits.sheets.toLocaleString('en-US')} sheets`))
  }
  const problems: Problem[] = []
  const namedAreas: NamedArea[] = workbook.namedRanges.map((name) => ({ ...name, kind: 'range' }))
  const context: WorkbookContext = {
    zip,
    limits,
    date1904: workbook.date1904,
    namedAreas,
    ...(await readSharedParts(zip, relationships, limits, problems, signal)),
  }
  const sheets: SheetReader[] = []
  workbook.sheets.forEach(({ name, relationId, state }, index) => {
    const relation = relationships.find(({ id }) => id === relationId)
    const kind = kindsWithoutCells[relation?.type ?? '']
    if (kind !== undefined) {
      problems.push(sheetWithoutCells(name, kind))
      return
    }
    const sheetEntry = zip.find(relation?.target ?? `xl/worksheets/sheet${index + 1}.xml`)
    if (sheetEntry === undefined) problems.push(damagedPart(`cells`, `no part for ${relationId}`, name))
    sheets.push(createSheetReader(context, name, state, sheetEntry))
  })
  if (sheets.length === 0 && problems.length === 0) refuse(damagedFile(zip.file, 'it has no sheet'))
  const { date1904, definedNames } = workbook
  return { format, date1904, sheets, namedAreas, definedNames, problems, close: () => handle.close() }
}

async function workbookPartName(zip: ZipArchive, limits: ImportLimits): Promise<string> {
  const relationships = await readRelationships(zip, '', limits.partBytes)
  return relationships.find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml'
}

/** Shared strings must be readable, or cells would be wrong; of the rest only formats and names would be missing. */
async function readSharedParts(
  zip: ZipArchive,
  relationships: readonly Relationship[],
  limits: ImportLimits,
  problems: Problem[],
  signal: AbortSignal | undefined,
): Promise<Pick<WorkbookContext, 'sharedStrings' | 'styles' | 'persons'>> {
  const entryOf = (type: string, usual: string) =>
    zip.find(relationships.find((relation) => relation.type === type)?.target ?? usual)
  const strings = entryOf('sharedStrings', 'xl/sharedStrings.xml')
  const styles = entryOf('styles', 'xl/styles.xml')
  const persons = entryOf('person', 'xl/persons/person.xml')
  return {
    sharedStrings: strings === undefined ? [] : await readSharedStrings(zip, strings, limits, signal),
    styles: styles === undefined ? noStyles : await readStyles(zip, styles, limits.partBytes),
    persons:
      persons === undefined
        ? new Map()
        : await orElse(
            () => readPersons(zip, persons, limits.partBytes),
            new Map<string, string>(),
            'names of commenters',
            problems,
          ),
  }
}
