import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileArguments } from '#electron/main/file-arguments.ts'

const home = resolve('/home/ana')

describe('files named on the command line', () => {
  it('are meant from where the user stands', () => {
    expect(fileArguments(['tenure', 'a.xlsx', '/data/b.csv'], false, home)).toEqual([
      resolve(home, 'a.xlsx'),
      resolve('/data/b.csv'),
    ])
  })

  it('are not the app that Electron was told to run', () => {
    expect(fileArguments(['electron', '/checkout', 'a.xlsx'], true, home)).toEqual([resolve(home, 'a.xlsx')])
  })

  it('may be named by their addresses, as file managers do', () => {
    expect(fileArguments(['tenure', 'file:///data/Q1%20final.xlsx'], false, home)).toEqual([
      resolve('/data/Q1 final.xlsx'),
    ])
  })

  it('are not switches', () => {
    expect(fileArguments(['tenure', '--no-sandbox', '--user-data-dir=/x', 'a.xlsx'], false, home)).toEqual([
      resolve(home, 'a.xlsx'),
    ])
  })
})
