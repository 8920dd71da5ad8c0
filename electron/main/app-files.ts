import { extname, join, sep } from 'node:path'

export const appScheme = 'app'
export const appHost = 'tenure'
export const appPage = `${appScheme}://${appHost}/index.html`

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.eot': 'application/vnd.ms-fontobject',
  '.wasm': 'application/wasm',
}

export interface AppFile {
  readonly path: string
  readonly contentType: string
}

/**
 * The file in `folder` that an app:// address names. Undefined for anything else: another scheme or host, a path that
 * leads out of the folder however it is spelled, a kind of file that the window has no use for.
 */
export function findAppFile(folder: string, address: string): AppFile | undefined {
  if (!URL.canParse(address)) return undefined
  const { protocol, host, pathname } = new URL(address)
  if (protocol !== `${appScheme}:` || host !== appHost) return undefined
  const decoded = decode(pathname)
  if (decoded === undefined || /[\0\\]/.test(decoded) || decoded.split('/').includes('..')) return undefined
  const path = join(folder, decoded)
  const contentType = contentTypes[extname(path).toLowerCase()]
  if (contentType === undefined || !path.startsWith(folder + sep)) return undefined
  return { path, contentType }
}

function decode(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return undefined
  }
}
