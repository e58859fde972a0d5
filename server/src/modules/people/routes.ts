/** People over HTTP: shapes in, shapes out. Decides nothing. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { nameShapes } from '../../platform/http/shapes.ts'
import type { Actor } from '../../kernel/actor.ts'
import { idOf, instant, listOf, listQuery, pageRequest, type Http } from '../../platform/http.ts'
import type { PersonMap } from '../../platform/person-map.ts'
import type { InWork } from '../../platform/work.ts'
import {
  NAME_LETTERS_MAX,
  PASSWORD_LETTERS_MAX,
  PASSWORD_LETTERS_MIN,
  SESSION_LIFE_MS,
  locationPurposes,
  nameOf,
  peopleRefusals,
} from './model.ts'
import type { CodeSender } from './ports.ts'
import { apiKeyRoutes } from './routes/api-keys.ts'
import { consentRoutes } from './routes/consents.ts'
import { timeZoneRoutes } from './routes/time-zone.ts'
import { locationRoutes } from './routes/location.ts'
import { personDataRoutes } from './routes/erasing.ts'
import { locationUsesOfAsker, myself } from './service/own-records.ts'
import { endAllSessions, endSession, sessionsOf } from './service/sessions.ts'
import {
  changePassword,
  changeProfile,
  joinByEmail,
  sendPhoneCode,
  signInByEmail,
  signInByPhone,
  type Door,
  type SignedIn,
} from './service/sign-in.ts'

export type PeopleNeeds = {
  /** Signs codes, and hides addresses in proofs. */
  readonly secret: string
  readonly codeSender: CodeSender
  /** The public address; null when it is that of the request. */
  readonly origin: string | null
  /** What each table holds of people. */
  readonly maps: readonly PersonMap[]
}

const COOKIE = 'golmok_session'
const locale = z.enum(['ko', 'en'])
const name = z
  .string()
  .max(NAME_LETTERS_MAX)
  .refine((text) => nameOf(text) !== null, 'no letter to be seen')
const email = z.string().min(3).max(300)
const phone = z.string().min(8).max(30)
const password = z.string().min(PASSWORD_LETTERS_MIN).max(PASSWORD_LETTERS_MAX)
const anyPassword = z.string().min(1).max(PASSWORD_LETTERS_MAX)
const code = z.string().regex(/^\d{6}$/, 'a code has six digits')
const none = z.undefined()

const person = z.object({
  id: idOf('person'),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  locale,
})
const signedIn = z.object({
  person,
  isNew: z.boolean(),
  session: z.object({ id: idOf('session'), expiresAt: instant }),
  /** For programs; browsers have the same in their cookie. */
  token: z.string(),
})
const membership = z.object({
  merchantId: idOf('merchant'),
  role: z.enum(['owner', 'manager', 'staff']),
  /** The branches it is limited to; null for all. */
  placeIds: z.array(idOf('place')).nullable(),
})
const refusals = [peopleRefusals]

nameShapes({ Person: person })

/** Declares the routes of people. */
export function peopleRoutes(http: Http, needs: PeopleNeeds): void {
  joinRoutes(http, needs)
  signInRoutes(http, needs)
  sessionRoutes(http, needs)
  sessionListRoutes(http, needs)
  meRoutes(http, needs)
  passwordRoutes(http, needs)
  locationUseRoutes(http)
  locationRoutes(http, needs)
  personDataRoutes(http, { ...needs, dismiss: (exchange) => dismissed(needs, exchange) })
  consentRoutes(http, needs)
  apiKeyRoutes(http)
  timeZoneRoutes(http)
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type DoorCall = Exchange & { readonly actor: Actor; readonly inWork: InWork }

function doorOf({ secret }: PeopleNeeds, { actor, inWork, request }: DoorCall): Door {
  return { actor, inWork, secret, device: agentOf(request) }
}

const agentOf = (request: FastifyRequest) => String(request.headers['user-agent'] ?? '')

function isSecure({ origin }: PeopleNeeds, request: FastifyRequest): boolean {
  return origin ? origin.startsWith('https:') : request.protocol === 'https'
}

/** Puts the session into the browser's cookie, out of reach of scripts. */
function admitted(needs: PeopleNeeds, { request, reply }: Exchange, entered: SignedIn) {
  const { token, session } = entered
  reply.setCookie(COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(needs, request),
    maxAge: SESSION_LIFE_MS / 1_000,
  })
  const { id, expiresAt } = session
  return { person: entered.person, isNew: entered.isNew, session: { id, expiresAt }, token }
}

function dismissed(needs: PeopleNeeds, { request, reply }: Exchange): void {
  const secure = isSecure(needs, request)
  reply.clearCookie(COOKIE, { path: '/', httpOnly: true, sameSite: 'lax', secure })
}

function joinRoutes(http: Http, needs: PeopleNeeds): void {
  http.route({
    method: 'POST',
    url: '/v1/people',
    summary: 'Opens an account, and signs in',
    tag: 'people',
    access: 'anyone',
    plain: true,
    body: z.strictObject({
      id: idOf('person').optional(),
      name,
      email,
      password,
      locale: locale.default('ko'),
      phone: phone.optional(),
      phoneCode: code.optional(),
    }),
    reply: signedIn,
    refusals,
    rate: { perMinute: 600 },
    handle: async (call) =>
      admitted(needs, call, await joinByEmail(doorOf(needs, call), call.body)),
  })

  http.route({
    method: 'POST',
    url: '/v1/phone-codes',
    summary: 'Sends a one-time code to a phone',
    tag: 'people',
    access: 'anyone',
    plain: true,
    body: z.strictObject({ phone, locale: locale.default('ko') }),
    reply: z.object({ expiresAt: instant }),
    refusals,
    rate: { perMinute: 30 },
    handle: async (call) => ({
      expiresAt: await sendPhoneCode(doorOf(needs, call), needs.codeSender, call.body),
    }),
  })
}

function signInRoutes(http: Http, needs: PeopleNeeds): void {
  http.route({
    method: 'POST',
    url: '/v1/sessions',
    summary: 'Signs in with e-mail address and password',
    tag: 'people',
    access: 'anyone',
    plain: true,
    body: z.strictObject({ email, password: anyPassword }),
    reply: signedIn,
    refusals,
    rate: { perMinute: 120 },
    handle: async (call) =>
      admitted(needs, call, await signInByEmail(doorOf(needs, call), call.body)),
  })

  http.route({
    method: 'POST',
    url: '/v1/sessions/phone',
    summary: 'Signs in with a phone and the code sent to it; who is new gets an account',
    tag: 'people',
    access: 'anyone',
    plain: true,
    body: z.strictObject({ phone, code, name: name.optional(), locale: locale.default('ko') }),
    reply: signedIn,
    refusals,
    rate: { perMinute: 120 },
    handle: async (call) =>
      admitted(needs, call, await signInByPhone(doorOf(needs, call), call.body)),
  })
}

function sessionRoutes(http: Http, needs: PeopleNeeds): void {
  const personOnly = { tag: 'people', access: 'person' } as const

  http.route({
    method: 'DELETE',
    url: '/v1/sessions/current',
    summary: 'Signs out here',
    ...personOnly,
    reply: none,
    status: 204,
    refusals,
    handle: async (work, call) => {
      if (work.actor.kind === 'person') await endSession(work, work.actor.sessionId)
      dismissed(needs, call)
      return undefined
    },
  })
}

function sessionListRoutes(http: Http, needs: PeopleNeeds): void {
  const session = z.object({
    id: idOf('session'),
    device: z.string(),
    createdAt: instant,
    lastSeenAt: instant,
    expiresAt: instant,
    isCurrent: z.boolean(),
  })
  const personOnly = { tag: 'people', access: 'person' } as const

  http.route({
    method: 'GET',
    url: '/v1/me/sessions',
    summary: 'Lists where I am signed in',
    ...personOnly,
    reply: listOf(session),
    handle: async (work) => {
      const current = work.actor.kind === 'person' ? work.actor.sessionId : null
      const items = (await sessionsOf(work)).map((each) => ({
        ...each,
        isCurrent: each.id === current,
      }))
      return { items, nextCursor: null }
    },
  })

  http.route({
    method: 'DELETE',
    url: '/v1/me/sessions',
    summary: 'Signs out everywhere',
    ...personOnly,
    reply: none,
    status: 204,
    handle: async (work, call) => {
      await endAllSessions(work)
      dismissed(needs, call)
      return undefined
    },
  })

  http.route({
    method: 'DELETE',
    url: '/v1/me/sessions/:sessionId',
    summary: 'Signs one device out',
    ...personOnly,
    params: z.object({ sessionId: idOf('session') }),
    reply: none,
    status: 204,
    refusals,
    handle: async (work, { params }) => {
      await endSession(work, params.sessionId)
      return undefined
    },
  })
}

function meRoutes(http: Http, needs: PeopleNeeds): void {
  const me = z.object({ person, isOperator: z.boolean(), memberships: z.array(membership) })
  const personOnly = { tag: 'people', access: 'person' } as const

  http.route({
    method: 'GET',
    url: '/v1/me',
    summary: 'Who I am, and what I belong to',
    ...personOnly,
    reply: me,
    handle: async (work) => {
      const { person: own, memberships } = await myself(work)
      return { person: own, isOperator: own.isOperator, memberships }
    },
  })

  http.route({
    method: 'PATCH',
    url: '/v1/me',
    summary: 'Changes my name, language, or (with its code) phone',
    ...personOnly,
    plain: true,
    body: z.strictObject({
      name: name.optional(),
      locale: locale.optional(),
      phone: phone.optional(),
      phoneCode: code.optional(),
    }),
    reply: z.object({ person }),
    refusals,
    handle: async (call) => ({ person: await changeProfile(doorOf(needs, call), call.body) }),
  })
}

function passwordRoutes(http: Http, needs: PeopleNeeds): void {
  const personOnly = { tag: 'people', access: 'person' } as const

  http.route({
    method: 'PUT',
    url: '/v1/me/password',
    summary: 'Changes my password, and signs out my other devices',
    ...personOnly,
    plain: true,
    body: z.strictObject({ oldPassword: anyPassword, newPassword: password }),
    reply: none,
    status: 204,
    refusals,
    rate: { perMinute: 10 },
    handle: async (call) => {
      await changePassword(doorOf(needs, call), call.body)
      return undefined
    },
  })
}

function locationUseRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/me/location-uses',
    summary: 'Who used my location, what for, and when, by the minute, newest first',
    tag: 'people',
    access: 'person',
    query: z.strictObject(listQuery),
    reply: listOf(
      z.object({
        at: instant,
        purpose: z.enum(locationPurposes),
        merchantId: idOf('merchant').nullable(),
        count: z.int(),
      }),
    ),
    handle: async (work, { query }) => {
      const { items, nextCursor } = await locationUsesOfAsker(work, pageRequest(query))
      return { items: items.map(({ minute, ...use }) => ({ ...use, at: minute })), nextCursor }
    },
  })
}
