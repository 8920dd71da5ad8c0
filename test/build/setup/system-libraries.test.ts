import { describe, expect, it } from 'vitest'
import {
  availableNames,
  isDebianFamily,
  missingLibraries,
  neededLibraries,
} from '#build/setup/system-libraries.mjs'

describe('neededLibraries', () => {
  it('asks for a second spreadsheet program only to test', () => {
    expect(neededLibraries('start', true)).not.toContain('libreoffice-calc-nogui')
    expect(neededLibraries('test', true)).toContain('libreoffice-calc-nogui')
  })

  it('asks for a display to start only where there is none', () => {
    expect(neededLibraries('start', true)).not.toContain('xvfb')
    expect(neededLibraries('start', false)).toContain('xvfb')
  })
})

describe('missingLibraries', () => {
  it('takes a package under its newer name for the same', () => {
    const installed = new Set(['libgtk-3-0t64', 'libnss3'])
    expect(missingLibraries(['libgtk-3-0', 'libnss3', 'xvfb'], installed)).toEqual(['xvfb'])
  })
})

describe('availableNames', () => {
  it('leaves out what has no version to install, such as a name that other packages provide', () => {
    const policy = `libasound2:
  Installed: (none)
  Candidate: (none)
  Version table:
libasound2t64:
  Installed: (none)
  Candidate: 1.2.11-1build2
  Version table:
     1.2.11-1build2 500
`
    expect(availableNames(policy)).toEqual(new Set(['libasound2t64']))
  })
})

describe('isDebianFamily', () => {
  it.each([
    ['Debian', 'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n', true],
    ['Ubuntu', 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n', true],
    ['Mint', 'ID=linuxmint\nID_LIKE="ubuntu debian"\n', true],
    ['Fedora', 'ID=fedora\nPRETTY_NAME="Fedora, not debian"\n', false],
    ['a system without the file', '', false],
  ])('knows %s', (_, osRelease, expected) => {
    expect(isDebianFamily(osRelease)).toBe(expected)
  })
})
