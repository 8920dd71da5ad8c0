import { describe, expect, it } from 'vitest'
import { isLocalRequest } from '#electron/main/network.ts'

describe('requests that pass', () => {
  it.each([
    'app://tenure/index.html',
    'devtools://devtools/x.js',
    'data:text/plain,x',
    'blob:app://tenure/1',
  ])('do not leave the app: %s', (url) => {
    expect(isLocalRequest(url)).toBe(true)
  })

  it.each([
    'http://127.0.0.1/',
    'https://example.com/',
    'ws://localhost:1/',
    'wss://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'chrome-extension://abc/x.js',
    'filesystem:app://tenure/temporary/x',
    'apple://x',
    '',
    'nonsense',
  ])('are no others: %s', (url) => {
    expect(isLocalRequest(url)).toBe(false)
  })
})
