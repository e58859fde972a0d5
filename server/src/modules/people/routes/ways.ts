/** More ways in, over HTTP: codes by e-mail, passkeys, accounts at providers. */
import { z } from 'zod'
import { idOf, instant, type Http, type PlainCall } from '../../../platform/http.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { PROVIDER_LIFE_MS, providers, wayRefusals, type Provider } from '../model/ways.ts'
import { sendEmailCode } from '../service/codes.ts'
import { proveOwnEmail, signInByEmailCode } from '../service/emails.ts'
import {
  addPasskey,
  passkeyToAdd,
  passkeyToSignIn,
  signInByPasskey,
  type Site,
} from '../service/passkeys.ts'
import {
  beginAtProvider,
  linkProvider,
  signInAtProvider,
  type ProviderDoor,
} from '../service/providers.ts'
import { removePasskey, renamePasskey, unlinkIdentity, waysOfAsker } from '../service/ways.ts'
import {
  admitted,
  code,
  doorOf,
  email,
  isSecure,
  locale,
  name,
  signedIn,
  type PeopleNeeds,
} from './door.ts'

const refusals = [peopleRefusals, wayRefusals]
const none = z.undefined()
const provider = z.enum(providers)
/** As the browser takes and gives it: its own standard says what is in it (WebAuthn). */
const ofBrowser = z.record(z.string(), z.unknown())
const answer = z.looseObject({
  id: z.string().min(1).max(1_400),
  rawId: z.string().max(1_400),
  type: z.literal('public-key'),
  response: z.record(z.string().max(40), z.unknown()),
  clientExtensionResults: z.record(z.string().max(40), z.unknown()).default({}),
})
const query = z.string().max(4_000)
const passkey = z.object({
  id: idOf('passkey'),
  name: z.string(),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
})
const BINDING = 'golmok_provider'

type Call = Pick<PlainCall, 'request' | 'reply' | 'actor' | 'inWork'>

/** The site that a browser believes to be at: what is set, or where the request went. */
function originOf(needs: PeopleNeeds, { request }: Pick<Call, 'request'>): string {
  return needs.origin ?? `${request.protocol}://${request.host}`
}

const siteOf = (needs: PeopleNeeds, call: Call): Site => ({
  name: needs.marketName,
  origin: originOf(needs, call),
})

const providerDoorOf = (needs: PeopleNeeds, call: Call): ProviderDoor => ({
  ...doorOf(needs, call),
  providers: needs.providers,
  redirectUri: (one: Provider) => `${originOf(needs, call)}/sign-in/back/${one}`,
})

export function wayRoutes(http: Http, needs: PeopleNeeds): void {
  knownWayRoutes(http, needs)
  emailRoutes(http, needs)
  ownEmailRoute(http, needs)
  passkeyRoutes(http, needs)
  ownPasskeyRoutes(http, needs)
  providerRoutes(http, needs)
  ownProviderRoutes(http, needs)
}

function knownWayRoutes(http: Http, { providers: configured }: PeopleNeeds): void {
  http.route({
    method: 'GET',
    url: '/v1/sign-in-ways',
    summary: 'By which providers one can sign in here, beside phone, e-mail and passkey',
    tag: 'people',
    access: 'anyone',
    plain: true,
    reply: z.object({ providers: z.array(provider) }),
    handle: () => ({ providers: configured.map((each) => each.name) }),
  })

  http.route({
    method: 'GET',
    url: '/v1/me/ways-in',
    summary: 'All my ways in',
    tag: 'people',
    access: 'person',
    reply: z.object({
      phone: z.string().nullable(),
      email: z.string().nullable(),
      isEmailProven: z.boolean(),
      hasPassword: z.boolean(),
      passkeys: z.array(passkey),
      identities: z.array(z.object({ provider, label: z.string().nullable(), linkedAt: instant })),
    }),
    refusals,
    handle: async (work) => {
      const { ways, passkeys, identities } = await waysOfAsker(work)
      const { phone, email: address, isEmailProven, hasPassword } = ways
      return { phone, email: address, isEmailProven, hasPassword, passkeys, identities }
    },
  })
}

function emailRoutes(http: Http, needs: PeopleNeeds): void {
  const open = { tag: 'people', access: 'anyone', refusals } as const
  http.route({
    method: 'POST',
    url: '/v1/email-codes',
    summary: 'Sends a one-time code to a mailbox',
    ...open,
    plain: true,
    body: z.strictObject({ email, locale: locale.default('ko') }),
    reply: z.object({ expiresAt: instant }),
    rate: { perMinute: 30, by: 'address' },
    handle: async (call) => ({
      expiresAt: await sendEmailCode(doorOf(needs, call), needs.codeSender, call.body),
    }),
  })
  http.route({
    method: 'POST',
    url: '/v1/sessions/email-code',
    summary: 'Signs in with the code sent to a mailbox; who is new gets an account',
    ...open,
    plain: true,
    body: z.strictObject({ email, code, name: name.optional(), locale: locale.default('ko') }),
    reply: signedIn,
    rate: { perMinute: 120, by: 'address' },
    handle: async (call) =>
      admitted(needs, call, await signInByEmailCode(doorOf(needs, call), call.body)),
  })
}

function ownEmailRoute(http: Http, needs: PeopleNeeds): void {
  http.route({
    method: 'POST',
    url: '/v1/me/email',
    summary: 'Makes an e-mail address mine, with the code sent to it',
    tag: 'people',
    access: 'person',
    plain: true,
    body: z.strictObject({ email, code }),
    reply: none,
    status: 204,
    refusals,
    rate: { perMinute: 30, by: 'address' },
    handle: async (call) => {
      await proveOwnEmail(doorOf(needs, call), call.body)
      return undefined
    },
  })
}

function passkeyRoutes(http: Http, needs: PeopleNeeds): void {
  const open = { tag: 'people', access: 'anyone', refusals } as const
  http.route({
    method: 'POST',
    url: '/v1/passkey-challenges',
    summary: 'What a browser needs to sign in with a passkey',
    ...open,
    plain: true,
    reply: z.object({ options: ofBrowser }),
    rate: { perMinute: 60, by: 'address' },
    handle: async (call) => ({
      options: { ...(await passkeyToSignIn(doorOf(needs, call), siteOf(needs, call))) },
    }),
  })
  http.route({
    method: 'POST',
    url: '/v1/sessions/passkey',
    summary: 'Signs in with a passkey',
    ...open,
    plain: true,
    body: z.strictObject({ response: answer }),
    reply: signedIn,
    rate: { perMinute: 120, by: 'address' },
    handle: async (call) => {
      const site = siteOf(needs, call)
      const entered = await signInByPasskey(doorOf(needs, call), site, call.body.response)
      return admitted(needs, call, entered)
    },
  })
}

function ownPasskeyRoutes(http: Http, needs: PeopleNeeds): void {
  const own = { tag: 'people', access: 'person', refusals } as const
  const ofPasskey = z.object({ passkeyId: idOf('passkey') })
  http.route({
    method: 'POST',
    url: '/v1/me/passkey-challenges',
    summary: 'What a browser needs to make a passkey for me',
    ...own,
    plain: true,
    reply: z.object({ options: ofBrowser }),
    rate: { perMinute: 30 },
    handle: async (call) => ({
      options: { ...(await passkeyToAdd(doorOf(needs, call), siteOf(needs, call))) },
    }),
  })
  http.route({
    method: 'POST',
    url: '/v1/me/passkeys',
    summary: 'Adds the passkey that a browser made for me',
    ...own,
    plain: true,
    body: z.strictObject({ name, response: answer }),
    reply: passkey,
    rate: { perMinute: 30 },
    handle: (call) => addPasskey(doorOf(needs, call), siteOf(needs, call), call.body),
  })
  http.route({
    method: 'PATCH',
    url: '/v1/me/passkeys/:passkeyId',
    summary: 'Gives a passkey of mine another name',
    ...own,
    params: ofPasskey,
    body: z.strictObject({ name }),
    reply: none,
    status: 204,
    handle: (work, { params, body }) => renamePasskey(work, params.passkeyId, body.name),
  })
  http.route({
    method: 'DELETE',
    url: '/v1/me/passkeys/:passkeyId',
    summary: 'Takes a passkey of mine away',
    ...own,
    params: ofPasskey,
    reply: none,
    status: 204,
    handle: (work, { params }) => removePasskey(work, params.passkeyId),
  })
}

/** Begins at a provider, and binds what was begun to this browser (PE23). */
async function begun(needs: PeopleNeeds, call: Call, one: Provider, isLink: boolean) {
  const { url, binding } = await beginAtProvider(providerDoorOf(needs, call), one, { isLink })
  call.reply.setCookie(BINDING, binding, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(needs, call.request),
    maxAge: PROVIDER_LIFE_MS / 1_000,
  })
  return { url }
}

function providerRoutes(http: Http, needs: PeopleNeeds): void {
  const open = { tag: 'people', access: 'anyone', refusals } as const
  http.route({
    method: 'POST',
    url: '/v1/sign-in-ways/:provider/starts',
    summary: 'Where to go to sign in with an account at a provider',
    ...open,
    plain: true,
    params: z.object({ provider }),
    reply: z.object({ url: z.string() }),
    rate: { perMinute: 60 },
    handle: (call) => begun(needs, call, call.params.provider, false),
  })
  http.route({
    method: 'POST',
    url: '/v1/sessions/provider',
    summary: 'Signs in with what a provider sent the browser back with; who is new gets an account',
    ...open,
    plain: true,
    body: z.strictObject({ provider, query, locale: locale.default('ko') }),
    reply: signedIn,
    rate: { perMinute: 60 },
    handle: async (call) => {
      const binding = call.request.cookies[BINDING] ?? ''
      const back = { provider: call.body.provider, query: call.body.query, binding }
      const entered = await signInAtProvider(providerDoorOf(needs, call), back, call.body.locale)
      call.reply.clearCookie(BINDING, { path: '/' })
      return admitted(needs, call, entered)
    },
  })
}

function ownProviderRoutes(http: Http, needs: PeopleNeeds): void {
  const own = { tag: 'people', access: 'person', refusals } as const
  http.route({
    method: 'POST',
    url: '/v1/me/identities/:provider/starts',
    summary: 'Where to go to link an account at a provider to mine',
    ...own,
    plain: true,
    params: z.object({ provider }),
    reply: z.object({ url: z.string() }),
    rate: { perMinute: 60 },
    handle: (call) => begun(needs, call, call.params.provider, true),
  })
  http.route({
    method: 'POST',
    url: '/v1/me/identities',
    summary: 'Links the account that a provider sent the browser back with to mine',
    ...own,
    plain: true,
    body: z.strictObject({ provider, query }),
    reply: none,
    status: 204,
    rate: { perMinute: 60 },
    handle: async (call) => {
      const binding = call.request.cookies[BINDING] ?? ''
      await linkProvider(providerDoorOf(needs, call), { ...call.body, binding })
      call.reply.clearCookie(BINDING, { path: '/' })
      return undefined
    },
  })
  http.route({
    method: 'DELETE',
    url: '/v1/me/identities/:provider',
    summary: 'Unlinks an account at a provider from mine',
    ...own,
    params: z.object({ provider }),
    reply: none,
    status: 204,
    handle: (work, { params }) => unlinkIdentity(work, params.provider),
  })
}
