/**
 * Puts blank rows between the rows of sheets and gives sheets other names, with everything in the package that refers to
 * cells following: formulas, names, tables, notes, formats, drawings, charts, pivots. What cannot be followed safely is
 * refused for the sheet concerned, which then stays as it is.
 */
import { type Result, succeed } from '#shared/domain/result.ts'
import { parseRange } from '../cell-range.ts'
import { openPackage, type PackageDraft } from '../package-draft.ts'
import { attempt } from '../package-fault.ts'
import { relatedParts } from '../relationships.ts'
import { epilogElements } from '../sheet-frame.ts'
import { splitSheet } from '../sheet-scan.ts'
import { lockedRanges, type SheetSurvey, surveySheet } from '../sheet-survey.ts'
import { readWorkbook, type Workbook } from '../workbook-part.ts'
import { isSplit, type Moves, movesOf, type SheetMoves } from './moves.ts'
import { spansSheets } from './rewrite-formula.ts'
import { moveOwnParts, rewriteReferringParts, rewriteWorkbook } from './rewrite-parts.ts'
import { rewriteSheet } from './rewrite-sheet.ts'

export interface RestructureRequest extends SheetMoves {
  readonly headerRow: number
}

export interface Restructured {
  readonly bytes: Uint8Array
  /** Sheets whose rows stay as they are, each with the reason. */
  readonly refusedRows: ReadonlyMap<string, string>
  /** Sheets that keep their names, each with the reason. */
  readonly refusedNames: ReadonlyMap<string, string>
}

const fixedTime = new Date(Date.UTC(1980, 0, 1))

export function restructure(
  original: Uint8Array,
  requests: readonly RestructureRequest[],
): Promise<Result<Restructured>> {
  return attempt(async () => {
    const draft = openPackage(original)
    const workbook = readWorkbook(draft)
    const surveys = await surveyAll(draft, workbook)
    const refusedRows = new Map<string, string>()
    const refusedNames = new Map<string, string>()
    const allowed = requests.flatMap((request): RestructureRequest[] => {
      const rows =
        request.inserted.length === 0 ? undefined : obstacleToRows(request, draft, workbook, surveys)
      const name = request.renamedTo === undefined ? undefined : obstacleToName(request, draft, workbook)
      if (rows !== undefined) refusedRows.set(request.sheet, rows)
      if (name !== undefined) refusedNames.set(request.sheet, name)
      const { renamedTo, ...others } = request
      const kept = {
        ...others,
        inserted: rows === undefined ? request.inserted : [],
        ...(name === undefined && renamedTo !== undefined ? { renamedTo } : {}),
      }
      return kept.inserted.length === 0 && kept.renamedTo === undefined ? [] : [kept]
    })
    if (allowed.length === 0) return succeed({ bytes: original, refusedRows, refusedNames })
    const moves = movesOf(allowed)
    for (const { name, part, kind } of workbook.sheets) {
      const survey = surveys.get(name)
      if (part === undefined || kind !== 'worksheet' || survey === undefined) continue
      const request = allowed.find(({ sheet }) => sheet === name)
      if (!isConcerned(survey, request, moves)) continue
      const shared = new Map(
        survey.formulas.flatMap(({ shared: group, text, row, column }) =>
          group === undefined || text === '' ? [] : [[group, { text, row, column }] as const],
        ),
      )
      const headerRow = request?.headerRow ?? 0
      await draft.writeStream(
        part,
        rewriteSheet(draft.streamText(part), { sheet: name, moves, headerRow, shared }),
      )
      if (request !== undefined && request.inserted.length > 0) moveOwnParts(draft, part, request)
    }
    rewriteReferringParts(draft, workbook, moves)
    rewriteWorkbook(draft, workbook, moves)
    const bytes = draft.isChanged() ? Buffer.concat(draft.pack(fixedTime)) : original
    return succeed({ bytes, refusedRows, refusedNames })
  })
}

interface Surveyed extends SheetSurvey {
  readonly elements: readonly string[]
  /** Formats, validations and links speak of cells too. */
  readonly hasFrame: boolean
}

async function surveyAll(draft: PackageDraft, workbook: Workbook): Promise<ReadonlyMap<string, Surveyed>> {
  const surveys = new Map<string, Surveyed>()
  for (const { name, part, kind } of workbook.sheets) {
    if (part === undefined || kind !== 'worksheet') continue
    const survey = await surveySheet(draft.streamText(part))
    let elements: string[] = []
    for await (const piece of splitSheet(draft.streamText(part)))
      if (piece.kind === 'epilog') elements = epilogElements(piece.text).map(({ local }) => local)
    const hasFrame = elements.some((each) => framed.has(each))
    surveys.set(name, { ...survey, elements, hasFrame })
  }
  return surveys
}

const framed: ReadonlySet<string> = new Set([
  'conditionalFormatting',
  'dataValidations',
  'hyperlinks',
  'extLst',
])

const isConcerned = (survey: Surveyed, request: RestructureRequest | undefined, moves: Moves): boolean =>
  request !== undefined || survey.formulas.length > 0 || (survey.hasFrame && moves.size > 0)

/** Elements whose places are kept in ways of their own. */
const fixedElements: Readonly<Record<string, string>> = {
  oleObjects: 'embedded objects',
  controls: 'form controls',
  customSheetViews: 'saved views',
  scenarios: 'scenarios of Excel’s own',
  dataConsolidate: 'a consolidation',
}

function obstacleToRows(
  request: RestructureRequest,
  draft: PackageDraft,
  workbook: Workbook,
  surveys: ReadonlyMap<string, Surveyed>,
): string | undefined {
  const survey = surveys.get(request.sheet)
  const part = workbook.sheets.find(({ name }) => name === request.sheet)?.part
  if (survey === undefined || part === undefined) return 'it cannot be read'
  const fixed = survey.elements.find((element) => fixedElements[element] !== undefined)
  if (fixed !== undefined) return `it has ${fixedElements[fixed]}`
  if (lockedRanges(survey).some((range) => isSplit(request, range)))
    return 'one formula fills several of its rows as a whole'
  for (const pivot of relatedParts(draft, part, 'pivotTable')) {
    const range = parseRange(
      /<(?:[\w.-]+:)?location\b[^>]*?\sref="([^"]*)"/.exec(draft.readText(pivot))?.[1] ?? '',
    )
    if (range === undefined || isSplit(request, range)) return 'a pivot table stands there'
  }
  if (relatedParts(draft, part, 'tableSingleCells').length > 0) return 'its cells are bound to XML data'
  const moves = movesOf([request])
  const spans = [...surveys.values()].some(({ formulas }) =>
    formulas.some(({ text }) => spansSheets(text, moves)),
  )
  return spans ? 'a formula adds up the same cell of several sheets' : undefined
}

function obstacleToName(
  { renamedTo = '' }: RestructureRequest,
  draft: PackageDraft,
  workbook: Workbook,
): string | undefined {
  if (draft.parts().some((part) => /\/vbaProject\.bin$/i.test(part))) return 'macros may speak of it'
  if (!/^[^\\/*?:[\]']{1,31}$/.test(renamedTo)) return 'Excel does not allow the name'
  const isTaken = workbook.sheets.some(({ name }) => name.toLowerCase() === renamedTo.toLowerCase())
  return isTaken ? 'another sheet has the name' : undefined
}
