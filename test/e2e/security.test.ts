/**
 * The threat: a workbook, or a library that shows it, gets code to run in the window. These tests are that code. They
 * try to send something out, to become another page, and to reach files that the user never chose.
 */
import { createSocket } from 'node:dgram'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {} from '#renderer/app/bridge.ts'
import { type LaunchedApp, launchApp } from './launch.ts'
import { type NetworkWitness, startNetworkWitness } from './network-witness.ts'

let launched: LaunchedApp
let witness: NetworkWitness

beforeAll(async () => {
  launched = await launchApp()
  witness = await startNetworkWitness()
  await launched.window.getByRole('heading', { name: 'Drop a workbook here' }).waitFor()
})

afterAll(async () => {
  await launched?.close()
  await witness?.close()
})

/** What a page can do to reach the network; each answers "blocked" or, if it got through, "reached". */
const attempts: Record<string, (page: Page, witness: NetworkWitness) => Promise<string>> = {
  fetch: (page, { httpAddress }) =>
    page.evaluate(
      (url) =>
        fetch(url, { mode: 'no-cors' }).then(
          () => 'reached',
          () => 'blocked',
        ),
      httpAddress,
    ),
  XMLHttpRequest: (page, { httpAddress }) =>
    page.evaluate(
      (url) =>
        new Promise<string>((resolve) => {
          const request = new XMLHttpRequest()
          request.onload = () => resolve('reached')
          request.onerror = () => resolve('blocked')
          request.open('GET', url)
          request.send()
        }),
      httpAddress,
    ),
  image: (page, { httpAddress }) => loadElement(page, 'img', 'src', httpAddress),
  script: (page, { httpAddress }) => loadElement(page, 'script', 'src', httpAddress),
  'style sheet': (page, { httpAddress }) => loadElement(page, 'link', 'href', httpAddress),
  WebSocket: (page, { webSocketAddress }) =>
    page.evaluate(
      (url) =>
        new Promise<string>((resolve) => {
          try {
            const socket = new WebSocket(url)
            socket.onopen = () => resolve('reached')
            socket.onerror = () => resolve('blocked')
          } catch {
            resolve('blocked')
          }
        }),
      webSocketAddress,
    ),
  EventSource: (page, { httpAddress }) =>
    page.evaluate(
      (url) =>
        new Promise<string>((resolve) => {
          const source = new EventSource(url)
          source.onopen = () => resolve('reached')
          source.onerror = () => {
            source.close()
            resolve('blocked')
          }
        }),
      httpAddress,
    ),
  frame: (page, { httpAddress }) =>
    page.evaluate(
      (url) =>
        new Promise<string>((resolve) => {
          const frame = document.createElement('iframe')
          // A blocked frame shows nothing of the app's: its document is of no origin or still the empty one.
          frame.onload = () => resolve('blocked')
          frame.src = url
          document.body.append(frame)
          setTimeout(() => resolve('blocked'), 1_000)
        }),
      httpAddress,
    ),
  beacon: (page, { httpAddress }) =>
    page.evaluate((url) => {
      navigator.sendBeacon(url, 'x')
      return 'blocked'
    }, httpAddress),
  preconnect: (page, { httpAddress }) =>
    page.evaluate((url) => {
      for (const rel of ['preconnect', 'dns-prefetch', 'prefetch', 'preload']) {
        const link = document.createElement('link')
        Object.assign(link, { rel, href: url, as: 'script' })
        document.head.append(link)
      }
      return 'blocked'
    }, httpAddress),
  WebRTC: (page, { stunAddress }) =>
    page.evaluate(async (url) => {
      const connection = new RTCPeerConnection({ iceServers: [{ urls: url }] })
      connection.createDataChannel('x')
      await connection.setLocalDescription(await connection.createOffer())
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      const found = connection.localDescription?.sdp.includes('srflx') === true
      connection.close()
      return found ? 'reached' : 'blocked'
    }, stunAddress),
}

function loadElement(page: Page, name: 'img' | 'script' | 'link', attribute: string, url: string) {
  return page.evaluate(
    ([tag, key, address]) =>
      new Promise<string>((resolve) => {
        const element = document.createElement(tag)
        element.onload = () => resolve('reached')
        element.onerror = () => resolve('blocked')
        if (tag === 'link') element.setAttribute('rel', 'stylesheet')
        element.setAttribute(key, address)
        document.head.append(element)
      }),
    [name, attribute, url] as const,
  )
}

/** All attempts, one after another, and a moment for those that report nothing. */
async function tryEverything(page: Page): Promise<Record<string, string>> {
  const outcomes: Record<string, string> = {}
  for (const [name, attempt] of Object.entries(attempts)) outcomes[name] = await attempt(page, witness)
  await page.waitForTimeout(500)
  return outcomes
}

const allBlocked = Object.fromEntries(Object.keys(attempts).map((name) => [name, 'blocked']))

describe('the network', () => {
  it('is there to be reached: the witness sees a connection and a packet from outside the app', async () => {
    const seen = await startNetworkWitness()
    await fetch(seen.httpAddress)
    const socket = createSocket('udp4')
    const port = Number(seen.stunAddress.split(':').at(-1))
    await new Promise((resolve) => socket.send('x', port, '127.0.0.1', resolve))
    socket.close()
    await expect.poll(seen.attempts).toBe(2)
    await seen.close()
  })

  it('is out of reach for the page', async () => {
    expect(await tryEverything(launched.window)).toEqual(allBlocked)
    expect(witness.attempts()).toBe(0)
  })

  it('is out of reach for the session itself, whoever asks', async () => {
    const outcomes = await launched.app.evaluate(async ({ net, session }, url) => {
      const { defaultSession } = session
      const questions = [net.fetch(url), defaultSession.fetch(url), defaultSession.resolveHost('localhost')]
      const settled = await Promise.allSettled(questions)
      return settled.map((result) => (result.status === 'fulfilled' ? 'answered' : String(result.reason)))
    }, witness.httpAddress)
    // Requests meet the session's filter; what does not pass there finds no name and no address.
    expect(outcomes).toEqual([
      expect.stringContaining('ERR_BLOCKED_BY_CLIENT'),
      expect.stringContaining('ERR_BLOCKED_BY_CLIENT'),
      expect.stringContaining('ERR_NAME_NOT_RESOLVED'),
    ])
    expect(witness.attempts()).toBe(0)
  })

  it('is out of reach even for a page without its content security policy', async () => {
    const devtools = await launched.window.context().newCDPSession(launched.window)
    await devtools.send('Page.setBypassCSP', { enabled: true })
    await launched.window.reload()
    const inlineRan = await launched.window.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'document.title = "ran"'
      document.head.append(script)
      return document.title
    })
    expect(inlineRan).toBe('ran')
    expect(await tryEverything(launched.window)).toEqual(allBlocked)
    expect(witness.attempts()).toBe(0)
    await devtools.send('Page.setBypassCSP', { enabled: false })
    await launched.window.reload()
  })
})

describe('the page', () => {
  it('stays where it is and opens no other', async () => {
    const before = launched.window.url()
    const opened = await launched.window.evaluate((url) => {
      const child = window.open(url)
      const own = window.open('app://tenure/index.html')
      const form = document.createElement('form')
      form.action = url
      document.body.append(form)
      form.submit()
      window.location.href = url
      window.location.href = 'file:///etc/hostname'
      return child !== null || own !== null
    }, witness.httpAddress)
    await launched.window.waitForTimeout(500)
    expect(opened).toBe(false)
    expect(launched.window.url()).toBe(before)
    expect(launched.app.windows()).toHaveLength(1)
    expect(witness.attempts()).toBe(0)
  })

  it('runs in a sandbox, apart from the bridge, without Node', async () => {
    const preferences = await launched.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      // Not in Electron's typings, but the only way to ask what is in force.
      return (
        contents as unknown as { getLastWebPreferences: () => Record<string, unknown> }
      ).getLastWebPreferences()
    })
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
    })
    const reachable = await launched.window.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in window),
    )
    expect(reachable).toEqual([])
    expect(await launched.window.evaluate(() => Object.keys(window.tenure).sort())).toEqual([
      'grantDroppedFiles',
      'onEvent',
      'shell',
    ])
  })

  it('cannot run code that came as text', async () => {
    const ran = await launched.window.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.inlineRan = true'
      document.head.append(script)
      document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.inlineRan = true">')
      return new Promise((resolve) => setTimeout(() => resolve('inlineRan' in window), 200))
    })
    expect(ran).toBe(false)
  })

  it('is served with its policy, and nothing outside the built window is served', async () => {
    const served = await launched.window.evaluate(async () => {
      const page = await fetch('app://tenure/index.html')
      const outside = [
        'app://tenure/%2e%2e/%2e%2e/package.json',
        'app://tenure/..%2fmain%2fmain.js',
        'app://tenure/..%5cmain%5cmain.js',
        'app://tenure/.built-from',
        'app://tenure/assets/',
      ]
      const statuses = await Promise.all(outside.map((url) => fetch(url).then(({ status }) => status)))
      return {
        policy: page.headers.get('content-security-policy'),
        sniffing: page.headers.get('x-content-type-options'),
        type: page.headers.get('content-type'),
        statuses,
      }
    })
    expect(served.policy).toContain("default-src 'none'")
    expect(served.policy).toContain("script-src 'self'")
    expect(served.policy).not.toContain('unsafe-eval')
    expect(served.sniffing).toBe('nosniff')
    expect(served.type).toBe('text/html; charset=utf-8')
    expect(served.statuses).toEqual([404, 404, 404, 404, 404])
  })

  it('is denied every permission', async () => {
    const denied = await launched.window.evaluate(async () => {
      const names = [
        'geolocation',
        'notifications',
        'camera',
        'microphone',
        'clipboard-read',
      ] as PermissionName[]
      const states = await Promise.all(
        names.map(async (name) => (await navigator.permissions.query({ name })).state),
      )
      const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'granted',
        () => 'denied',
      )
      return [...states, camera, await Notification.requestPermission()]
    })
    expect(new Set(denied)).toEqual(new Set(['denied']))
  })
})

describe('the bridge', () => {
  it('refuses what is no operation and what is malformed, as data', async () => {
    const answers = await launched.window.evaluate(async () => {
      const shell = window.tenure.shell as (name: unknown, request: unknown) => Promise<unknown>
      return [
        await shell('shell.eval', {}),
        await shell('constructor', {}),
        await shell(['shell.recent'], {}),
        await shell('shell.setTheme', { theme: 'purple' }),
        await shell('shell.writeState', undefined),
      ]
    })
    for (const answer of answers)
      expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_request' } })
  })

  it('writes only where a save dialog pointed', async () => {
    const codes = await launched.window.evaluate(async () => {
      const sample = await window.tenure.shell('shell.sample', {})
      if (!sample.ok) return ['no sample']
      const picture = { format: 'svg', data: '<svg/>' } as const
      const answers = [
        await window.tenure.shell('shell.writePicture', { file: sample.value.file, ...picture }),
        await window.tenure.shell('shell.writePicture', { file: '/tmp/x.svg', ...picture }),
        await window.tenure.shell('shell.printPdf', { file: sample.value.file }),
      ]
      return answers.map((answer) => (answer.ok ? 'written' : answer.error.code))
    })
    expect(codes).toEqual(['not_granted', 'not_granted', 'not_granted'])
  })

  it('gives no token for a file that the page made up', async () => {
    const granted = await launched.window.evaluate(() =>
      window.tenure.grantDroppedFiles([
        new File(['x'], '/etc/passwd'),
        { path: '/etc/passwd', name: 'passwd' },
        '/etc/passwd',
      ]),
    )
    expect(granted).toEqual([])
  })

  it('answers no other page, even one with the same preload script', async () => {
    const answer = await launched.app.evaluate(async ({ app, BrowserWindow }) => {
      const stranger = new BrowserWindow({
        show: false,
        webPreferences: { preload: `${app.getAppPath()}/dist/preload/preload.cjs`, sandbox: true },
      })
      await stranger.loadURL('data:text/html,stranger')
      const reply: unknown = await stranger.webContents.executeJavaScript(
        `window.tenure.shell('shell.recent', {}).then((answer) => [answer.ok, answer.error?.code])`,
      )
      stranger.destroy()
      return reply
    })
    expect(answer).toEqual([false, 'not_granted'])
  })
})
