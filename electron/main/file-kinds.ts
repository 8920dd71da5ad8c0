import { basename, extname } from 'node:path'
import type { FileFilter } from 'electron'
import type { RequestOf } from '#shared/contract/index.ts'

export type OpenKind = RequestOf<'shell.chooseFiles'>['kind']
export type SaveKind = RequestOf<'shell.chooseSaveFile'>['kind']

const workbooks = ['xlsx', 'xlsm', 'xltx', 'xltm', 'xlsb', 'xls', 'ods']
const tables = ['csv', 'tsv', 'tab', 'txt', 'parquet', 'json', 'jsonl', 'ndjson']
const allFiles: FileFilter = { name: 'All files', extensions: ['*'] }

/** What the open dialogs offer; the first filter is the chosen one. */
export const openFilters: Readonly<Record<OpenKind, readonly FileFilter[]>> = {
  workbook: [
    { name: 'Workbooks, tables and projects', extensions: [...workbooks, ...tables, 'tenure'] },
    { name: 'Workbooks', extensions: workbooks },
    { name: 'Tables', extensions: tables },
    { name: 'Tenure projects', extensions: ['tenure'] },
    allFiles,
  ],
  project: [{ name: 'Tenure projects', extensions: ['tenure'] }, allFiles],
  json: [{ name: 'JSON files', extensions: ['json'] }, allFiles],
}

export const saveFilters: Readonly<Record<SaveKind, FileFilter>> = {
  workbook: { name: 'Excel workbook', extensions: ['xlsx', 'xlsm', 'xltx'] },
  project: { name: 'Tenure project', extensions: ['tenure'] },
  csv: { name: 'CSV file', extensions: ['csv'] },
  json: { name: 'JSON file', extensions: ['json'] },
  png: { name: 'PNG picture', extensions: ['png'] },
  svg: { name: 'SVG picture', extensions: ['svg'] },
  pdf: { name: 'PDF document', extensions: ['pdf'] },
}

/** The path with the kind's own ending where it has none that fits; not every system's dialog adds one. */
export function withExtension(path: string, kind: SaveKind): string {
  const { extensions } = saveFilters[kind]
  return extensions.includes(extname(path).slice(1).toLowerCase()) ? path : `${path}.${extensions[0]}`
}

/** A suggested name as a mere file name that every system accepts. */
export function safeFileName(name: string): string {
  const safe = basename(name.replaceAll('\\', '/'))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to go
    .replace(/[<>:"|?*\u0000-\u001f]/g, '-')
    .trim()
  return safe === '' || safe === '.' || safe === '..' ? 'Untitled' : safe
}
