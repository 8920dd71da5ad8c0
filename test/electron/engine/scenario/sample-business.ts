/**
 * A small business whose drivers can be counted by hand: one hundred customers from the start of 2023, "Basic" for 50 a
 * month and "Pro" for 100 in turn; in each month of 2024 two of the Basic ones leave on the 15th and three customers join
 * on the 10th. The last known day is 31 December 2024.
 */
export function customersCsv(): string {
  const lines = ['customer_id,start_date,end_date,mrr,plan,health_note']
  const months = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'))
  for (let index = 0; index < 100; index += 1) {
    const plan = index % 2 === 0 ? 'Basic' : 'Pro'
    const leaves = plan === 'Basic' && index < 48 ? months[Math.floor(index / 4)] : undefined
    lines.push(
      [
        `C${String(index).padStart(3, '0')}`,
        '2023-01-01',
        leaves === undefined ? '' : `2024-${leaves}-15`,
        plan === 'Basic' ? 50 : 100,
        plan,
        '',
      ].join(','),
    )
  }
  for (const [index, month] of months.entries())
    for (let joined = 0; joined < 3; joined += 1) lines.push(`N${index}${joined},2024-${month}-10,,80,Pro,`)
  // Joined and left on the data's last day: it closes December, and changes nothing else.
  lines.push('Z000,2024-12-31,2024-12-31,0,Pro,')
  return `${lines.join('\n')}\n`
}
