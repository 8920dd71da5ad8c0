import type { ErrorCode } from '#shared/contract/errors.ts'
import type { ModelProblem, ModelProblemCode } from '#shared/models/outcome.ts'
import { type Outcome, refuse } from '../refusal.ts'

const codes: Readonly<Partial<Record<ModelProblemCode, ErrorCode>>> = {
  'bad-lever': 'invalid_scenario',
  'unknown-segment': 'invalid_scenario',
  'did-not-converge': 'did_not_converge',
  'infinite-mean': 'did_not_converge',
  'no-customers': 'no_data',
  'no-loss': 'no_data',
  'no-repeat-purchases': 'no_data',
  'too-few-repeat-customers': 'no_data',
}

/** What a model refuses, as an operation refuses it: the same sentence, and a code of the closed list. */
export const refuseModel = ({ code, message }: Pick<ModelProblem, 'code' | 'message'>): Outcome<never> =>
  refuse(codes[code] ?? 'invalid_value', message, code)
