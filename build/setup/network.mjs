/** How long an unreachable host may hold up the setup, in milliseconds. */
const reachabilityTimeout = 3_000

/** Whether an HTTP server answers at the address at all, whatever it answers. */
export async function isReachable(address) {
  try {
    await fetch(address, {
      method: 'HEAD',
      signal: AbortSignal.timeout(reachabilityTimeout),
    })
    return true
  } catch {
    return false
  }
}

/** Behind a proxy a direct look says nothing: the download itself has to be tried. */
export function proxyIsSet() {
  return ['HTTPS_PROXY', 'https_proxy'].some((name) => (process.env[name] ?? '') !== '')
}
