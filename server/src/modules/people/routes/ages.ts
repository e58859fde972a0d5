/** What people say of their age, over HTTP. */
import { z } from 'zod'
import type { Http } from '../../../platform/http.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { ages, type AgeLimits } from '../model/age.ts'
import { proofOf } from '../service/consent-proofs.ts'
import { ageOfAsker, sayAge } from '../service/ages.ts'

const day = z.iso.date()

export type AgeNeeds = { readonly secret: string; readonly ages: AgeLimits }

/** Declares the routes of what people say of their age. */
export function ageRoutes(http: Http, { secret, ages: limits }: AgeNeeds): void {
  const mine = {
    tag: 'people',
    access: 'person',
    url: '/v1/me/age',
    reply: z.object({
      age: z.enum(ages),
      isGuarded: z.boolean(),
      isProtected: z.boolean(),
      ofAgeOn: day.nullable(),
      consentYears: z.int(),
    }),
    refusals: [peopleRefusals],
  } as const

  http.route({
    method: 'GET',
    summary: 'What I said of my age, and whether a guardian has to allow what I agree to',
    ...mine,
    handle: (work) => ageOfAsker(work, limits),
  })

  http.route({
    method: 'PUT',
    summary: 'Says that I am old enough to agree by myself, or when I was born if I am younger',
    ...mine,
    body: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('of-age') }),
      z.strictObject({ kind: z.literal('younger'), bornOn: day }),
    ]),
    handle: (work, { body, request }) =>
      sayAge(work, body, limits, proofOf(secret, work.actor, request)),
  })
}
