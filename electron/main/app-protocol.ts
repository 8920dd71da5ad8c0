import { readFile } from 'node:fs/promises'
import type { Protocol, Session } from 'electron'
import { appScheme, findAppFile } from './app-files.ts'

/** No inline code, no foreign origin. Styles are inline because the grid and the kit place elements that way. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
}

/** Has to be called before the app is ready. */
export function registerAppScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])
}

/** Serves the built window, the files of `folder` and nothing else, as app://tenure/. */
export function setupAppProtocol(session: Session, folder: string): void {
  session.protocol.handle(appScheme, async (request) => {
    const file = request.method === 'GET' ? findAppFile(folder, request.url) : undefined
    if (file === undefined) return new Response('Not found', { status: 404, headers: securityHeaders })
    try {
      const content = await readFile(file.path)
      return new Response(content, { headers: { ...securityHeaders, 'content-type': file.contentType } })
    } catch {
      return new Response('Not found', { status: 404, headers: securityHeaders })
    }
  })
}
