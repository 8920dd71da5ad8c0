import type { App } from 'electron'

/**
 * Switches off what Chromium does over the network of its own accord, before it starts. The session's request filter
 * (network.ts) sees only what pages ask for; name lookups, preconnects and Chromium's own services do not pass there.
 */
const switches: readonly (readonly [name: string, value?: string])[] = [
  // Every name and address is unknown, loopback included: no socket can be opened to anything.
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['no-proxy-server'],
  ['dns-prefetch-disable'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-client-side-phishing-detection'],
  ['disable-default-apps'],
  ['disable-domain-reliability'],
  ['disable-sync'],
  ['no-pings'],
  ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
  [
    'disable-features',
    [
      'AutofillServerCommunication',
      'CertificateTransparencyComponentUpdater',
      'DialMediaRouteProvider',
      'MediaRouter',
      'NetworkTimeServiceQuerying',
      'OptimizationHints',
    ].join(','),
  ],
]

export function setupCommandLine(app: App): void {
  for (const [name, value] of switches) {
    if (value === undefined) app.commandLine.appendSwitch(name)
    else app.commandLine.appendSwitch(name, value)
  }
}
