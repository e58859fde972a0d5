/** All that is kept of me: shown, handed over, erased; and who looked at it. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { idOf, instant, listOf, type Http } from '../../../platform/http.ts'
import type { PersonMap } from '../../../platform/person-map.ts'
import { PASSWORD_LETTERS_MAX } from '../model.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { lookedAt } from '../model/looks.ts'
import { eraseAsker } from '../service/erasing-door.ts'
import { looksAtAsker } from '../service/looks.ts'
import { exportAsker } from '../service/erasing.ts'

export type PersonDataNeeds = {
  readonly secret: string
  readonly maps: readonly PersonMap[]
  /** Takes the session out of the browser. */
  dismiss(exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply }): void
}

const row = z.record(z.string(), z.unknown())

const personOnly = { tag: 'people', access: 'person' } as const

/** Declares the routes of all that is kept of a person. */
export function personDataRoutes(http: Http, needs: PersonDataNeeds): void {
  exportRoute(http, needs)
  readerRoute(http)
  eraseRoute(http, needs)
}

function exportRoute(http: Http, { maps }: PersonDataNeeds): void {
  http.route({
    method: 'GET',
    url: '/v1/me/export',
    summary: 'All that is kept of me, by table',
    ...personOnly,
    reply: z.object({
      personId: idOf('person'),
      exportedAt: instant,
      tables: z.record(z.string(), z.array(row)),
      cut: z.array(z.string()),
    }),
    refusals: [peopleRefusals],
    rate: { perMinute: 10 },
    handle: async (work) => {
      const { tables, cut, ...rest } = await exportAsker(work, maps)
      const lists = Object.entries(tables).map(([table, rows]) => [table, [...rows]])
      const named = Object.fromEntries(lists) as Record<string, Record<string, unknown>[]>
      return { ...rest, tables: named, cut: [...cut] }
    },
  })
}

function readerRoute(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/me/readers',
    summary: 'Who looked at what is kept of me, by the minute, newest first',
    ...personOnly,
    reply: listOf(
      z.object({
        at: instant,
        merchantId: idOf('merchant').nullable(),
        by: z.enum(['person', 'key', 'system']),
        what: z.enum(lookedAt),
        count: z.int(),
      }),
    ),
    handle: async (work) => ({
      items: (await looksAtAsker(work)).map(({ minute, reader, merchantId, what, count }) => ({
        at: minute,
        merchantId,
        by: readerKind(reader),
        what,
        count,
      })),
      nextCursor: null,
    }),
  })
}

function eraseRoute(http: Http, { secret, dismiss }: PersonDataNeeds): void {
  http.route({
    method: 'DELETE',
    url: '/v1/me',
    summary: 'Erases me, at once and for good: with my password, or a code sent to me',
    ...personOnly,
    plain: true,
    body: z.strictObject({
      password: z.string().min(1).max(PASSWORD_LETTERS_MAX).optional(),
      code: z
        .string()
        .regex(/^\d{6}$/, 'a code has six digits')
        .optional(),
    }),
    reply: z.undefined(),
    status: 204,
    refusals: [peopleRefusals],
    rate: { perMinute: 10 },
    handle: async (call) => {
      await eraseAsker({ inWork: call.inWork, actor: call.actor, secret }, call.body)
      dismiss(call)
      return undefined
    },
  })
}

function readerKind(reader: string): 'person' | 'key' | 'system' {
  if (reader.startsWith('person/')) return 'person'
  return reader.startsWith('key/') ? 'key' : 'system'
}
