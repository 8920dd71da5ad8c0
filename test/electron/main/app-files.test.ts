import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findAppFile } from '#electron/main/app-files.ts'

const folder = join('/', 'opt', 'tenure', 'renderer')

describe('the files behind app:// addresses', () => {
  it('are those of the folder, with their content types', () => {
    expect(findAppFile(folder, 'app://tenure/index.html')).toEqual({
      path: join(folder, 'index.html'),
      contentType: 'text/html; charset=utf-8',
    })
    expect(findAppFile(folder, 'app://tenure/assets/index-1a2b.js')?.contentType).toBe(
      'text/javascript; charset=utf-8',
    )
    expect(findAppFile(folder, 'app://tenure/assets/icons.woff2?v=3')?.contentType).toBe('font/woff2')
  })

  it.each([
    'app://tenure/../package.json',
    'app://tenure/%2e%2e/package.json',
    'app://tenure/..%2fmain%2fmain.js',
    'app://tenure/assets/..%2f..%2f..%2fetc/host.json',
    'app://tenure/..%5cmain%5cmain.js',
    'app://tenure/%00index.html',
    'app://tenure/%ff.html',
    'app://tenure//etc/../../x.json',
  ])('do not lead out of it: %s', (address) => {
    const found = findAppFile(folder, address)
    // The address parser itself resolves plain dots; what is left then stays inside.
    if (found !== undefined) expect(found.path.startsWith(join(folder, '/'))).toBe(true)
  })

  it('never lead out of it, whatever the address', () => {
    const piece = fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '/', '\\', 'a', 'x.html', '%00', '%25')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const found = findAppFile(folder, `app://tenure/${pieces.join('/')}.html`)
        return found === undefined || found.path.startsWith(join(folder, '/'))
      }),
    )
  })

  it('are no other scheme, host or kind of file', () => {
    expect(findAppFile(folder, 'file:///opt/tenure/renderer/index.html')).toBeUndefined()
    expect(findAppFile(folder, 'https://tenure/index.html')).toBeUndefined()
    expect(findAppFile(folder, 'app://other/index.html')).toBeUndefined()
    expect(findAppFile(folder, 'app://tenure/')).toBeUndefined()
    expect(findAppFile(folder, 'app://tenure/run.sh')).toBeUndefined()
    expect(findAppFile(folder, 'no address')).toBeUndefined()
  })
})
