/** Units and directions as people choose them. */
export const unitNames = [
  { value: 'count', label: 'Count' },
  { value: 'percent', label: 'Percent (a fraction, 0.05 is 5 %)' },
  { value: 'money', label: 'Money' },
  { value: 'ratio', label: 'Ratio' },
  { value: 'points', label: 'Points' },
  { value: 'hours', label: 'Hours' },
  { value: 'days', label: 'Days' },
  { value: 'months', label: 'Months' },
  { value: 'seconds', label: 'Seconds' },
  { value: 'percentage_points', label: 'Percentage points' },
  { value: 'per_year', label: 'A year' },
]

export const directionNames = [
  { value: 'neither', label: 'Neither is better' },
  { value: 'higher_is_better', label: 'Higher is better' },
  { value: 'lower_is_better', label: 'Lower is better' },
]
