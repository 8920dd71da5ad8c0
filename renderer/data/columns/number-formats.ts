/** The formats that a column's menu offers; `code` null is Excel's General. */
export const numberFormats: readonly {
  readonly name: string
  readonly code: string | null
  readonly example: string
}[] = [
  { name: 'General', code: null, example: '1234.5' },
  { name: 'Whole number', code: '#,##0', example: '1,235' },
  { name: 'Number', code: '#,##0.00', example: '1,234.50' },
  { name: 'Percent', code: '0.0%', example: '12.5%' },
  { name: 'Dollars', code: '[$$-409]#,##0.00', example: '$1,234.50' },
  { name: 'Euros', code: '[$€-2] #,##0.00', example: '€ 1,234.50' },
  { name: 'Pounds', code: '[$£-809]#,##0.00', example: '£1,234.50' },
  { name: 'Date', code: 'yyyy-mm-dd', example: '2026-01-31' },
  { name: 'Day and month', code: 'd mmm yyyy', example: '31 Jan 2026' },
  { name: 'Date and time', code: 'yyyy-mm-dd hh:mm', example: '2026-01-31 14:05' },
  { name: 'Text', code: '@', example: '00123' },
]
