/** People over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { nameShapes } from '../../platform/http/shapes.ts'
import { idOf, instant, listOf, listQuery, pageRequest, type Http } from '../../platform/http.ts'
import { PASSWORD_LETTERS_MAX, PASSWORD_LETTERS_MIN } from './model.ts'
import { locationPurposes } from './model/location-uses.ts'
import { peopleRefusals } from './model/refusals.ts'
import { wayRefusals } from './model/ways.ts'
import { ages } from './model/age.ts'
import { ageRoutes } from './routes/ages.ts'
import { apiKeyRoutes } from './routes/api-keys.ts'
import {
  admitted,
  code,
  dismissed,
  doorOf,
  email,
  locale,
  name,
  person,
  signedIn,
  type PeopleNeeds,
} from './routes/door.ts'
import { mergeRoutes } from './routes/merges.ts'
import { wayRoutes } from './routes/ways.ts'
import { guardianRoutes } from './routes/guardians.ts'
import { consentRoutes } from './routes/consents.ts'
import { timeZoneRoutes } from './routes/time-zone.ts'
import { locationRoutes } from './routes/location.ts'
import { disclosureRoutes } from './routes/disclosures.ts'
import { personDataRoutes } from './routes/erasing.ts'
import { locationUsesOfAsker, myself } from './service/own-records.ts'
import { sendPhoneCode } from './service/codes.ts'
import { endAllSessions, endSession, sessionsOf } from './service/sessions.ts'
import {
  changePassword,
  changeProfile,
  joinByEmail,
  signInByEmail,
  signInByPhone,
} from './service/sign-in.ts'

const phone = z.string().min(8).max(30)
const password = z.string().min(PASSWORD_LETTERS_MIN).max(PASSWORD_LETTERS_MAX)
const anyPassword = z.string().min(1).max(PASSWORD_LETTERS_MAX)
const none = z.undefined()

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
  disclosureRoutes(http, needs.maps)
  apiKeyRoutes(http)
  wayRoutes(http, needs)
  mergeRoutes(http, needs)
  timeZoneRoutes(http)
  ageRoutes(http, needs)
  guardianRoutes(http, needs)
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
    rate: { perMinute: 600, by: 'address' },
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
    rate: { perMinute: 30, by: 'address' },
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
    rate: { perMinute: 120, by: 'address' },
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
    rate: { perMinute: 120, by: 'address' },
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
  const me = z.object({
    person,
    isOperator: z.boolean(),
    memberships: z.array(membership),
    /** What the person said of their age; until they have, the app asks. */
    age: z.enum(ages),
  })
  const personOnly = { tag: 'people', access: 'person' } as const

  http.route({
    method: 'GET',
    url: '/v1/me',
    summary: 'Who I am, and what I belong to',
    ...personOnly,
    reply: me,
    handle: async (work) => {
      const { person: own, memberships, age } = await myself(work)
      return { person: own, isOperator: own.isOperator, memberships, age }
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
    rate: { perMinute: 60, by: 'address' },
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
    body: z.strictObject({
      /** Null for a first password, of who has proven their e-mail address. */
      oldPassword: anyPassword.nullable(),
      newPassword: password,
    }),
    reply: none,
    status: 204,
    refusals: [peopleRefusals, wayRefusals],
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
