/** What ways cost shops and how much they may use, over HTTP: the operator's. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { instant, type Http } from '../../../platform/http.ts'
import { wayNames, type WayName } from '../model/delivery.ts'
import { WAY_PER_MONTH_MAX, WAY_PRICE_MINOR_MAX } from '../model/mailing-ways.ts'
import { changeWayTerms, wayTerms, wayTermsHistory } from '../service/way-terms.ts'

const way = z.enum(wayNames)
const terms = {
  /** For each letter of a broadcast or campaign; 0 is free. */
  priceMinor: z.int().min(0).max(WAY_PRICE_MINOR_MAX),
  /** Letters that a shop may send in a calendar month. */
  perMonthMax: z.int().min(0).max(WAY_PER_MONTH_MAX),
  /** Whether shops may choose it; what was chosen before goes no more either. */
  isOpen: z.boolean(),
}
const shown = z.object({
  way,
  ...terms,
  /** Whether this market sends on it at all. */
  isSetUp: z.boolean(),
})
const SET_SHOWN = 100
const operatorOnly = { tag: 'operator', access: 'operator' } as const

/** @param open the ways this market sends on */
export function wayTermsRoutes(http: Http, open: readonly WayName[]): void {
  http.route({
    method: 'GET',
    url: '/v1/operator/way-terms',
    summary:
      'What each way costs shops for advertising, and how much of it they may use in a month',
    ...operatorOnly,
    reply: z.object({
      items: z.array(shown),
      /** All that was ever set, newest first. */
      set: z.array(z.object({ way, ...terms, setAt: instant, setByName: z.string().nullable() })),
    }),
    handle: async (work) => {
      const all = await wayTerms(work)
      const isSetUp = (name: WayName) => open.includes(name)
      return {
        items: wayNames.map((name) => ({ way: name, ...all[name], isSetUp: isSetUp(name) })),
        set: [...(await wayTermsHistory(work, SET_SHOWN))],
      }
    },
  })
  http.route({
    method: 'PUT',
    url: '/v1/operator/way-terms/:way',
    summary: 'Changes what a way costs, its limit and whether shops may choose it, from now on',
    ...operatorOnly,
    params: z.object({ way }),
    body: z.strictObject(terms),
    reply: shown,
    refusals: [accessRefusals],
    handle: async (work, { params, body }) => {
      const set = await changeWayTerms(work, { ...params, ...body })
      return { ...set, isSetUp: open.includes(params.way) }
    },
  })
}
