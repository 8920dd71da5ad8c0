import { expect, it } from 'vitest'
import { parseClipboard } from '#renderer/data/clipboard/parse-clipboard.ts'

const table = '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>'

it('takes the text of a spreadsheet, which holds the values as they are', () => {
  expect(parseClipboard({ text: 'a\tb\r\nc\td\r\n', html: table })).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ])
})

it('takes the table of a web page whose text has lost its columns', () => {
  expect(parseClipboard({ text: 'a\nb\nc\nd', html: table })).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ])
})

it('takes the table where there is no text', () => {
  expect(parseClipboard({ text: '', html: '<table><tr><td>only</td></tr></table>' })).toEqual([['only']])
})

it('takes plain text as it is', () => {
  expect(parseClipboard({ text: 'a\nb', html: '<p>a</p><p>b</p>' })).toEqual([['a'], ['b']])
})
