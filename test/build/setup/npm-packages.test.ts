import { describe, expect, it } from 'vitest'
import { isInstalled } from '#build/setup/npm-packages.mjs'

const wanted = {
  '': { version: '0.1.0' },
  'node_modules/zod': { version: '4.6.7' },
  'node_modules/binding-linux': { version: '1.0.0', optional: true },
  'node_modules/binding-windows': { version: '1.0.0', optional: true },
}

describe('isInstalled', () => {
  it('is satisfied without the optional packages of other platforms', () => {
    const installed = {
      'node_modules/zod': { version: '4.6.7' },
      'node_modules/binding-linux': { version: '1.0.0' },
    }
    expect(isInstalled(wanted, installed)).toBe(true)
  })

  it('is not satisfied when npm never finished', () => {
    expect(isInstalled(wanted, undefined)).toBe(false)
  })

  it('is not satisfied by another version', () => {
    expect(isInstalled(wanted, { 'node_modules/zod': { version: '4.6.6' } })).toBe(false)
  })

  it('is not satisfied when a needed package is missing', () => {
    expect(isInstalled(wanted, { 'node_modules/binding-linux': { version: '1.0.0' } })).toBe(false)
  })

  it('is not satisfied when a package has been dropped from the lock file', () => {
    const installed = { 'node_modules/zod': { version: '4.6.7' }, 'node_modules/old': { version: '1.0.0' } }
    expect(isInstalled(wanted, installed)).toBe(false)
  })
})
