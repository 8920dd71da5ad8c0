const grouped = new Intl.NumberFormat('en-US')

/** "1 row", "1,234 rows". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped.format(count)} ${count === 1 ? one : many}`
