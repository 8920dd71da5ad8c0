import fc from 'fast-check'

/** Texts near the edge of what counts as a value. */
export const nearValue = fc.oneof(
  fc.stringMatching(/^ ?-?[0-9]{0,17}[.,]?[0-9]{0,4} ?$/),
  fc.stringMatching(
    /^(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]([T ][0-2][0-9]:[0-5][0-9](:[0-5][0-9](\.[0-9]{1,4})?)?)?$/,
  ),
  fc.constantFrom(
    'true',
    'FALSE',
    ' True ',
    'yes',
    '0',
    '-0',
    '1e5',
    'NaN',
    'inf',
    '１',
    '2024-02-30',
    '0.1',
    '00.1',
    '.5',
    '5.',
    '+5',
    '1_000',
    'infinity',
    'epoch',
    '12024-01-01',
    '12024-1-01',
    '0044-03-15 (BC)',
    '2024-01-05 10:00:00',
    '2024-01-05T10:00:00',
    '2024-01-05 10:00:0T',
    '2024-01-05 10:00+01',
    '2024-01-05 1:00:000',
  ),
  fc.string({ maxLength: 6 }),
)
