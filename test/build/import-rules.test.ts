import { describe, expect, it } from 'vitest'
import { findCycles, findLongFile, findWrongWay, resolveImport, scanImports } from '#build/import-rules.mjs'

describe('scanImports', () => {
  it.each([
    ["import { a } from './a.ts'", './a.ts', false],
    ["import type { A } from './a.ts'", './a.ts', true],
    ["import './side-effect.ts'", './side-effect.ts', false],
    ["import * as a from '#shared/a.ts'", '#shared/a.ts', false],
    ["import a, { type B } from './a.ts'", './a.ts', false],
    ["export * from './a.ts'", './a.ts', false],
    ["export { a } from './a.ts'", './a.ts', false],
    ["export type { A } from './a.ts'", './a.ts', true],
    ["const a = await import('./a.ts')", './a.ts', false],
    ["const all = import.meta.glob<Metric>('./metrics/*.ts')", './metrics/*.ts', false],
    ["import {\n  a,\n  b,\n} from './a.ts'", './a.ts', false],
    ['import { a } from "./double.ts"', './double.ts', false],
  ])('finds the one import of %s', (text, specifier, isTypeOnly) => {
    expect(scanImports(text)).toEqual([{ specifier, isTypeOnly }])
  })

  it('finds several in their order', () => {
    const text = "import a from 'a'\nimport type B from 'b'\n\nexport const c = 1\nexport * from 'd'\n"
    expect(scanImports(text).map((found) => found.specifier)).toEqual(['a', 'b', 'd'])
  })

  it('takes no export of a value for an import', () => {
    expect(scanImports("export const from = 'a'\nexport function f() {\n  return 'b'\n}\n")).toEqual([])
  })
})

describe('resolveImport', () => {
  it.each([
    ['shared/formula/parse.ts', './tree.ts', 'shared/formula/tree.ts'],
    ['shared/formula/parse.ts', '../domain/cell.ts', 'shared/domain/cell.ts'],
    ['test/shared/a.test.ts', '#shared/a.ts', 'shared/a.ts'],
    ['shared/a.ts', 'zod', 'zod'],
  ])('in %s, %s means %s', (from, specifier, target) => {
    expect(resolveImport(from, specifier)).toBe(target)
  })
})

describe('findWrongWay', () => {
  const check = (path: string, specifier: string) =>
    findWrongWay(path, { specifier, target: resolveImport(path, specifier) })

  it.each([
    ['renderer/data/grid.tsx', '#shared/domain/cell.ts'],
    ['electron/cli/tenure.ts', '#electron/engine/open.ts'],
    ['electron/engine/entry.ts', 'electron'],
    ['electron/main/main.ts', 'electron'],
    ['shared/domain/cell.ts', 'zod'],
    ['test/e2e/open.test.ts', '#electron/main/main.ts'],
  ])('lets %s import %s', (path, specifier) => {
    expect(check(path, specifier)).toEqual([])
  })

  it.each([
    ['shared/domain/cell.ts', '#electron/engine/open.ts'],
    ['shared/domain/cell.ts', '../../renderer/app/app.tsx'],
    ['renderer/data/grid.tsx', '#electron/engine/open.ts'],
    ['electron/engine/open.ts', '#renderer/app/app.tsx'],
    ['electron/engine/open.ts', '#electron/main/main.ts'],
    ['electron/main/main.ts', '#electron/engine/open.ts'],
    ['electron/preload/preload.ts', '#electron/main/main.ts'],
    ['electron/engine/open.ts', 'electron'],
    ['electron/engine/open.ts', '#test/helper.ts'],
  ])('keeps %s from importing %s', (path, specifier) => {
    expect(check(path, specifier)).toHaveLength(1)
  })
})

describe('findCycles', () => {
  const cyclesOf = (edges: Record<string, string[]>) => findCycles(new Map(Object.entries(edges)))

  it('finds none in a tree, nor where two ways lead to the same module', () => {
    expect(cyclesOf({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] })).toEqual([])
  })

  it('finds a module that imports itself', () => {
    expect(cyclesOf({ a: ['a'] })).toEqual([['a', 'a']])
  })

  it('tells the whole way round, without the way that led to it', () => {
    expect(cyclesOf({ start: ['a'], a: ['b'], b: ['c'], c: ['a'] })).toEqual([['a', 'b', 'c', 'a']])
  })

  it('finds each of two separate cycles', () => {
    expect(cyclesOf({ a: ['b'], b: ['a'], c: ['d'], d: ['c'] })).toEqual([
      ['a', 'b', 'a'],
      ['c', 'd', 'c'],
    ])
  })
})

describe('findLongFile', () => {
  const lines = (count: number, first = '') => `${first}${'\n'.repeat(count - 1)}`

  it('allows 500 lines of code and 800 of tests', () => {
    expect(findLongFile('shared/a.ts', lines(500))).toEqual([])
    expect(findLongFile('shared/a.ts', lines(501))).toHaveLength(1)
    expect(findLongFile('test/a.test.ts', lines(800))).toEqual([])
    expect(findLongFile('test/a.test.ts', lines(801))).toHaveLength(1)
  })

  it('allows a data table any length, where its head says that it is one', () => {
    expect(findLongFile('shared/a.ts', lines(2000, '/** Data table: currencies. */'))).toEqual([])
  })
})
