import { kinds } from '#shared/catalogue/index.ts'
import type { ScenarioProblem } from '#shared/contract/scenario.ts'
import type { RowRule, Scenario } from '#shared/domain/scenario.ts'
import { check } from '#shared/formula/check.ts'
import { parse } from '#shared/formula/parse.ts'
import { type FormulaProblem, nearest } from '#shared/formula/problem.ts'
import { datasetsOfKinds, type FormulaScope, type ValueType, valueTypeOf } from '#shared/formula/scope.ts'
import type { FormulaNode } from '#shared/formula/tree.ts'
import { replaceNodes } from '#shared/formula/walk.ts'
import type { Dataset, DatasetField, Datasets } from '../../mapping/dataset.ts'
import { literalOf } from './literal.ts'

/** A rule that can be applied: its condition and, by field, the new value, all over the fields of one dataset's rows. */
export interface ReadRule {
  readonly dataset: Dataset
  readonly where: FormulaNode | { readonly rows: readonly number[]; readonly sheet?: number | undefined }
  readonly set: ReadonlyMap<DatasetField, FormulaNode>
}

const span = { start: 0, length: 0 }

/** Reads every rule of a scenario against the mapped data; `problems` holds what is wrong, with its place. */
export function readRules(
  scenario: Pick<Scenario, 'name' | 'rules'>,
  datasets: Datasets,
): { readonly rules: readonly ReadRule[]; readonly problems: readonly ScenarioProblem[] } {
  const rules: ReadRule[] = []
  const problems: ScenarioProblem[] = []
  for (const [index, rule] of scenario.rules.entries()) {
    const report = (part: string, { message, hint, position, length }: FormulaProblem) =>
      problems.push({
        code: 'invalid_formula',
        severity: 'error',
        message: `Scenario "${scenario.name}", rule ${index + 1}, ${part === 'where' ? 'condition' : part}: ${message}${hint === undefined ? '' : ` ${hint}`}`,
        scenario: scenario.name,
        rule: index,
        part,
        start: position,
        length,
        plain: message,
        ...(hint === undefined ? {} : { hint }),
      })
    const before = problems.length
    const read = readRule(rule, datasets, report)
    if (read !== undefined && problems.length === before) rules.push(read)
  }
  return { rules, problems }
}

type Report = (part: string, problem: FormulaProblem) => void

function readRule(rule: RowRule, datasets: Datasets, report: Report): ReadRule | undefined {
  const dataset = datasets.byId.get(rule.dataset)
  if (dataset === undefined || dataset.derivedFrom !== undefined) {
    report('dataset', noDataset(rule.dataset, dataset, datasets))
    return undefined
  }
  const scope = rowScope(dataset, datasets)
  const where = typeof rule.where === 'string' ? readCondition(rule.where, scope, report) : rule.where
  const set = new Map<DatasetField, FormulaNode>()
  if (Object.keys(rule.set).length === 0)
    report('set', plainProblem('It sets no field.', 'Name a field and its new value.'))
  for (const [id, value] of Object.entries(rule.set)) {
    const field = dataset.fields.get(id)
    if (field === undefined || field.isPeriodStart === true) {
      report(id, noField(id, dataset))
      continue
    }
    const node = readValue(value, field, scope, (problem) => report(id, problem))
    if (node !== undefined) set.set(field, node)
  }
  return where === undefined ? undefined : { dataset, where, set }
}

/** Without a condition a rule is for all rows. */
function readCondition(text: string, scope: FormulaScope, report: Report): FormulaNode | undefined {
  if (text.trim() === '') return { kind: 'boolean', value: true, span }
  return readFormula(text, { ...scope, result: ['boolean', 'number'] }, (problem) => report('where', problem))
}

function readValue(
  value: string | number | boolean,
  field: DatasetField,
  scope: FormulaScope,
  report: (problem: FormulaProblem) => void,
): FormulaNode | undefined {
  if (typeof value === 'number') return { kind: 'number', value, span }
  if (typeof value === 'boolean') return { kind: 'boolean', value, span }
  const literal = value.trimStart().startsWith('=') ? undefined : literalOf(value, field, scope)
  if (literal !== undefined) {
    if (literal.ok) return literal.value
    report(literal.error)
    return undefined
  }
  return readFormula(value, { ...scope, result: [...resultsFor(valueTypeOf(field.type)), 'blank'] }, report)
}

/** What Excel would take for a cell of that type. */
const resultsFor = (type: ValueType): readonly ValueType[] =>
  type === 'date' || type === 'number' ? ['number', 'date'] : [type]

function readFormula(
  text: string,
  scope: FormulaScope,
  report: (problem: FormulaProblem) => void,
): FormulaNode | undefined {
  const parsed = parse(text)
  if (!parsed.ok) {
    report(parsed.error)
    return undefined
  }
  const checked = check(withCells(parsed.value, scope), scope)
  if (checked.ok) return checked.value.node
  for (const problem of checked.error) report(problem)
  return undefined
}

/** In a rule there is nothing but the row: a bare `plan` means its field, as `[@plan]` does. */
const withCells = (node: FormulaNode, scope: FormulaScope): FormulaNode => {
  const fields = scope.datasets.get(scope.row ?? '')
  return replaceNodes(node, (each) => {
    const isField = each.kind === 'name' && !scope.names.has(each.name) && fields?.has(each.name) === true
    return isField ? { kind: 'cell', field: each.name, span: each.span } : undefined
  })
}

/** The fields of the row that have a column, `period_end` for the end of the data, and the assumptions. */
function rowScope(dataset: Dataset, datasets: Datasets): FormulaScope {
  const known = datasetsOfKinds(kinds).get(dataset.id) ?? new Map()
  const fields = [...dataset.fields.values()].flatMap((field) => {
    if (field.isPeriodStart === true) return []
    return [[field.id, known.get(field.id) ?? { type: field.type }] as const]
  })
  const names = new Map<string, ValueType>([['period_end', 'date']])
  for (const name of datasets.assumptions.keys()) if (!dataset.fields.has(name)) names.set(name, 'number')
  return { mode: 'row', row: dataset.id, datasets: new Map([[dataset.id, new Map(fields)]]), names }
}

const plainProblem = (message: string, hint?: string): FormulaProblem => ({
  position: 0,
  length: 0,
  message,
  ...(hint === undefined ? {} : { hint }),
})

function noDataset(id: string, derived: Dataset | undefined, { byId }: Datasets): FormulaProblem {
  if (derived !== undefined)
    return plainProblem(
      `${id} is worked out from ${derived.derivedFrom?.base ?? 'other rows'} and cannot be changed itself.`,
      `Write the rule over ${derived.derivedFrom?.base ?? 'those rows'}.`,
    )
  const known = [...byId.values()].filter((each) => each.derivedFrom === undefined).map((each) => each.id)
  return plainProblem(
    `No sheet is mapped as ${id}.`,
    known.length === 0 ? 'Map a sheet first.' : `Mapped are: ${known.join(', ')}.`,
  )
}

function noField(id: string, dataset: Dataset): FormulaProblem {
  const near = nearest(id, dataset.fields.keys())
  const isKnown = dataset.kind.fields.some((field) => field.id === id)
  const fields = [...dataset.fields.keys()].join(', ')
  return plainProblem(
    isKnown ? `No column is mapped to ${id}, so it cannot be changed.` : `${dataset.id} has no field ${id}.`,
    near === undefined ? `It has ${fields}.` : `Did you mean ${near}?`,
  )
}
