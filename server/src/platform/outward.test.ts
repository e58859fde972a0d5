import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns'
import { createServer } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { OutwardFailed, OutwardRefused, isPublicAddress, openOutward } from './outward.ts'

/** Names of these tests, with what they resolve to. */
const names: Readonly<Record<string, readonly string[]>> = {
  'private.example.com': ['10.1.2.3'],
  'loop.example.com': ['127.0.0.1'],
  'loop6.example.com': ['::1'],
  'meta.example.com': ['169.254.169.254'],
  'mapped.example.com': ['::ffff:192.168.0.10'],
  'shared.example.com': ['100.64.0.1'],
  'nat64.example.com': ['64:ff9b::7f00:1'],
  'unique.example.com': ['fd12:3456::1'],
  'nothing.example.com': [],
  // One good address does not make up for a bad one.
  'mixed.example.com': ['1.1.1.1', '127.0.0.1'],
}
const lookup: LookupFunction = (host, _options, done) => {
  const found = names[host]
  if (!found) return done(new Error('ENOTFOUND'), [])
  done(
    null,
    found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
  )
}

/** Everything that must not be asked. */
const refused: readonly string[] = [
  // Not https, or no address at all.
  'http://example.com/',
  'ftp://example.com/',
  'file:///etc/passwd',
  'gopher://example.com/',
  'data:text/plain,hello',
  'javascript:alert(1)',
  'ws://example.com/',
  'blob:https://example.com/1',
  'https://',
  'https:///',
  'not an address',
  '',
  '//example.com/',
  `https://example.com/${'a'.repeat(2_048)}`,
  // With credentials.
  'https://user@example.com/',
  'https://user:password@example.com/',
  'https://example.com@127.0.0.1/',
  // This machine, in every way to write it.
  'https://127.0.0.1/',
  'https://127.0.0.1:8443/hook',
  'https://127.1/',
  'https://127.255.255.254/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.0.0.1/',
  'https://0177.0.0.1/',
  'https://017700000001/',
  'https://%31%32%37.0.0.1/',
  'https://127。0。0。1/',
  'https://①②⑦.0.0.1/',
  'https://0/',
  'https://0.0.0.0/',
  'https://0.1.2.3/',
  'https://[::1]/',
  'https://[::]/',
  'https://[0:0:0:0:0:0:0:1]/',
  'https://localhost/',
  'https://LOCALHOST/',
  'https://localhost./',
  'https://app.localhost/',
  // The house and its neighbours.
  'https://10.0.0.1/',
  'https://10.255.255.255/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.1.1/',
  'https://[fc00::1]/',
  'https://[fd00:ec2::254]/',
  'https://[fe80::1]/',
  'https://router/',
  'https://printer.local/',
  'https://db.internal/',
  'https://nas.lan/',
  'https://box.home.arpa/',
  // Metadata of clouds, and other link-local addresses.
  'https://169.254.169.254/latest/meta-data/',
  'https://169.254.0.1/',
  'https://metadata.google.internal/',
  'https://100.100.100.200/',
  'https://2852039166/',
  // Shared, reserved, documentation, benchmarks, many at once.
  'https://100.64.0.1/',
  'https://100.127.255.255/',
  'https://192.0.0.1/',
  'https://192.0.2.1/',
  'https://192.88.99.1/',
  'https://198.18.0.1/',
  'https://198.19.255.255/',
  'https://198.51.100.7/',
  'https://203.0.113.9/',
  'https://224.0.0.1/',
  'https://239.255.255.250/',
  'https://240.0.0.1/',
  'https://255.255.255.255/',
  'https://[ff02::1]/',
  'https://[2001:db8::1]/',
  'https://[100::1]/',
  'https://[4000::1]/',
  // IPv4 in the clothes of IPv6, and tunnels.
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::ffff:169.254.169.254]/',
  'https://[::ffff:10.0.0.1]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b::a9fe:a9fe]/',
  'https://[2002:7f00:1::]/',
  'https://[2001:0:7f00:1::]/',
  // Names that lead inside.
  ...Object.keys(names).map((name) => `https://${name}/hook`),
]

describe('what is not asked', () => {
  const outward = openOutward({ lookup })
  afterAll(() => outward.close())

  test('is more than sixty addresses', () => expect(refused.length).toBeGreaterThan(60))

  test.each(refused)('%s', async (url) => {
    await expect(outward.ask({ method: 'GET', url })).rejects.toThrow(OutwardRefused)
  })

  test.each(['1.1.1.1', '8.8.8.8', '211.249.220.24', '2606:4700::1111', '::ffff:8.8.8.8'])(
    '%s is on the open net',
    (address) => expect(isPublicAddress(address)).toBe(true),
  )

  test('a name that nobody knows is worth another try', async () => {
    const asked = outward.ask({ method: 'GET', url: 'https://unknown.example.com/' })
    await expect(asked).rejects.toThrow(OutwardFailed)
  })
})

/** Answers on an address of this machine; what it saw is kept. */
async function listen(host: string, answer: (url: string) => { status: number; body: string }) {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    if (request.url === '/never') return
    const { status, body } = answer(request.url ?? '')
    const headers = status === 302 ? { location: 'http://127.0.0.1/secret' } : {}
    response.writeHead(status, headers).end(body)
  })
  await new Promise<void>((ready) => server.listen(0, host, ready))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, seen }
}

describe('an address inside that the installation allows', async () => {
  const target = await listen('127.0.0.2', (url) =>
    url === '/away' ? { status: 302, body: '' } : { status: 200, body: 'x'.repeat(2_000_000) },
  )
  const outward = openOutward({ inside: ['127.0.0.2/32'], lookup })
  afterAll(() => outward.close())
  beforeEach(() => void target.seen.splice(0))
  const base = `http://127.0.0.2:${target.port}`

  test('is asked, and no more than a megabyte of its answer is read', async () => {
    const answer = await outward.ask({ method: 'GET', url: `${base}/large` })
    expect(answer).toMatchObject({ status: 200, isCut: true })
    expect(answer.body.length).toBe(1_048_576)
    const short = await outward.ask({ method: 'GET', url: `${base}/large`, bytesMax: 10 })
    expect(short.body.toString()).toBe('xxxxxxxxxx')
  })

  test('is not followed when it sends us elsewhere', async () => {
    const answer = await outward.ask({ method: 'GET', url: `${base}/away` })
    expect(answer.status).toBe(302)
    expect(target.seen).toEqual(['GET /away'])
  })

  test('has no more time than it was given', async () => {
    const asked = outward.ask({ method: 'GET', url: `${base}/never`, timeoutMs: 100 })
    await expect(asked).rejects.toThrow('no answer in time')
  })

  test('opens no other address', async () => {
    for (const url of ['http://127.0.0.1/', 'https://10.0.0.1/', 'http://1.1.1.1/']) {
      await expect(outward.ask({ method: 'GET', url })).rejects.toThrow(OutwardRefused)
    }
  })
})

/** A name server that says the good address once, and from then on the one it is really after. */
async function rebindingServer(first: string, then: string) {
  const socket = createSocket('udp4')
  let asked = 0
  socket.on('message', (query, from) => {
    const end = query.indexOf(0, 12) + 5
    const isA = query.readUInt16BE(end - 4) === 1
    const address = (asked === 0 ? first : then).split('.').map(Number)
    if (isA) asked += 1
    const head = Buffer.from(query.subarray(0, 12))
    head.writeUInt16BE(0x8180, 2)
    head.writeUInt16BE(isA ? 1 : 0, 6)
    head.fill(0, 8, 12)
    const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address])
    const parts = [head, query.subarray(12, end), ...(isA ? [answer] : [])]
    socket.send(Buffer.concat(parts), from.port, from.address)
  })
  await new Promise<void>((ready) => socket.bind(0, '127.0.0.1', ready))
  afterAll(() => void socket.close())
  const resolver = new Resolver()
  resolver.setServers([`127.0.0.1:${socket.address().port}`])
  const asking: LookupFunction = (host, _options, done) => {
    resolver.resolve4(host, (error, found) => {
      if (error) done(error, [])
      else
        done(
          null,
          found.map((address) => ({ address, family: 4 })),
        )
    })
  }
  return { lookup: asking, asked: () => asked }
}

test('a name that changes its address between the look and the call gains nothing', async () => {
  const good = await listen('127.0.0.2', () => ({ status: 200, body: 'the good one' }))
  const secret = await listen('127.0.0.1', () => ({ status: 200, body: 'the secret' }))
  for (const path of ['/good', '/secret']) {
    const names = await rebindingServer('127.0.0.2', '127.0.0.1')
    const outward = openOutward({ inside: ['127.0.0.2/32'], lookup: names.lookup })
    const { port } = path === '/good' ? good : secret
    const url = `http://rebind.example.com:${port}${path}`
    const first = outward.ask({ method: 'GET', url })
    if (path === '/good') expect((await first).body.toString()).toBe('the good one')
    // Nobody listens at the address that was looked at; the call goes there all the same.
    else await expect(first).rejects.toThrow(OutwardFailed)
    expect(names.asked()).toBe(1)
    await expect(outward.ask({ method: 'GET', url })).rejects.toThrow(OutwardRefused)
    expect(names.asked()).toBe(2)
    await outward.close()
  }
  expect(secret.seen).toEqual([])
})
