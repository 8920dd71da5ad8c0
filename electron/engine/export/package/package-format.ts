/** What kind of workbook a package is, which decides the extension that Excel accepts for it. */
import { contentTypeOf, readContentTypes } from './content-types.ts'
import type { PackageDraft } from './package-draft.ts'
import type { Workbook } from './workbook-part.ts'

const packageFormats = ['xlsx', 'xlsm', 'xltx', 'xltm', 'xlam'] as const
export type PackageFormat = (typeof packageFormats)[number]

export function packageFormat(draft: PackageDraft, workbook: Workbook): PackageFormat {
  const type = contentTypeOf(readContentTypes(draft), workbook.part) ?? ''
  if (type.includes('addin.macroEnabled')) return 'xlam'
  if (type.includes('template.macroEnabled')) return 'xltm'
  if (type.includes('macroEnabled')) return 'xlsm'
  if (type.includes('template')) return 'xltx'
  return 'xlsx'
}
