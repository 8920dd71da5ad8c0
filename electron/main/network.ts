import type { Session } from 'electron'

const localSchemes: ReadonlySet<string> = new Set(['app:', 'devtools:', 'data:', 'blob:'])

/** True for what can be answered without leaving the machine, or even the app. */
export function isLocalRequest(url: string): boolean {
  return URL.canParse(url) && localSchemes.has(new URL(url).protocol)
}

/** Cancels every request of the session that is not for the app itself; nothing is downloaded, looked up or proxied. */
export async function setupNetwork(session: Session): Promise<void> {
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isLocalRequest(details.url) }))
  session.on('will-download', (event) => event.preventDefault())
  session.setSpellCheckerEnabled(false)
  await session.setProxy({ mode: 'direct' })
}
