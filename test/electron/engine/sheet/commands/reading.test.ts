import { expect, test } from 'vitest'
import { sampleForEachTest } from './sample-for-each-test.ts'

const sample = sampleForEachTest()
const { apply, block, columnOf, texts } = sample

test('find counts and lists; replace reads each new text as typed', async () => {
  const found = await sample.tenure.ask('sheet.find', { text: 'a', sheets: [sample.sheet.id] })
  expect(found.matches.map((match) => match.address)).toEqual(['A4', 'B4', 'E5', 'B7', 'A9', 'B10', 'E10'])
  await apply({
    type: 'replace',
    search: {
      text: '^(\\w)-(\\d)$',
      matchCase: true,
      wholeCell: true,
      regularExpression: true,
      sheets: [sample.sheet.id],
    },
    replacement: '$2/$1',
  })
  expect(await texts('Code')).toEqual(['1/A', '7', '007', '12.25', '', '2/A', '1/B'])
  const answer = await sample.tenure.engine.ask('sheet.find', {
    text: '(',
    regularExpression: true,
    sheets: [sample.sheet.id],
  })
  expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_value' } })
})

test('the clipboard gets tabs and quotes as Excel writes them, and an HTML table', async () => {
  await apply({
    type: 'setCells',
    sheet: sample.sheet.id,
    cells: [{ row: 4, column: columnOf('Name'), input: 'Ada\t"A" <b>' }],
  })
  const copied = await sample.tenure.ask('sheet.copy', { block: block(0, 2, 'Name', 'MRR'), headers: true })
  expect(copied.text).toBe('Name\tMRR\r\n"Ada\t""A"" <b>"\t10\r\nBob\t20.5')
  expect(copied.html).toContain('<td>Ada\t"A" &lt;b&gt;</td>')
})

test('the summary of a selection counts cells and adds up numbers only', async () => {
  const summary = await sample.tenure.ask('sheet.summary', { blocks: [block(0, 7, 'Code', 'MRR')] })
  expect(summary).toEqual({
    count: 11,
    numbers: 7,
    sum: 1054.75,
    average: 1054.75 / 7,
    minimum: 0,
    maximum: 1000,
  })
})
