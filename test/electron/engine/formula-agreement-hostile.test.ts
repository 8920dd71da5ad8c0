import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { collectAggregates } from '#shared/formula/aggregates.ts'
import { parse } from '#shared/formula/parse.ts'
import { print, quoteText } from '#shared/formula/print.ts'
import { aggregateSql } from '#shared/formula/sql-aggregate.ts'
import { identifier, inlineSql } from '#shared/formula/sql-fragment.ts'
import { rowCondition } from '#shared/formula/sql-row.ts'
import type { FormulaNode } from '#shared/formula/tree.ts'

/** Texts that would do harm if they ever reached SQL as text, and the awkward ones. */
const hostileTexts = [
  "'; DROP TABLE victim; --",
  '"; DROP TABLE victim; --',
  "' OR 1=1 --",
  "\\'; DELETE FROM victim; --",
  '?',
  '$1',
  '$$',
  "''",
  '""',
  '/* */',
  '--',
  ';',
  '%',
  '_',
  '!',
  '!%',
  '\\',
  '\\%',
  'a\'b"c?d',
  '\n',
  '\t',
  'naïve',
  '名前',
  '😀',
  '{{',
  "'||(SELECT 1)||'",
  'NULL',
  '\u0000x',
]

let connection: DuckDBConnection

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run('CREATE TABLE victim AS SELECT 1 AS x')
})

function nodeOf(text: string): FormulaNode {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`)
  return parsed.value
}

const escapeWildcards = (text: string): string => text.replace(/[~*?]/g, '~$&')

async function countWith(
  field: string,
  criterion: string,
  texts: readonly string[],
  inline: boolean,
): Promise<number> {
  const column = identifier(field)
  await connection.run(`CREATE OR REPLACE TABLE hostile (${column} VARCHAR)`)
  for (const text of texts) await connection.run('INSERT INTO hostile VALUES (?)', [text])
  const node: FormulaNode = {
    ...nodeOf(`COUNTIFS(hostile[x], ${quoteText(criterion)})`),
  }
  const renamed = nodeOf(
    print(node).replace('hostile[x]', () =>
      print({ kind: 'column', dataset: 'hostile', field, span: node.span }),
    ),
  )
  const [call] = collectAggregates(renamed)
  if (call === undefined) throw new Error('no aggregate')
  const fragment = aggregateSql(call, {
    field: (_, id) => ({ column: identifier(id), type: 'text' }),
    name: () => ({ text: 'NULL', values: [], type: 'number' }),
  })
  const result = inline
    ? await connection.runAndReadAll(`SELECT ${inlineSql(fragment)} FROM hostile`)
    : await connection.runAndReadAll(`SELECT ${fragment.text} FROM hostile`, [...fragment.values])
  return Number(result.getRows()[0]?.[0])
}

test.each(hostileTexts.map((text) => [JSON.stringify(text), text]))(
  'the criterion %s matches that text and nothing else',
  async (_, text) => {
    const others = hostileTexts.filter((other) => other !== text)
    const criterion = `=${escapeWildcards(text)}`
    expect(await countWith('status', criterion, [text, ...others], false)).toBe(1)
    if (!text.includes('\u0000'))
      expect(await countWith('status', criterion, [text, ...others], true)).toBe(1)
    expect(await countWith('status', `*${escapeWildcards(text)}*`, [`before ${text} after`], false)).toBe(1)
  },
)

test.each(["field'; DROP TABLE victim; --", 'a"b', 'what?', '$1', "it's", 'a b', '名前'])(
  'a field named %s is read as that field',
  async (field) => {
    expect(await countWith(field, 'x', ['x', 'y'], false)).toBe(1)
    expect(await countWith(field, 'x', ['x', 'y'], true)).toBe(1)
  },
)

test('no text of a user is ever part of the SQL', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }).map((text) => `zq${text}zq`),
      (text) => {
        const [call] = collectAggregates(nodeOf(`COUNTIFS(t[x], ${quoteText(text)})`))
        if (call === undefined) throw new Error('no aggregate')
        const aggregate = aggregateSql(call, {
          field: () => ({ column: '"x"', type: 'text' }),
          name: () => ({ text: 'NULL', values: [], type: 'number' }),
        })
        const condition = rowCondition(nodeOf(`[@x] = ${quoteText(text)}`), {
          cell: () => ({ column: '"x"', type: 'text' }),
          name: () => ({ text: 'NULL', values: [], type: 'number' }),
        })
        expect(aggregate.text).not.toContain('zq')
        expect(condition.text).not.toContain('zq')
      },
    ),
  )
})

test('the other table is still there', async () => {
  const result = await connection.runAndReadAll('SELECT x FROM victim')
  expect(result.getRows()).toEqual([[1]])
})
