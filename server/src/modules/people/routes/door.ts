/** What routes that let people in and out share: shapes, and the cookie of the session. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Actor } from '../../../kernel/actor.ts'
import { idOf, instant } from '../../../platform/http.ts'
import type { PersonMap } from '../../../platform/person-map.ts'
import type { Merger } from '../../../platform/person-merge.ts'
import type { InWork } from '../../../platform/work.ts'
import type { AgeLimits } from '../model/age.ts'
import { NAME_LETTERS_MAX, SESSION_LIFE_MS, nameOf } from '../model.ts'
import type { CodeSender, SignInProvider } from '../ports.ts'
import type { Door } from '../service/codes.ts'
import type { SignedIn } from '../service/sign-in.ts'

export type PeopleNeeds = {
  /** Signs codes, and hides addresses in proofs. */
  readonly secret: string
  readonly codeSender: CodeSender
  /** Accounts elsewhere that one can sign in with. */
  readonly providers: readonly SignInProvider[]
  readonly marketName: string
  /** Who may agree by themselves. */
  readonly ages: AgeLimits
  /** What each table holds of people. */
  readonly maps: readonly PersonMap[]
  /** What modules do by themselves when two accounts become one. */
  readonly mergers: readonly Merger[]
  /** The public address; null when it is that of the request. */
  readonly origin: string | null
}

const COOKIE = 'golmok_session'
export const locale = z.enum(['ko', 'en'])
export const name = z
  .string()
  .max(NAME_LETTERS_MAX)
  .refine((text) => nameOf(text) !== null, 'no letter to be seen')
export const email = z.string().min(3).max(300)
export const code = z.string().regex(/^\d{6}$/, 'a code has six digits')

export const person = z.object({
  id: idOf('person'),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  locale,
})
export const signedIn = z.object({
  person,
  isNew: z.boolean(),
  session: z.object({ id: idOf('session'), expiresAt: instant }),
  /** For programs; browsers have the same in their cookie. */
  token: z.string(),
})

export type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type DoorCall = Exchange & { readonly actor: Actor; readonly inWork: InWork }

/** What signing in needs of a request. */
export function doorOf({ secret }: PeopleNeeds, { actor, inWork, request }: DoorCall): Door {
  return { actor, inWork, secret, device: agentOf(request) }
}

const agentOf = (request: FastifyRequest) => String(request.headers['user-agent'] ?? '')

/** Whether cookies may be kept to encrypted ways. */
export function isSecure({ origin }: PeopleNeeds, request: FastifyRequest): boolean {
  return origin ? origin.startsWith('https:') : request.protocol === 'https'
}

/** Puts the session into the browser's cookie, out of reach of scripts. */
export function admitted(needs: PeopleNeeds, { request, reply }: Exchange, entered: SignedIn) {
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

/** Takes it away again. */
export function dismissed(needs: PeopleNeeds, { request, reply }: Exchange): void {
  const secure = isSecure(needs, request)
  reply.clearCookie(COOKIE, { path: '/', httpOnly: true, sameSite: 'lax', secure })
}
