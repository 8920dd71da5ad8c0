/**
 * How many notes each finding gets where there is room for `limit` in all: first an even share, so that a frequent
 * finding does not hide a rare one, then what is left over in the order given.
 * @param counts cells of each finding, the gravest first
 */
export function shareNotes(counts: readonly number[], limit: number): number[] {
  const evenShare = Math.floor(limit / Math.max(1, counts.length))
  const shares = counts.map((count) => Math.min(count, evenShare))
  let left = limit - shares.reduce((sum, share) => sum + share, 0)
  return shares.map((share, index) => {
    const more = Math.min(left, (counts[index] ?? 0) - share)
    left -= more
    return share + more
  })
}
