import type { RequestInput } from '#shared/contract/index.ts'
import type { Business } from './cases.ts'

/** What a result answers: the question and the business it was asked about. Another key makes the result an old one. */
export const simulationKey = (
  question: RequestInput<'scenario.whatIf'>['whatIf'],
  { drivers }: Pick<Business, 'drivers'>,
): string => JSON.stringify([question, drivers.map(({ driver, value }) => [driver, value])])
