/** A value bound to a placeholder. Dates are bound as ISO texts and cast. */
export type SqlValue = string | number | boolean | null

/**
 * A piece of SQL with its bound values, one for each `?` outside quotes, in order. Only the functions here and the
 * compilers make `text`; what a user typed is only ever among `values`, or an identifier quoted by `identifier`.
 */
export interface SqlFragment {
  readonly text: string
  readonly values: readonly SqlValue[]
}

/** SQL written by us, without values. */
export const rawSql = (text: string): SqlFragment => ({ text, values: [] })

/** A quoted identifier, as text. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** One bound value. */
export const boundSql = (value: SqlValue): SqlFragment => ({ text: '?', values: [value] })

/** Puts fragments together: sql`a + ${fragment}`. Texts and values keep their order. */
export function sql(strings: TemplateStringsArray, ...parts: readonly SqlFragment[]): SqlFragment {
  let text = strings[0] ?? ''
  const values: SqlValue[] = []
  parts.forEach((part, index) => {
    text += part.text + (strings[index + 1] ?? '')
    values.push(...part.values)
  })
  return { text, values }
}

/** Fragments one after the other with `separator` between them. */
export const joinSql = (fragments: readonly SqlFragment[], separator: string): SqlFragment => ({
  text: fragments.map((fragment) => fragment.text).join(separator),
  values: fragments.flatMap((fragment) => fragment.values),
})

/** A value as a literal of SQL. */
export function sqlLiteral(value: SqlValue): string {
  if (value === null) return 'NULL'
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  return Number.isFinite(value) ? String(value) : 'NULL'
}

const quotedOrPlaceholder = /"(?:[^"]|"")*"|'(?:[^']|'')*'|\?/g

/** The fragment as one text with its values written out, for showing to people; not for running. */
export function inlineSql(fragment: SqlFragment): string {
  let next = 0
  return fragment.text.replace(quotedOrPlaceholder, (found) =>
    found === '?' ? sqlLiteral(fragment.values[next++] ?? null) : found,
  )
}
