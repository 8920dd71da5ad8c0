import { writeFile } from 'node:fs/promises'
import { withMess } from '#build/sample/mess.mjs'
import { sheetsOf } from '#build/sample/sheets.mjs'
import { simulateCompany } from '#build/sample/simulate-company.mjs'
import { buildWorkbook } from '#build/sample/workbook.mjs'

/** One customer in this many is kept: the same story in a tenth of the time. */
const keptShare = 10

/** The sample workbook of a part of its customers, with everything that was recorded of them, and its slips. */
export async function makeSmallSample(path: string): Promise<void> {
  const company = simulateCompany()
  const customers = company.customers.filter((_, index) => index % keptShare === 0)
  const kept = new Set(customers.map(({ id }) => id))
  const ofKept = <Item extends { customerId: string }>(items: readonly Item[]) =>
    items.filter(({ customerId }) => kept.has(customerId))
  const ofAccounts = <Item extends { accountId: string }>(items: readonly Item[]) =>
    items.filter(({ accountId }) => kept.has(accountId))
  const small = {
    ...company,
    customers,
    mrrHistory: ofKept(company.mrrHistory),
    tickets: ofKept(company.tickets),
    surveys: ofKept(company.surveys),
    orderLines: ofKept(company.orderLines),
    users: ofAccounts(company.users),
    activity: ofAccounts(company.activity),
    calls: company.calls.filter((_, index) => index % keptShare === 0),
  }
  const workbook = buildWorkbook(withMess(sheetsOf(small)))
  await writeFile(
    path,
    new Uint8Array(await workbook.xlsx.writeBuffer({ zip: { compressionOptions: { level: 1 } } })),
  )
}
