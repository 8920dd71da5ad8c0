import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from '#shared/formula/parse.ts'
import { print } from '#shared/formula/print.ts'
import type { FormulaNode } from '#shared/formula/tree.ts'
import { anyFormula } from './arbitrary-formula.ts'

const withoutSpans = (node: FormulaNode): unknown =>
  JSON.parse(JSON.stringify(node, (key, value) => (key === 'span' ? undefined : value)))

test('reading what was printed gives the same formula', () => {
  fc.assert(
    fc.property(anyFormula, (node) => {
      const text = print(node)
      fc.pre(text.length < 8000)
      const read = parse(text)
      if (!read.ok) throw new Error(`${text}: ${read.error.message}`)
      expect(withoutSpans(read.value)).toEqual(withoutSpans(node))
    }),
    { numRuns: 2000 },
  )
})

test('any text is read or refused with a place inside it, never crashed on', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string({ unit: fc.constantFrom(...'SUM(tickets[a],"x")+-*/^&=<>%@# {};:!1.') }),
      ),
      (text) => {
        const read = parse(text)
        if (read.ok) return
        expect(read.error.position).toBeGreaterThanOrEqual(0)
        expect(read.error.position).toBeLessThanOrEqual(text.length)
        expect(read.error.message).toMatch(/\.$/)
      },
    ),
    { numRuns: 3000 },
  )
})
