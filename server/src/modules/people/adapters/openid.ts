/** Kakao, Naver, LINE, Apple and Google as ways in, by OpenID Connect or (Naver) OAuth 2. */
import { readFile } from 'node:fs/promises'
import { SignJWT, importPKCS8 } from 'jose'
import * as client from 'openid-client'
import { z } from 'zod'
import { MINUTE_MS } from '../../../kernel/time.ts'
import type { SignInConfig } from '../../../platform/sign-in-config.ts'
import type { Provider, ProviderProfile } from '../model/ways.ts'
import type { ProviderChecks, SignInProvider } from '../ports.ts'

type Kind = {
  readonly issuer: string
  readonly scope: string
  /** Whether its `email_verified` can be relied on: it has seen that the address is theirs (PE24). */
  readonly provesEmail: boolean
}

/**
 * What is known of each. LINE and Naver pass on addresses they do not prove to us. Of Apple neither
 * name nor address is asked for: it would answer by a form that other sites send, without our cookie.
 */
const kinds: Readonly<Record<Provider, Kind>> = {
  kakao: {
    issuer: 'https://kauth.kakao.com',
    scope: 'openid account_email profile_nickname',
    provesEmail: true,
  },
  naver: { issuer: 'https://nid.naver.com', scope: 'name email', provesEmail: false },
  line: { issuer: 'https://access.line.me', scope: 'openid profile email', provesEmail: false },
  apple: { issuer: 'https://appleid.apple.com', scope: 'openid', provesEmail: false },
  google: {
    issuer: 'https://accounts.google.com',
    scope: 'openid email profile',
    provesEmail: true,
  },
}

/** How long a provider may take for one answer, in seconds. */
const ANSWER_SECONDS_MAX = 10
/** How long what a provider says of itself is believed. */
const KNOWN_MS = 60 * MINUTE_MS

/** The providers that are configured, in the order in which they are offered. */
export function signInProviders(config: SignInConfig): readonly SignInProvider[] {
  return (Object.keys(kinds) as Provider[]).flatMap((name) => {
    const settings = config[name]
    return settings ? [openProvider(name, settings)] : []
  })
}

type Settings = NonNullable<SignInConfig[Provider]>

function openProvider(name: Provider, settings: Settings): SignInProvider {
  const { scope, provesEmail } = kinds[name]
  let known: { readonly at: number; readonly found: Promise<client.Configuration> } | null = null
  const found = (): Promise<client.Configuration> => {
    if (!known || performance.now() - known.at > KNOWN_MS) {
      const asked = configurationOf(name, settings)
      known = { at: performance.now(), found: asked }
      // Whoever comes next asks again.
      asked.catch(() => (known = null))
    }
    return known.found
  }
  return {
    name,
    async startUrl({ state, nonce, verifier, redirectUri }) {
      const url = client.buildAuthorizationUrl(await found(), {
        redirect_uri: redirectUri,
        scope,
        state,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(name === 'naver' ? {} : { nonce }),
      })
      return url.href
    },
    async profileOf(query, checks) {
      const configuration = await found()
      const back = new URL(`${checks.redirectUri}?${query}`)
      return name === 'naver'
        ? naverProfile(configuration, settings, back, checks)
        : openIdProfile(configuration, back, checks, provesEmail)
    },
  }
}

async function configurationOf(name: Provider, settings: Settings): Promise<client.Configuration> {
  const issuer = new URL(settings.issuer ?? kinds[name].issuer)
  // Only a provider on this machine, as in tests, is asked without encryption.
  const isHere = issuer.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(issuer.hostname)
  const authentication = settings.apple
    ? await appleSecret(settings.clientId, settings.apple)
    : client.ClientSecretPost(settings.clientSecret)
  if (name === 'naver') {
    const server = {
      issuer: issuer.href,
      authorization_endpoint: new URL('/oauth2.0/authorize', issuer).href,
      token_endpoint: new URL('/oauth2.0/token', issuer).href,
    }
    const made = new client.Configuration(server, settings.clientId, undefined, authentication)
    made.timeout = ANSWER_SECONDS_MAX
    if (isHere) client.allowInsecureRequests(made)
    return made
  }
  // LINE signs with the secret of the channel (HS256), which its description of itself does not say.
  const metadata =
    name === 'line' && !settings.issuer ? { id_token_signed_response_alg: 'HS256' } : {}
  return client.discovery(issuer, settings.clientId, metadata, authentication, {
    timeout: ANSWER_SECONDS_MAX,
    execute: isHere ? [client.allowInsecureRequests] : [],
  })
}

async function openIdProfile(
  configuration: client.Configuration,
  back: URL,
  { state, nonce, verifier }: ProviderChecks,
  provesEmail: boolean,
): Promise<ProviderProfile> {
  const tokens = await client.authorizationCodeGrant(configuration, back, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (!claims) throw new Error('a provider that speaks OpenID says who came')
  const text = (claim: unknown) => (typeof claim === 'string' && claim !== '' ? claim : null)
  return {
    subject: claims.sub,
    email: text(claims['email']),
    isEmailProven: provesEmail && claims['email_verified'] === true,
    name: text(claims['name']) ?? text(claims['nickname']),
  }
}

const naverAnswer = z.object({
  response: z.object({
    id: z.string().min(1),
    email: z.string().optional(),
    name: z.string().optional(),
    nickname: z.string().optional(),
  }),
})

async function naverProfile(
  configuration: client.Configuration,
  settings: Settings,
  back: URL,
  { state, verifier }: ProviderChecks,
): Promise<ProviderProfile> {
  const tokens = await client.authorizationCodeGrant(configuration, back, {
    expectedState: state,
    pkceCodeVerifier: verifier,
  })
  const home = settings.issuer ?? 'https://openapi.naver.com'
  const url = new URL('/v1/nid/me', home)
  const answer = await client.fetchProtectedResource(configuration, tokens.access_token, url, 'GET')
  const { response } = naverAnswer.parse(await answer.json())
  const { id, email = null, name, nickname } = response
  return { subject: id, email, isEmailProven: false, name: name ?? nickname ?? null }
}

/** Apple takes a token in place of a secret, signed with the key of the team. */
async function appleSecret(
  clientId: string,
  { team, keyId, keyFile }: NonNullable<Settings['apple']>,
): Promise<client.ClientAuth> {
  const key = await importPKCS8(await readFile(keyFile, 'utf8'), 'ES256')
  const secret = await new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: keyId })
    .setIssuer(team)
    .setSubject(clientId)
    .setAudience(kinds.apple.issuer)
    .setIssuedAt()
    // Longer than what is known of a provider is kept.
    .setExpirationTime('2h')
    .sign(key)
  return client.ClientSecretPost(secret)
}
