/**
 * Puts blank rows between the rows of sheets, takes rows and columns out and gives sheets other names, with everything
 * in the package that refers to cells following: formulas, names, tables, notes, formats, drawings, charts, pivots.
 * What cannot be followed safely is refused for the sheet concerned, which then stays as it is.
 */
import { type Result, succeed } from '#shared/domain/result.ts'
import {
  type Moves,
  movesCells,
  movesOf,
  type SheetRequest,
  sheetMoves,
} from '../../../sheet/formula-text/moves.ts'
import { relocateByAll } from '../../../sheet/formula-text/relocate-formula.ts'
import type { Relocation } from '../../../sheet/formula-text/relocation.ts'
import { dropCalculationChain } from '../calculation-chain.ts'
import { updateContentTypes } from '../content-types.ts'
import { movedFormula } from '../formula-text.ts'
import { openPackage, type PackageDraft } from '../package-draft.ts'
import { attempt } from '../package-fault.ts'
import { relationshipsPartOf } from '../part-names.ts'
import { dropRelationships, readRelationships } from '../relationships.ts'
import { readWorkbook, type Workbook } from '../workbook-part.ts'
import { allowedRequest, type Refusals } from './obstacles.ts'
import { outdatedCells } from './outdated-cells.ts'
import { moveOwnParts, rewriteReferringParts, rewriteWorkbook } from './rewrite-parts.ts'
import { rewriteSheet } from './rewrite-sheet.ts'
import { type SurveyedSheet, surveySheets } from './survey-sheets.ts'
import { type ReshapedTable, reshapeTable } from './table-moves.ts'

export interface RestructureRequest extends SheetRequest {
  readonly headerRow: number
}

export interface Restructured {
  readonly bytes: Uint8Array
  /** What was done: formulas as of the last move of cells follow it. */
  readonly moves: Moves
  /** By the sheets' names in the original: what stays as it is, each with the reason. */
  readonly refused: ReadonlyMap<string, Refusals>
}

const fixedTime = new Date(Date.UTC(1980, 0, 1))

export function restructure(
  original: Uint8Array,
  requests: readonly RestructureRequest[],
  relocations: readonly Relocation[] = [],
): Promise<Result<Restructured>> {
  return attempt(async () => {
    if (requests.length === 0 && relocations.length === 0)
      return succeed({ bytes: original, moves: movesOf([]), refused: new Map() })
    const draft = openPackage(original)
    const workbook = readWorkbook(draft)
    const surveys = await surveySheets(draft, workbook)
    const refused = new Map<string, Refusals>()
    const allowed = requests.flatMap((request): RestructureRequest[] => {
      const outcome = allowedRequest(request, { draft, workbook, surveys })
      refused.set(request.sheet, outcome.refused)
      return isAsking(outcome.request) ? [{ ...outcome.request, headerRow: request.headerRow }] : []
    })
    if (allowed.length === 0 && relocations.length === 0)
      return succeed({ bytes: original, moves: movesOf([]), refused })
    const moves = await rewritePackage(draft, workbook, surveys, allowed, relocations)
    return succeed({
      bytes: Buffer.concat(draft.pack(fixedTime)),
      moves: { ...moves, relocations: [] },
      refused,
    })
  })
}

const isAsking = (request: SheetRequest): boolean =>
  request.renamedTo !== undefined || movesCells(sheetMoves(request))

async function rewritePackage(
  draft: PackageDraft,
  workbook: Workbook,
  surveys: readonly SurveyedSheet[],
  requests: readonly RestructureRequest[],
  relocations: readonly Relocation[],
): Promise<Moves> {
  const headerRows = new Map(requests.map(({ sheet, headerRow }) => [sheet, headerRow]))
  const tables = new Map<string, readonly ReshapedTable[]>()
  for (const { name, tables: own } of surveys) {
    const request = requests.find(({ sheet }) => sheet === name)
    if (request === undefined) continue
    const moves = sheetMoves(request)
    tables.set(
      name,
      own.map(({ table }) => reshapeTable(table, moves)),
    )
  }
  const moves = movesOf(
    requests,
    [...tables.values()].flat().filter(({ gone }) => gone.size > 0),
    relocations,
  )
  const outdated = outdatedCells(workbook, surveys, requests)
  const removed = dropCalculationChain(draft, workbook)
  for (const survey of surveys) {
    const { name, part } = survey
    const own = moves.sheets.get(name.toLowerCase())
    if (own === undefined && survey.formulas.length === 0 && !survey.hasFrame) continue
    const goneTables = (tables.get(name) ?? []).filter(({ isGone }) => isGone)
    const rewrite = {
      sheet: name,
      moves,
      headerRow: headerRows.get(name) ?? 0,
      shared: sharedFormulas(survey),
      tornGroups: tornGroups(survey, relocations),
      outdated: outdated.get(name) ?? new Map(),
      goneTables: relationshipsTo(draft, part, goneTables),
    }
    await draft.writeStream(part, rewriteSheet(draft.streamText(part), rewrite))
    if (own !== undefined && movesCells(own)) moveOwnParts(draft, part, own, tables.get(name) ?? [])
    removed.push(...removeTables(draft, part, goneTables))
  }
  rewriteReferringParts(draft, workbook, moves)
  rewriteWorkbook(draft, workbook, moves)
  updateContentTypes(draft, new Map(), removed)
  return moves
}

const sharedFormulas = ({ survey }: SurveyedSheet) =>
  new Map(
    survey.formulas.flatMap(({ shared, text, row, column }) =>
      shared === undefined || text === '' ? [] : [[shared, { text, row, column }] as const],
    ),
  )

/** Shared formulas of which the cells do not all follow moved cells alike. */
function tornGroups(survey: SurveyedSheet, relocations: readonly Relocation[]): ReadonlySet<string> {
  const torn = new Set<string>()
  if (relocations.length === 0) return torn
  const holders = sharedFormulas(survey)
  for (const { shared, text, row, column } of survey.formulas) {
    const holder = shared === undefined || torn.has(shared) ? undefined : holders.get(shared)
    if (shared === undefined || holder === undefined) continue
    const own = text === '' ? movedFormula(holder.text, holder, { row, column }) : text
    if (relocateByAll(own, survey.name, relocations) !== own) torn.add(shared)
  }
  return torn
}

function relationshipsTo(
  draft: PackageDraft,
  sheetPart: string,
  tables: readonly ReshapedTable[],
): ReadonlySet<string> {
  const parts = new Set(tables.map(({ part }) => part))
  return new Set(
    readRelationships(draft, sheetPart)
      .filter(({ target }) => parts.has(target))
      .map(({ id }) => id),
  )
}

/** Returns the parts that are gone. */
function removeTables(draft: PackageDraft, sheetPart: string, tables: readonly ReshapedTable[]): string[] {
  if (tables.length === 0) return []
  const parts = tables.map(({ part }) => part)
  dropRelationships(draft, sheetPart, ({ target }) => parts.includes(target))
  for (const part of parts) {
    draft.remove(part)
    draft.remove(relationshipsPartOf(part))
  }
  return parts
}
