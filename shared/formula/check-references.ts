import type { Checked, Checker } from './checker.ts'
import { nearest, suggestion } from './problem.ts'
import { type ScopeField, valueTypeOf } from './scope.ts'
import type { FormulaNode, Span } from './tree.ts'

type NodeOf<Kind extends FormulaNode['kind']> = Extract<FormulaNode, { kind: Kind }>

/** The key of `map` that `name` is, ignoring case as Excel does. */
function resolve(name: string, map: ReadonlyMap<string, unknown>): string | undefined {
  if (map.has(name)) return name
  const wanted = name.toLowerCase()
  for (const key of map.keys()) if (key.toLowerCase() === wanted) return key
  return undefined
}

export function checkName(node: NodeOf<'name'>, checker: Checker): Checked {
  const { names, self } = checker.scope
  if (self !== undefined && node.name.toLowerCase() === self.toLowerCase()) {
    checker.report(node.span, `${node.name} refers to itself.`, 'A formula cannot use its own result.')
    return { node, type: 'any' }
  }
  const name = resolve(node.name, names)
  const type = name === undefined ? undefined : names.get(name)
  if (name !== undefined && type !== undefined) return { node: { ...node, name }, type }
  checker.report(node.span, `${node.name} is not known.`, hintForName(node.name, checker))
  return { node, type: 'any' }
}

function hintForName(name: string, { scope }: Checker): string | undefined {
  const dataset = resolve(name, scope.datasets)
  if (dataset !== undefined) return `${dataset} is a dataset: write ${dataset}[field].`
  if (scope.mode === 'row') {
    const field = resolve(name, scope.datasets.get(scope.row ?? '') ?? new Map())
    if (field !== undefined) return `${field} is a field: write [@${field}].`
  }
  const near = suggestion(name, scope.names.keys())
  if (near !== undefined) return near
  for (const [id, fields] of scope.datasets) {
    const field = resolve(name, fields)
    if (field !== undefined) return `${field} is a field: write ${id}[${field}].`
  }
  return undefined
}

/** A cell of the row, with its field. */
export function checkCell(node: NodeOf<'cell'>, checker: Checker): Checked {
  const { scope } = checker
  if (scope.mode !== 'row' || scope.row === undefined) {
    checker.report(
      node.span,
      `[@${node.field}] is one row's value, and there is no row here.`,
      'Use an aggregate over the column, such as SUM(dataset[field]).',
    )
    return { node, type: 'any' }
  }
  const found = findField(scope.row, node.field, node.span, checker)
  if (found === undefined) return { node, type: 'any' }
  return { node: { ...node, field: found.id }, type: valueTypeOf(found.field.type) }
}

/** The field that a cell node of a checked formula stands for. */
export const fieldOfCell = (node: FormulaNode, { scope }: Checker): ScopeField | undefined =>
  node.kind === 'cell' ? scope.datasets.get(scope.row ?? '')?.get(node.field) : undefined

/** A column that stands where one belongs: its canonical node and its field; undefined after a problem. */
export function checkColumn(
  node: NodeOf<'column'>,
  checker: Checker,
): { readonly node: NodeOf<'column'>; readonly field: ScopeField } | undefined {
  const { datasets, mode } = checker.scope
  if (mode === 'row') {
    checker.report(
      node.span,
      'A formula of a row sees only that row.',
      `Write [@${node.field}] for the row's own value.`,
    )
    return undefined
  }
  const dataset = resolve(node.dataset, datasets)
  if (dataset === undefined) {
    checker.report(
      { start: node.span.start, length: node.dataset.length },
      `There is no dataset ${node.dataset}.`,
      suggestion(node.dataset, datasets.keys()),
    )
    return undefined
  }
  const found = findField(dataset, node.field, node.span, checker)
  if (found === undefined) return undefined
  return { node: { ...node, dataset, field: found.id }, field: found.field }
}

function findField(
  dataset: string,
  name: string,
  span: Span,
  checker: Checker,
): { readonly id: string; readonly field: ScopeField } | undefined {
  const fields = checker.scope.datasets.get(dataset) ?? new Map<string, ScopeField>()
  const id = resolve(name, fields)
  const field = id === undefined ? undefined : fields.get(id)
  if (id !== undefined && field !== undefined) return { id, field }
  checker.report(span, `${dataset} has no field ${name}.`, hintForField(name, fields, checker))
  return undefined
}

function hintForField(
  name: string,
  fields: ReadonlyMap<string, ScopeField>,
  { scope }: Checker,
): string | undefined {
  const near = nearest(name, fields.keys())
  if (near !== undefined) return `Did you mean ${near}?`
  for (const [dataset, others] of scope.datasets) {
    const field = resolve(name, others)
    if (field !== undefined) return `${dataset} has it: ${dataset}[${field}].`
  }
  const some = [...fields.keys()].slice(0, 8).join(', ')
  return some === '' ? undefined : `It has ${some}${fields.size > 8 ? ' and more' : ''}.`
}
