export interface PaletteEntry {
  readonly id: string
  readonly text: string
  readonly kind: string
  readonly label: string
  /** Other words that find it. */
  readonly keywords?: readonly string[]
  readonly run: () => void
}

/** Every word of the query begins a word of the entry: "cu ch" finds "Customer Churn Rate". */
export function matches(query: string, entry: PaletteEntry): boolean {
  const { text, kind, label, keywords = [] } = entry
  const words = [text, kind, label, ...keywords]
    .join(' ')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter((part) => part !== '')
    .every((part) => words.some((word) => word.startsWith(part)))
}
