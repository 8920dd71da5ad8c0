import { useProject } from '#renderer/app/state/project.ts'

const symbols = /[$€£¥₹]/u

/** The currency symbol of the workbook's own number formats: the first that any column carries; none where none does. */
export function useCurrency(): string {
  return useProject((state) => {
    for (const sheet of state.project?.sheets ?? []) {
      for (const column of sheet.columns) {
        const symbol = symbols.exec(column.numberFormat ?? '')?.[0]
        if (symbol !== undefined) return symbol
      }
    }
    return ''
  })
}
