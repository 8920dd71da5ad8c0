import fc from 'fast-check'
import { binaryOperators, type FormulaNode, type Span } from '#shared/formula/tree.ts'

const span: Span = { start: 0, length: 0 }
const name = fc.stringMatching(/^[a-z]{2}[a-z_]{1,8}[a-z]$/).filter((text) => !/^(true|false)$/.test(text))
/** Field names as people write them: spaces, punctuation, brackets, quotes, other alphabets. */
const fieldName = fc.oneof(
  name,
  fc.constantFrom(
    'field name',
    "it's",
    'a[b]',
    'x#1',
    '@home',
    'größe',
    '名前',
    'a,b',
    'a:b',
    'say "hi"',
    '1',
    'a--b',
    'x;y',
    "'",
  ),
)

const leaf: fc.Arbitrary<FormulaNode> = fc.oneof(
  fc
    .oneof(fc.nat(), fc.double({ min: 0, max: 1e300, noNaN: true }))
    .map((value): FormulaNode => ({ kind: 'number', value: Object.is(value, -0) ? 0 : value, span })),
  fc.string().map((value): FormulaNode => ({ kind: 'text', value, span })),
  fc.boolean().map((value): FormulaNode => ({ kind: 'boolean', value, span })),
  fc.constantFrom('#DIV/0!', '#N/A').map((code): FormulaNode => ({ kind: 'error', code, span })),
  fc
    .tuple(name, fieldName)
    .map(([dataset, field]): FormulaNode => ({ kind: 'column', dataset, field, span })),
  fieldName.map((field): FormulaNode => ({ kind: 'cell', field, span })),
  name.map((text): FormulaNode => ({ kind: 'name', name: text, span })),
)

/** Any tree of the grammar, sensible or not. */
export const anyFormula: fc.Arbitrary<FormulaNode> = fc.letrec<{ node: FormulaNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium', maxDepth: 6 },
    leaf,
    fc
      .tuple(fc.constantFrom('negate' as const, 'percent' as const), tie('node'))
      .map(([kind, operand]): FormulaNode => ({ kind, operand, span })),
    fc
      .tuple(fc.constantFrom(...binaryOperators), tie('node'), tie('node'))
      .map(([operator, left, right]): FormulaNode => ({ kind: 'binary', operator, left, right, span })),
    fc
      .tuple(
        fc.constantFrom('SUM', 'IF', 'COUNTIFS', 'PERCENTILE', 'FOO'),
        fc.array(tie('node'), { maxLength: 4 }),
      )
      .map(([call, operands]): FormulaNode => ({ kind: 'call', name: call, operands, span })),
  ),
})).node
