/** A header, or one of the texts that mean a field, taken apart for comparison. */
export interface HeaderWords {
  /** Lower case without accents, punctuation and camel case: "Wait (seconds)" is "wait seconds". */
  readonly full: string
  /** The same without what stands in brackets. */
  readonly bare: string
  /** Both without spaces, in which spellings such as "customerid" are compared. */
  readonly fullLetters: string
  readonly bareLetters: string
  /** Words that carry meaning, in the singular. */
  readonly words: readonly string[]
}

/** Words that can be left out without changing what is meant. */
const fillers = new Set([
  'a', 'an', 'the', 'of', 'in', 'for', 'to', 'with', 'and', 'or', 'by', 'our', 'your', 'its', 'this',
  'is', 'was', 'has', 'de', 'la', 'le', 'les', 'du', 'des', 'der', 'die', 'das', 'el', 'los', 'von',
  'number', 'num', 'count', 'total', 'during', 'period', 'sum', 'no', 'nr', 'usd', 'eur', 'gbp',
]) // biome-ignore format: a list of words

/** Different words for one thing. */
const sameWords: Readonly<Record<string, string>> = {
  avg: 'average',
  mean: 'average',
  amt: 'amount',
  qty: 'quantity',
  cust: 'customer',
  client: 'customer',
  acct: 'account',
  dt: 'date',
  yr: 'year',
  mth: 'month',
  mo: 'month',
  min: 'minute',
  sec: 'second',
  hr: 'hour',
  organisation: 'organization',
  cancelled: 'canceled',
  cancelation: 'cancellation',
  programme: 'program',
  centre: 'center',
  resp: 'response',
  identifier: 'id',
  uuid: 'id',
  guid: 'id',
  beginning: 'start',
  begin: 'start',
  starting: 'start',
  opening: 'start',
  ending: 'end',
  closing: 'end',
}

/** Takes a header apart. */
export function headerWords(header: string): HeaderWords {
  const full = plain(header)
  const outside = plain(header.replace(/[([{][^)\]}]*[)\]}]/g, ' '))
  const bare = outside === '' ? full : outside
  const words = bare
    .split(' ')
    .map(singular)
    .map((word) => sameWords[word] ?? word)
  const telling = words.filter((word) => !fillers.has(word))
  return {
    full,
    bare,
    fullLetters: full.replaceAll(' ', ''),
    bareLetters: bare.replaceAll(' ', ''),
    words: telling.length === 0 ? words : telling,
  }
}

const plain = (text: string): string =>
  text
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^\p{L}\p{N}#%&$]+/gu, ' ')
    .trim()

/** Plural to singular for English, roughly; both sides of a comparison go through it. */
function singular(word: string): string {
  if (word.length < 4 || /(ss|us|is)$/.test(word)) return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  return word.endsWith('s') ? word.slice(0, -1) : word
}
