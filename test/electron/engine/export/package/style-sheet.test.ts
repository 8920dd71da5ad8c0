/** Style sheets that real programs write although Excel would not, once something is added to them. */
import { describe, expect, test } from 'vitest'
import { exported, number, oneSheet, styles } from './fixtures.ts'

describe('a style sheet without named formats', () => {
  test('has as many as its cell formats refer to, once it is added to', async () => {
    const sheet = styles('<xf xfId="3"/><xf xfId="0"/>').replace(/<cellStyleXfs.*<\/cellStyleXfs>/, '')
    const { text } = await exported(
      oneSheet('<row r="1"><c r="A1"><v>1</v></c></row>', {}, { styles: sheet }),
      { cells: [{ sheet: 'Data', edits: [{ row: 1, column: 1, value: number(2), isHighlighted: true }] }] },
    )
    expect(
      text('xl/styles.xml').match(/<cellStyleXfs count="4">(<xf [^>]*\/>){4}<\/cellStyleXfs>/),
    ).not.toBeNull()
  })
})
