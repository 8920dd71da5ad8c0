import ExcelJS from 'exceljs'

/**
 * The sample workbook with sheets of Excel formulas beside its own, written by hand from the metrics' published
 * definitions: a second computation that shares nothing with Tenure's formulas, SQL or export. Another program has to
 * compute them.
 */
export const witnessSheet = 'Witness'

/** June 2025: cells B1 and B2 of the witness sheet hold its first day and the day after its last. */
export const witnessPeriod = { from: '2025-06-01', to: '2025-07-01' } as const

const from = `${witnessSheet}!$B$1`
const to = `${witnessSheet}!$B$2`

/** A sheet of the sample, and columns of formulas beside it; `{row}` and `{above}` are row numbers. */
interface HelperSheet {
  readonly name: string
  readonly source: string
  readonly headerRow: number
  readonly columns: Readonly<Record<string, string>>
}

/** Exact copies stand right below their originals. */
const isCopy = (sheet: string, last: string): string =>
  `=SUMPRODUCT(--(${sheet}!A{row}:${last}{row}=${sheet}!A{above}:${last}{above}))=COLUMNS(${sheet}!A{row}:${last}{row})`

const monthNumber = (name: string): string => `(SEARCH(${name},"JanFebMarAprMayJunJulAugSepOctNovDec")+2)/3`

/** A day as a number, or as one of the texts 2025-05-22, 22/05/2025, 22 May 2025 and May 22, 2025. */
const dayOf = (cell: string): string =>
  `=IF(ISNUMBER(${cell}),${cell},IF(ISNUMBER(FIND("-",${cell})),DATE(LEFT(${cell},4),MID(${cell},6,2),MID(${cell},9,2)),` +
  `IF(ISNUMBER(FIND("/",${cell})),DATE(RIGHT(${cell},4),MID(${cell},4,2),LEFT(${cell},2)),` +
  `IF(ISNUMBER(FIND(",",${cell})),DATE(RIGHT(${cell},4),${monthNumber(`LEFT(${cell},3)`)},MID(${cell},5,FIND(",",${cell})-5)),` +
  `DATE(RIGHT(${cell},4),${monthNumber(`MID(${cell},FIND(" ",${cell})+1,3)`)},LEFT(${cell},FIND(" ",${cell})-1))))))`

const helperSheets: readonly HelperSheet[] = [
  {
    name: 'CustomerHelp',
    source: 'Customers',
    headerRow: 1,
    columns: {
      A: isCopy('Customers', 'X'),
      B: dayOf('Customers!C{row}'),
      C: '=Customers!D{row}',
      // The first row of a customer carries its MRR in May and in June, and whether it had paid before May.
      D: '=Customers!A{row}<>Customers!A{above}',
      E: `=IF(D{row},SUMIFS('MRR history'!C:C,'MRR history'!A:A,Customers!A{row},'MRR history'!B:B,DATE(2025,5,1)),0)`,
      F: `=IF(D{row},SUMIFS('MRR history'!C:C,'MRR history'!A:A,Customers!A{row},'MRR history'!B:B,${from}),0)`,
      G: `=IF(AND(E{row}=0,F{row}>0),COUNTIFS('MRR history'!A:A,Customers!A{row},'MRR history'!B:B,"<"&DATE(2025,5,1),'MRR history'!C:C,">0")>0,FALSE)`,
    },
  },
  {
    name: 'TicketHelp',
    source: 'Tickets',
    headerRow: 1,
    columns: {
      A: isCopy('Tickets', 'O'),
      B: '=IF(ISNUMBER(Tickets!C{row}),Tickets!C{row},DATE(LEFT(Tickets!C{row},4),MID(Tickets!C{row},6,2),MID(Tickets!C{row},9,2))+TIME(MID(Tickets!C{row},12,2),MID(Tickets!C{row},15,2),0))',
      C: '=IF(ISNUMBER(Tickets!E{row}),Tickets!E{row},IF(ISNUMBER(Tickets!F{row}),Tickets!F{row},0))',
      D: '=LOWER(TRIM(Tickets!G{row}))',
      // Created, and resolved, in the period.
      E: `=AND(NOT(A{row}),B{row}>=${from},B{row}<${to})`,
      F: `=AND(NOT(A{row}),C{row}>=${from},C{row}<${to})`,
      G: `=AND(NOT(A{row}),B{row}<${to},OR(C{row}>=${to},AND(C{row}=0,D{row}<>"solved",D{row}<>"closed",D{row}<>"done")))`,
      H: '=IF(ISNUMBER(Tickets!D{row}),(Tickets!D{row}-B{row})*24,"")',
      I: `=AND(NOT(A{row}),ISNUMBER(Tickets!D{row}),Tickets!D{row}>=${from},Tickets!D{row}<${to})`,
    },
  },
  {
    name: 'SurveyHelp',
    source: 'Surveys',
    headerRow: 1,
    columns: {
      A: isCopy('Surveys', 'H'),
      B: dayOf('Surveys!C{row}'),
      C: `=AND(NOT(A{row}),B{row}>=${from},B{row}<${to})`,
      D: '=IF(Surveys!E{row}="","",VALUE(Surveys!E{row}))',
    },
  },
]

/** A metric by id, in cells of the sheets above. */
export const witnessFormulas: Readonly<Record<string, string>> = {
  logo_churn:
    'COUNTIFS(CustomerHelp!A:A,FALSE,CustomerHelp!B:B,"<"&B1,CustomerHelp!C:C,">="&B1,CustomerHelp!C:C,"<"&B2)',
  customer_churn_rate:
    'COUNTIFS(CustomerHelp!A:A,FALSE,CustomerHelp!B:B,"<"&B1,CustomerHelp!C:C,">="&B1,CustomerHelp!C:C,"<"&B2)/(COUNTIFS(CustomerHelp!A:A,FALSE,CustomerHelp!B:B,"<"&B1)-COUNTIFS(CustomerHelp!A:A,FALSE,CustomerHelp!B:B,"<"&B1,CustomerHelp!C:C,"<"&B1,CustomerHelp!C:C,">0"))',
  mrr: 'SUM(CustomerHelp!F:F)',
  arr: '12*SUM(CustomerHelp!F:F)',
  arpa: 'SUM(CustomerHelp!F:F)/COUNTIF(CustomerHelp!F:F,">0")',
  churned_mrr: 'SUMIFS(CustomerHelp!E:E,CustomerHelp!F:F,0)',
  new_mrr: 'SUMIFS(CustomerHelp!F:F,CustomerHelp!E:E,0,CustomerHelp!G:G,FALSE)',
  reactivation_mrr: 'SUMIFS(CustomerHelp!F:F,CustomerHelp!E:E,0,CustomerHelp!G:G,TRUE)',
  expansion_mrr:
    'SUMPRODUCT((CustomerHelp!E2:E2080>0)*(CustomerHelp!F2:F2080>CustomerHelp!E2:E2080)*(CustomerHelp!F2:F2080-CustomerHelp!E2:E2080))',
  contraction_mrr:
    'SUMPRODUCT((CustomerHelp!F2:F2080>0)*(CustomerHelp!F2:F2080<CustomerHelp!E2:E2080)*(CustomerHelp!E2:E2080-CustomerHelp!F2:F2080))',
  gross_revenue_retention:
    'SUMPRODUCT((CustomerHelp!F2:F2080<CustomerHelp!E2:E2080)*CustomerHelp!F2:F2080+(CustomerHelp!F2:F2080>=CustomerHelp!E2:E2080)*CustomerHelp!E2:E2080)/SUM(CustomerHelp!E:E)',
  net_revenue_retention: 'SUMIFS(CustomerHelp!F:F,CustomerHelp!E:E,">0")/SUM(CustomerHelp!E:E)',
  ticket_volume: 'COUNTIF(TicketHelp!E:E,TRUE)',
  tickets_solved: 'COUNTIF(TicketHelp!F:F,TRUE)',
  ticket_resolution_rate: 'COUNTIF(TicketHelp!F:F,TRUE)/COUNTIF(TicketHelp!E:E,TRUE)',
  ticket_backlog: 'COUNTIF(TicketHelp!G:G,TRUE)',
  average_resolution_time:
    '(SUMIFS(TicketHelp!C:C,TicketHelp!F:F,TRUE)-SUMIFS(TicketHelp!B:B,TicketHelp!F:F,TRUE))*24/COUNTIF(TicketHelp!F:F,TRUE)',
  ticket_reopen_rate: 'COUNTIFS(TicketHelp!F:F,TRUE,Tickets!H:H,">0")/COUNTIF(TicketHelp!F:F,TRUE)',
  ticket_reopens: 'SUMIFS(Tickets!H:H,TicketHelp!E:E,TRUE)',
  self_service_rate: 'COUNTIFS(TicketHelp!E:E,TRUE,Tickets!N:N,"Yes")/COUNTIF(TicketHelp!E:E,TRUE)',
  nps: '100*(COUNTIFS(SurveyHelp!C:C,TRUE,SurveyHelp!D:D,">=9")-COUNTIFS(SurveyHelp!C:C,TRUE,SurveyHelp!D:D,"<=6"))/COUNTIFS(SurveyHelp!C:C,TRUE,SurveyHelp!D:D,">=0")',
  csat: 'COUNTIFS(SurveyHelp!C:C,TRUE,Surveys!F:F,">=4")/COUNTIFS(SurveyHelp!C:C,TRUE,Surveys!F:F,">=1")',
  average_speed_to_answer: 'AVERAGEIFS(Calls!E:E,Calls!G:G,FALSE,Calls!B:B,">="&B1,Calls!B:B,"<"&B2)',
}

const kept = new Set(['Customers', 'MRR history', 'Tickets', 'Surveys', 'Calls'])

/** Writes the sample's sheets and the witness formulas, without any computed result, to `target`. */
export async function writeWitness(sample: string, target: string): Promise<void> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(sample)
  for (const { id, name } of [...workbook.worksheets]) if (!kept.has(name)) workbook.removeWorksheet(id)
  const witness = workbook.addWorksheet(witnessSheet)
  witness.addRow(['from', { formula: 'DATE(2025,6,1)' }])
  witness.addRow(['to', { formula: 'DATE(2025,7,1)' }])
  for (const [metric, formula] of Object.entries(witnessFormulas)) witness.addRow([metric, { formula }])
  for (const help of helperSheets) addHelper(workbook, help)
  await workbook.xlsx.writeFile(target)
}

function addHelper(workbook: ExcelJS.Workbook, { name, source, headerRow, columns }: HelperSheet): void {
  const rows = workbook.getWorksheet(source)?.rowCount ?? 0
  const sheet = workbook.addWorksheet(name)
  for (let row = headerRow + 1; row <= rows; row++) {
    for (const [letter, formula] of Object.entries(columns)) {
      const placed = formula
        .slice(1)
        .replaceAll('{row}', String(row))
        .replaceAll('{above}', String(row - 1))
      sheet.getCell(`${letter}${row}`).value = { formula: placed, date1904: false }
    }
  }
}
