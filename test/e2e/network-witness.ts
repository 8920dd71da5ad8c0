import { createSocket } from 'node:dgram'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server on this machine that counts every attempt to reach it: connections of any kind, and UDP packets. */
export interface NetworkWitness {
  readonly httpAddress: string
  readonly webSocketAddress: string
  readonly stunAddress: string
  readonly attempts: () => number
  readonly close: () => Promise<void>
}

export async function startNetworkWitness(): Promise<NetworkWitness> {
  let attempts = 0
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/html' })
    response.end('reached')
  })
  server.on('connection', () => {
    attempts += 1
  })
  const datagrams = createSocket('udp4')
  datagrams.on('message', () => {
    attempts += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await new Promise<void>((resolve) => datagrams.bind(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    httpAddress: `http://${host}/`,
    webSocketAddress: `ws://${host}/`,
    stunAddress: `stun:127.0.0.1:${datagrams.address().port}`,
    attempts: () => attempts,
    close: async () => {
      datagrams.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
