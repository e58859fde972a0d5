/** A real OpenID provider on this machine, and a browser that signs in at it; for tests. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export type AtProvider = {
  readonly issuer: string
  /** Goes where a browser is sent, signs in as somebody, and says with what it is sent back. */
  signIn(url: string, login: string): Promise<string>
  close(): Promise<void>
}

type Claims = { readonly email: string; readonly email_verified: boolean; readonly name: string }

const listen = (server: Server) =>
  new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
const closed = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

/**
 * @param client `redirectUris` are read when the first request comes
 * @param claimsOf what it says of whoever signs in
 */
export async function openIdProvider(
  client: {
    readonly id: string
    readonly secret: string
    readonly redirectUris: readonly string[]
  },
  claimsOf: (login: string) => Claims,
): Promise<AtProvider> {
  const server = createServer()
  const issuer = `http://127.0.0.1:${await listen(server)}`
  const open = () =>
    new Provider(issuer, {
      clients: [
        {
          client_id: client.id,
          client_secret: client.secret,
          redirect_uris: [...client.redirectUris],
          token_endpoint_auth_method: 'client_secret_post',
        },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      conformIdTokenClaims: false,
      pkce: { required: () => true },
      findAccount: (_context, login) => ({
        accountId: login,
        claims: () => ({ sub: login, ...claimsOf(login) }),
      }),
      cookies: { keys: ['for tests'] },
    }).callback()
  // Opened by the first who comes: by then the house it sends people back to is open as well.
  let answer: ReturnType<typeof open> | null = null
  server.on('request', (request, response) => void (answer ??= open())(request, response))
  return {
    issuer,
    signIn: (url, login) => walk(url, login),
    close: () => closed(server),
  }
}

/** A browser without a window: follows, keeps cookies, and fills in the two forms on the way. */
async function walk(start: string, login: string): Promise<string> {
  const cookies = new Map<string, string>()
  let url = start
  let form: Readonly<Record<string, string>> | null = null
  for (let steps = 0; steps < 20; steps += 1) {
    const answer: Response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
    form = null
    for (const line of answer.headers.getSetCookie()) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(key, value)
    }
    const next = answer.headers.get('location')
    if (next) {
      const there = new URL(next, url)
      if (there.origin !== new URL(start).origin) return there.search.slice(1)
      url = there.href
      continue
    }
    const page = await answer.text()
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
    if (!prompt) throw new Error(`the provider says: ${page.slice(0, 500)}`)
    form = { prompt, login, password: 'any' }
  }
  throw new Error('the provider sends around in circles')
}

/** Naver as its documents describe it: OAuth 2, and a profile in an envelope of its own. */
export async function naverLike(profile: object): Promise<AtProvider> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://here')
    const isKnown = request.headers.authorization === 'Bearer at-naver'
    const answers: Readonly<Record<string, object>> = {
      '/oauth2.0/token': { access_token: 'at-naver', token_type: 'bearer', expires_in: 3_600 },
      '/v1/nid/me': isKnown ? { resultcode: '00', message: 'success', response: profile } : {},
    }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answers[pathname] ?? {}))
  })
  const issuer = `http://127.0.0.1:${await listen(server)}`
  return {
    issuer,
    signIn: (url) => {
      const state = new URL(url).searchParams.get('state') ?? ''
      return Promise.resolve(new URLSearchParams({ code: 'a-code', state }).toString())
    },
    close: () => closed(server),
  }
}
