/**
 * The closed list of codes with which an operation may refuse. The wording for the user travels with the refusal;
 * the code is for programs.
 */
export const errorCodes = [
  'not_found',
  'invalid_request',
  'not_a_workbook',
  'encrypted',
  'truncated',
  'damaged',
  'empty',
  'too_large',
  'unsupported',
  'invalid_value',
  'invalid_formula',
  'invalid_mapping',
  'invalid_scenario',
  'no_data',
  'did_not_converge',
  'cannot_write',
  'no_space',
  'file_busy',
  'permission_denied',
  'cancelled',
  'engine_restarted',
  'not_granted',
  'internal',
] as const
export type ErrorCode = (typeof errorCodes)[number]
