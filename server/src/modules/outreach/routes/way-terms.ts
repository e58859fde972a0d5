/** What ways cost shops and how much they may use, over HTTP: the operator's. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import type { Http } from '../../../platform/http.ts'
import { wayNames } from '../model/delivery.ts'
import { WAY_PER_MONTH_MAX, WAY_PRICE_MINOR_MAX } from '../model/mailing-ways.ts'
import { changeWayTerms, wayTerms } from '../service/mailing-ways.ts'

const way = z.enum(wayNames)
const terms = {
  /** For each letter of a broadcast or campaign; 0 is free. */
  priceMinor: z.int().min(0).max(WAY_PRICE_MINOR_MAX),
  /** Letters that a shop may send in a calendar month. */
  perMonthMax: z.int().min(0).max(WAY_PER_MONTH_MAX),
}
const shown = z.object({ way, ...terms })
const operatorOnly = { tag: 'operator', access: 'operator' } as const

export function wayTermsRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/operator/way-terms',
    summary:
      'What each way costs shops for advertising, and how much of it they may use in a month',
    ...operatorOnly,
    reply: z.object({ items: z.array(shown) }),
    handle: async (work) => {
      const all = await wayTerms(work)
      return { items: wayNames.map((name) => ({ way: name, ...all[name] })) }
    },
  })
  http.route({
    method: 'PUT',
    url: '/v1/operator/way-terms/:way',
    summary: 'Changes what a way costs, and its limit, from now on',
    ...operatorOnly,
    params: z.object({ way }),
    body: z.strictObject(terms),
    reply: shown,
    refusals: [accessRefusals],
    handle: (work, { params, body }) => changeWayTerms(work, { ...params, ...body }),
  })
}
