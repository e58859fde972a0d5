/** The way out of advertising: a page that needs no script and no sign-in, and the click of mail programs. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Refused } from '../../../kernel/refused.ts'
import type { Http } from '../../../platform/http.ts'
import { takeText } from '../../../platform/http/app.ts'
import { protect } from '../../../platform/http/open-page.ts'
import type { Locale } from '../../people/model.ts'
import { proofOf } from '../../people/service/consent-proofs.ts'
import { languageIn, optOutPage, type OptOutScope, type OptOutShown } from '../model/opt-out.ts'
import { outreachRefusals } from '../model.ts'
import { optOut, optOutState } from '../service/opt-out.ts'

export type OptOutNeeds = {
  /** Signs the ways out. */
  readonly secret: string
  readonly market: string
}

/** A form of ours has some twenty letters; whoever sends more means something else. */
const FORM_BYTES_MAX = 2_000
const FORM = 'application/x-www-form-urlencoded'
const token = z.string().regex(/^[\w-]{40,120}$/, 'not a way out')
const nobody = { kind: 'nobody' } as const
// Not part of the API that clients of ours use: absent from its description.
const hidden = { schema: { hide: true } } as const

/** Declares the page of the way out and the one click (RFC 8058). */
export function optOutRoutes(http: Http, needs: OptOutNeeds): void {
  pageRoutes(http, needs)
  http.route({
    method: 'POST',
    url: '/v1/opt-outs/:token/one-click',
    summary: 'The way out that mail programs take by themselves (RFC 8058)',
    tag: 'opt-out',
    access: 'anyone',
    params: z.object({ token }),
    textTypes: [FORM, 'multipart/form-data'],
    body: z.string().max(FORM_BYTES_MAX).nullish(),
    reply: z.undefined(),
    status: 204,
    refusals: [outreachRefusals],
    handle: async (work, { params, request }) => {
      const proof = proofOf(needs.secret, nobody, request)
      await optOut(work, needs.secret, { token: params.token, scope: 'merchant', proof })
      return undefined
    },
  })
}

function pageRoutes({ app, inWork }: Http, { secret, market }: OptOutNeeds): void {
  const written = (request: FastifyRequest, reply: FastifyReply, shown: OptOutShown): string => {
    const document = optOutPage(shown, { language: languageOf(request), market })
    protect(reply, document, true)
    // Other sites learn nothing of the address; our own form still says where it comes from.
    reply.header('referrer-policy', 'same-origin').header('cache-control', 'no-store')
    reply.header('vary', 'accept-language')
    return document.text
  }
  const page = {
    ...hidden,
    /** Refusals and faults are told in words as well: nobody reads JSON in a mail program. */
    onSend: async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
      if (reply.statusCode < 400) return payload
      return written(request, reply, { kind: reply.statusCode === 404 ? 'unknown' : 'not-now' })
    },
  }
  const path = '/opt-out/:token'

  app.get(path, page, async (request, reply) => {
    const state = await inWork(nobody, (work) => optOutState(work, secret, tokenIn(request)))
    return reply.send(written(request, reply, { kind: 'state', state }))
  })

  takeText(app, [FORM], (scope) => {
    scope.post(path, { ...page, bodyLimit: FORM_BYTES_MAX }, async (request, reply) => {
      const asked = { token: tokenIn(request), scope: scopeIn(request.body) } as const
      const proof = proofOf(secret, nobody, request)
      await inWork(nobody, (work) => optOut(work, secret, { ...asked, proof }))
      // To a page that can be loaded again without sending the form once more.
      const to = `/opt-out/${asked.token}?language=${languageOf(request)}`
      return reply.header('cache-control', 'no-store').redirect(to, 303)
    })
  })
}

/** @throws {Refused} `outreach.link-unknown` */
function tokenIn(request: FastifyRequest): string {
  const read = token.safeParse((request.params as { readonly token: string }).token)
  if (!read.success) throw new Refused(outreachRefusals, 'outreach.link-unknown')
  return read.data
}

/** What a form says; a press whose choice got lost on the way ends what the letter was about. */
function scopeIn(body: unknown): OptOutScope {
  const form = new URLSearchParams(typeof body === 'string' ? body : '')
  return form.get('scope') === 'all' ? 'all' : 'merchant'
}

const languageAsked = z.object({ language: z.enum(['ko', 'en']) })

/** As the reader chose on the page, or else as their browser says. */
function languageOf({ query, headers }: FastifyRequest): Locale {
  const asked = languageAsked.safeParse(query)
  return asked.success ? asked.data.language : languageIn(headers['accept-language'])
}
