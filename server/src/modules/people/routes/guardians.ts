/** Guardians over HTTP: asked by the child, answering by a link, without an account. */
import { z } from 'zod'
import { idOf, instant, listOf, type Http, type PlainCall } from '../../../platform/http.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { guardianPurposes } from '../model/age.ts'
import { guardianPurposeWordings, guardianRefusals, guardianWording } from '../model/guardians.ts'
import {
  answerAsGuardian,
  askGuardian,
  guardianOfAsker,
  guardianPage,
  sendGuardianCode,
  withdrawByLink,
  type GuardianDoor,
} from '../service/guardians.ts'
import { wardsOfAsker, withdrawWard } from '../service/wards.ts'
import { proofOf } from '../service/consent-proofs.ts'
import { code, doorOf, isSecure, locale, type PeopleNeeds } from './door.ts'

const purpose = z.enum(guardianPurposes)
const way = z.enum(['text-message', 'email'])
const wordingVersion = z.int().positive().max(1_000_000)
const refusals = [peopleRefusals, guardianRefusals]
const none = z.undefined()
const own = z.object({
  asked: z.object({ way, askedAt: instant, expiresAt: instant }).nullable(),
  allowed: z.array(purpose).nullable(),
  since: instant.nullable(),
})
const page = z.object({
  childName: z.string(),
  address: z.string(),
  way,
  isProtected: z.boolean(),
  allowed: z.array(purpose).nullable(),
  since: instant.nullable(),
  expiresAt: instant.nullable(),
})
const words = z.object({ version: z.int(), ko: z.string(), en: z.string() })
const ofToken = z.object({ token: z.string().min(20).max(100) })

type Call = Pick<PlainCall, 'request' | 'reply' | 'actor' | 'inWork'>

function doorFor(needs: PeopleNeeds, call: Call): GuardianDoor {
  const scheme = isSecure(needs, call.request) ? 'https' : 'http'
  const origin = needs.origin ?? `${scheme}://${call.request.host}`
  return {
    ...doorOf(needs, call),
    sender: needs.codeSender,
    marketName: needs.marketName,
    ages: needs.ages,
    pageOf: (token) => `${origin}/guardian/${token}`,
  }
}

/** Declares the routes of guardians. */
export function guardianRoutes(http: Http, needs: PeopleNeeds): void {
  childRoutes(http, needs)
  pageRoutes(http, needs)
  answerRoutes(http, needs)
  wardRoutes(http, needs)
}

function childRoutes(http: Http, needs: PeopleNeeds): void {
  const mine = { tag: 'people', access: 'person', refusals } as const
  http.route({
    method: 'GET',
    url: '/v1/me/guardian',
    summary: 'Whether my guardian was asked, and what they allow',
    ...mine,
    reply: own,
    handle: async (work) => {
      const { allowed, ...rest } = await guardianOfAsker(work)
      return { ...rest, allowed: allowed && [...allowed] }
    },
  })
  http.route({
    method: 'POST',
    url: '/v1/me/guardian-requests',
    summary: 'Asks my guardian, by a link to their phone or mailbox',
    ...mine,
    plain: true,
    body: z.strictObject({ address: z.string().min(3).max(300), locale: locale.default('ko') }),
    reply: none,
    status: 204,
    rate: { perMinute: 10, by: 'address' },
    handle: async (call) => {
      await askGuardian(doorFor(needs, call), call.body)
      return undefined
    },
  })
}

function pageRoutes(http: Http, needs: PeopleNeeds): void {
  const open = { tag: 'people', access: 'anyone', refusals } as const
  http.route({
    method: 'GET',
    url: '/v1/guardian-pages/:token',
    summary: 'What a guardian is asked, or has allowed, and the words of it',
    ...open,
    params: ofToken,
    reply: page.extend({
      wording: words,
      purposes: z.array(words.extend({ purpose })),
    }),
    rate: { perMinute: 60, by: 'address' },
    handle: async (work, { params }) => {
      const { allowed, ...rest } = await guardianPage(work, params.token, needs.ages)
      const purposes = guardianPurposeWordings.flatMap(({ purpose: name, version, ko, en }) => {
        const known = guardianPurposes.find((each) => each === name)
        return known ? [{ purpose: known, version, ko, en }] : []
      })
      return { ...rest, allowed: allowed && [...allowed], wording: guardianWording, purposes }
    },
  })
  http.route({
    method: 'POST',
    url: '/v1/guardian-pages/:token/codes',
    summary: 'Sends a code to the phone or mailbox that the link went to',
    ...open,
    plain: true,
    params: ofToken,
    body: z.strictObject({ locale: locale.default('ko') }),
    reply: z.object({ expiresAt: instant }),
    rate: { perMinute: 10, by: 'address' },
    handle: async (call) => {
      const { token } = call.params
      return { expiresAt: await sendGuardianCode(doorFor(needs, call), token, call.body.locale) }
    },
  })
}

function answerRoutes(http: Http, needs: PeopleNeeds): void {
  const open = { tag: 'people', access: 'anyone', refusals } as const
  http.route({
    method: 'POST',
    url: '/v1/guardian-pages/:token/answers',
    summary: 'Says, as the guardian and with the code, what a child may agree to; null: nothing',
    ...open,
    plain: true,
    params: ofToken,
    body: z.strictObject({
      code,
      locale: locale.default('ko'),
      wordingVersion,
      allowed: z
        .array(z.strictObject({ purpose, wordingVersion }))
        .max(guardianPurposes.length)
        .nullable(),
    }),
    reply: page,
    rate: { perMinute: 10, by: 'address' },
    handle: async (call) => {
      const proof = proofOf(needs.secret, call.actor, call.request)
      const says = { ...call.body, token: call.params.token }
      const { allowed, ...rest } = await answerAsGuardian(doorFor(needs, call), says, proof)
      return { ...rest, allowed: allowed && [...allowed] }
    },
  })
  http.route({
    method: 'POST',
    url: '/v1/guardian-pages/:token/withdrawals',
    summary: 'Takes a guardian’s yes back, and all that the child agreed to with it',
    ...open,
    plain: true,
    params: ofToken,
    body: z.strictObject({ locale: locale.default('ko') }),
    reply: none,
    status: 204,
    rate: { perMinute: 10, by: 'address' },
    handle: async (call) => {
      const proof = proofOf(needs.secret, call.actor, call.request)
      const request = { token: call.params.token, locale: call.body.locale }
      const door = doorFor(needs, call)
      await call.inWork(call.actor, (work) => withdrawByLink(work, door, request, proof))
      return undefined
    },
  })
}

function wardRoutes(http: Http, { secret }: PeopleNeeds): void {
  const mine = { tag: 'people', access: 'person', refusals } as const
  http.route({
    method: 'GET',
    url: '/v1/me/wards',
    summary: 'The children for whom I answer as their guardian',
    ...mine,
    reply: listOf(
      z.object({
        childId: idOf('person'),
        childName: z.string(),
        allowed: z.array(purpose),
        since: instant,
      }),
    ),
    handle: async (work) => ({
      items: (await wardsOfAsker(work, secret)).map((ward) => ({
        ...ward,
        allowed: [...ward.allowed],
      })),
      nextCursor: null,
    }),
  })
  http.route({
    method: 'DELETE',
    url: '/v1/me/wards/:childId',
    summary: 'Takes my yes as a guardian back, and all that the child agreed to with it',
    ...mine,
    params: z.object({ childId: idOf('person') }),
    reply: none,
    status: 204,
    handle: async (work, { params, request }) => {
      await withdrawWard(work, secret, params.childId, proofOf(secret, work.actor, request))
      return undefined
    },
  })
}
