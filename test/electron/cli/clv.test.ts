import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import clv from '#electron/cli/commands/clv.ts'
import { clvReplySchema } from '#shared/contract/clv.ts'
import { runCommand, temporaryFiles } from './command-fixture.ts'

let files: Awaited<ReturnType<typeof temporaryFiles>>
beforeAll(async () => {
  files = await temporaryFiles()
})
afterAll(() => files.remove())

const data = '../shared/data'
const hasData = existsSync(`${data}/cdnow_transactions.csv`)

async function fitted(...words: string[]) {
  const { json, refusal, text } = await runCommand(clv, ...words)
  expect(refusal).toBeUndefined()
  return { reply: clvReplySchema.parse(json), text }
}

describe('tenure clv FILE --model M', () => {
  it.skipIf(!hasData)('fits CDNOW’s purchases as the papers do', async () => {
    const { reply, text } = await fitted(
      `${data}/cdnow_transactions.csv`,
      ...['--model', 'bg-nbd', '--unit', 'week', '--observation-end', '1997-09-30'],
      ...['--horizon', '12', '--discount', '0.15', '--margin', '0.3'],
    )
    expect(reply.parameters.r).toBeCloseTo(0.243, 3)
    expect(reply.parameters.alpha).toBeCloseTo(4.414, 3)
    expect(reply.parameters.a).toBeCloseTo(0.793, 3)
    expect(reply.parameters.b).toBeCloseTo(2.426, 3)
    expect(reply).toMatchObject({ model: 'bg-nbd', converged: true })
    expect(Object.keys(reply.spend ?? {})).toEqual(['p', 'q', 'v'])
    expect(Object.keys(reply.customers[0] ?? {})).toEqual(
      expect.arrayContaining(['id', 'pAlive', 'expectedPurchases', 'expectedValue', 'clv']),
    )
    expect(text).toContain('log-likelihood')
    expect(text).toContain('alpha')
  })

  it.skipIf(!hasData)('fits a summary of purchases', async () => {
    const { reply } = await fitted(`${data}/cdnow_rfm_spend.csv`, '--model', 'bg-nbd')
    expect(reply.parameters.alpha).toBeCloseTo(4.414, 2)
    expect(reply.customers).toHaveLength(2357)
  })

  it('fits the survivors of a cohort', async () => {
    const survivors = await files.write(
      'high end.csv',
      'Year,Survivors\n0,1000\n1,869\n2,743\n3,653\n4,593\n5,551\n6,517\n7,491\n',
    )
    const { reply } = await fitted(survivors, '--model', 'sbg')
    expect(reply.parameters.alpha).toBeCloseTo(0.668, 3)
    expect(reply.parameters.beta).toBeCloseTo(3.806, 3)
  })

  it('values customers simply, by ARPA x margin / churn', async () => {
    const customers = await files.write(
      'customers.csv',
      'customer_id,tenure_months,churned,mrr\na,10,no,30\nb,20,yes,10\nc,30,no,50\nd,40,no,40\n',
    )
    const { reply } = await fitted(customers, '--model', 'simple', '--margin', '50%')
    expect(reply.parameters).toMatchObject({ churn: 0.01, arpa: 40, margin: 0.5 })
    expect(reply.aggregate.clvNewCustomer).toBeCloseTo(2000, 9)
  })
})

describe('customers with their tenure', () => {
  /**
   * The High End series as a list of customers: who left in a period has that many months of tenure, those who are left
   * after seven have seven.
   */
  async function highEndCustomers() {
    const survivors = [1000, 869, 743, 653, 593, 551, 517, 491]
    const rows = survivors.flatMap((before, period) => {
      const after = survivors[period + 1]
      const isLast = after === undefined
      const tenure = isLast ? period : period + 1
      return Array.from({ length: isLast ? before : before - after }, (_, index) =>
        [`${period}-${index}`, tenure, isLast ? 'no' : 'yes', 10, index % 2 === 0 ? 'Basic' : 'Pro'].join(
          ',',
        ),
      )
    })
    return files.write('tenures.csv', `customer_id,tenure_months,churned,mrr,plan\n${rows.join('\n')}\n`)
  }

  it('give the sBG of the survivors that they add up to', async () => {
    const { reply } = await fitted(await highEndCustomers(), '--model', 'sbg')
    expect(reply.parameters.alpha).toBeCloseTo(0.668, 3)
    expect(reply.parameters.beta).toBeCloseTo(3.806, 3)
    expect(reply.customers).toHaveLength(1000)
    expect(reply.customers.filter(({ pAlive }) => pAlive === 1)).toHaveLength(491)
  })

  it('are added up by a field, and only the most valuable are listed when asked for', async () => {
    const file = await highEndCustomers()
    const { reply, text } = await fitted(file, '--model', 'sbg', '--by', 'plan', '--top', '5')
    expect(reply.customers).toHaveLength(5)
    expect(reply.groups.map(({ group }) => group).toSorted()).toEqual(['Basic', 'Pro'])
    const total = reply.groups.reduce((sum, group) => sum + group.clv, 0)
    expect(reply.aggregate.clv).toBeCloseTo(total, 6)
    expect(text).toContain('plan')
    await expect(runCommand(clv, file, '--model', 'sbg', '--top', '1.5')).rejects.toThrow('--top takes')
  })
})

describe('bad input gets one plain sentence', () => {
  it('fewer than three customers who bought again', async () => {
    const orders = await files.write(
      'orders.csv',
      'customer_id,date,amount\na,2024-01-01,5\na,2024-02-01,6\nb,2024-02-01,7\n',
    )
    const { refusal } = await runCommand(clv, orders, '--model', 'bg-nbd')
    expect(refusal).toContain('Only 1 of 2 customers bought a second time; at least 3 are needed.')
  })

  it('purchases dated in the future', async () => {
    const orders = await files.write(
      'orders.csv',
      'customer_id,date,amount\na,2024-01-01,5\na,2924-02-01,6\nb,2024-02-01,7\n',
    )
    const { refusal } = await runCommand(clv, orders, '--model', 'bg-nbd')
    expect(refusal).toContain('1 of 3 purchases are dated after today')
  })

  it('data that the model is not for', async () => {
    const survivors = await files.write('survivors.csv', 'Year,Survivors\n0,100\n1,90\n2,80\n')
    const { refusal } = await runCommand(clv, survivors, '--model', 'bg-nbd')
    expect(refusal).toContain('needs dated purchases')
  })

  it('a fit that does not converge gives no numbers', async () => {
    const survivors = await files.write(
      'survivors.csv',
      'Year,Survivors\n0,1000\n1,950\n2,850\n3,700\n4,500\n',
    )
    const { refusal, json } = await runCommand(clv, survivors, '--model', 'sbg')
    expect(refusal).toContain('did not converge')
    expect(json).toBeUndefined()
  })

  it('wrong usage is told apart from a file at fault', async () => {
    await expect(runCommand(clv, 'x.csv', '--model', 'magic')).rejects.toThrow('--model takes')
    await expect(runCommand(clv, '--model', 'sbg')).rejects.toThrow('at least one file')
    const { refusal } = await runCommand(clv, 'missing.csv', '--model', 'sbg')
    expect(refusal).toContain('missing.csv was not found')
  })
})
