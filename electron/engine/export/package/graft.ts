/**
 * file -> intake -> store -> sheet -> mapping -> metrics -> scenario -> [export: the original package, annotated]
 *
 * Puts changes and sheets into a workbook without rewriting it. Parts that nothing concerns are copied as their
 * stored bytes; of a sheet that changes, only the touched rows are written anew; styles are only appended to.
 */
import { type Problem, type Result, succeed } from '#shared/domain/result.ts'
import { adoptSheets } from './added-sheets.ts'
import { dropCalculationChain } from './calculation-chain.ts'
import { contentTypes, updateContentTypes } from './content-types.ts'
import { openPackage, type PackageDraft } from './package-draft.ts'
import { attempt, refuse } from './package-fault.ts'
import { type PackageFormat, packageFormat } from './package-format.ts'
import { resolveTarget } from './part-names.ts'
import type { PlacedColumn } from './plan-columns.ts'
import { addRelationship } from './relationships.ts'
import { changeSheets } from './sheet-changes.ts'
import { openStyleSheet, type StyleSheet } from './style-sheet.ts'
import { countUsedFormats } from './used-formats.ts'
import type { WorkbookChanges } from './workbook-changes.ts'
import {
  checkNames,
  type DefinedName,
  type ListedSheet,
  patchWorkbook,
  readWorkbook,
  type Workbook,
} from './workbook-part.ts'

export interface Graft {
  /** The new package in pieces; those of untouched parts are views of the original's bytes. */
  readonly chunks: readonly Uint8Array[]
  /** Decides the file extension: a workbook with macros or a template stays one. */
  readonly format: PackageFormat
  /** Changes that were left out, each with its reason. */
  readonly refused: readonly Problem[]
  /** What the reader of the new workbook should know, such as a signature that no longer holds. */
  readonly warnings: readonly Problem[]
  /** The original's sheets that were written to. */
  readonly touchedSheets: readonly string[]
  readonly addedSheets: readonly string[]
  /** Where the added columns stand, and under which header. */
  readonly addedColumns: readonly PlacedColumn[]
}

/** The time of new parts where none is given: the first that a zip can hold, so that bytes do not depend on the day. */
const fixedTimestamp = new Date(Date.UTC(1980, 0, 1))

/**
 * The original with the changes made. Deterministic: the same input gives the same bytes.
 * A change that cannot be made (a cell within an array formula, a second note) is left out and reported in `refused`;
 * a request that makes no sense as a whole (a sheet name that is taken) or a damaged package fails.
 */
export function graft(original: Uint8Array, changes: WorkbookChanges): Promise<Result<Graft>> {
  return attempt(async () => {
    const draft = openPackage(original)
    const workbook = readWorkbook(draft)
    const stylesPart = workbook.relationships.find(
      (item) => item.kind === 'styles' && draft.find(item.target) !== undefined,
    )?.target
    const styleSheet = openStyleSheet(
      stylesPart === undefined ? undefined : draft.readText(stylesPart),
      workbook.dialect,
      countUsedFormats(draft, workbook),
    )
    const parts = new Map<string, string>()
    const sheets = await changeSheets(draft, workbook, styleSheet, changes)
    for (const [part, type] of sheets.parts) parts.set(part, type)

    const adopted =
      changes.addedSheets === undefined
        ? undefined
        : await adoptSheets(
            draft,
            workbook,
            styleSheet,
            changes.addedSheets,
            openPackage(changes.addedSheets.workbook),
            { charts: changes.charts ?? [], sparklines: changes.sparklines ?? [] },
          )
    for (const [part, type] of adopted?.parts ?? []) parts.set(part, type)
    const drawn = [...(changes.charts ?? []), ...(changes.sparklines ?? [])]
    if (adopted === undefined && drawn.length > 0) {
      refuse('invalid_request', 'Charts and sparklines need an added sheet to stand on.')
    }
    const names = [...(adopted?.names ?? []), ...(changes.definedNames ?? [])]
    const listed = adopted?.listed ?? []
    checkNames(workbook, names, listed)
    if (draft.isChanged() || names.length > 0) {
      finishStyles(draft, workbook, styleSheet, stylesPart, parts)
      finishWorkbook(draft, workbook, listed, names, sheets.changedNames)
      const removed = [...dropCalculationChain(draft, workbook), ...sheets.removedParts]
      updateContentTypes(draft, parts, removed)
    }
    return succeed({
      chunks: draft.isChanged() ? draft.pack(changes.timestamp ?? fixedTimestamp) : [original],
      format: packageFormat(draft, workbook),
      refused: sheets.refused,
      warnings: [...sheets.warnings, ...signatureWarnings(draft)],
      touchedSheets: sheets.touched,
      addedColumns: sheets.addedColumns,
      addedSheets: listed.map((sheet) => sheet.name),
    })
  })
}

/** Writes what was appended to the style sheet, in a new part where the workbook has none. */
function finishStyles(
  draft: PackageDraft,
  workbook: Workbook,
  styleSheet: StyleSheet,
  stylesPart: string | undefined,
  parts: Map<string, string>,
): void {
  const styles = styleSheet.finish()
  if (styles === undefined) return
  if (stylesPart !== undefined) {
    draft.write(stylesPart, styles)
    return
  }
  const part = resolveTarget(workbook.part, 'styles.xml')
  draft.write(part, styles)
  addRelationship(draft, workbook.part, 'styles', part, workbook.dialect)
  parts.set(part, contentTypes.styles)
}

function finishWorkbook(
  draft: PackageDraft,
  workbook: Workbook,
  sheets: readonly ListedSheet[],
  names: readonly DefinedName[],
  changedNames: ReadonlyMap<number, string>,
): void {
  const text = draft.readText(workbook.part)
  draft.write(workbook.part, patchWorkbook(text, workbook, { sheets, names, changedNames }))
}

function signatureWarnings(draft: PackageDraft): Problem[] {
  const isSigned = draft.parts().some((part) => /^\/_xmlsignatures\//i.test(part))
  if (!draft.isChanged() || !isSigned) return []
  return [
    {
      code: 'signature_invalid',
      severity: 'warning',
      message:
        'The original is digitally signed. The signature does not hold for the annotated workbook; the original keeps it.',
    },
  ]
}
