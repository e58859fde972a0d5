/** The market's own papers over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../kernel/actor.ts'
import { instant, type Http } from '../../platform/http.ts'
import { nameShapes } from '../../platform/http/shapes.ts'
import { ITEM_LETTERS_MAX, items, marketRefusals, type Item } from './model.ts'
import { marketDetails, openMarket, setDetails, type MarketDetails } from './service.ts'

const refusals = [accessRefusals, marketRefusals]
const text = z.string().max(ITEM_LETTERS_MAX)
const said = z.strictObject(
  Object.fromEntries(items.map((item) => [item, text])) as Record<Item, typeof text>,
)
const details = z.object({
  version: z.int().min(0),
  said,
  setAt: instant.nullable(),
  missing: z.array(z.enum(items)),
  openedAt: instant.nullable(),
})
nameShapes({ MarketDetails: details })

/** Declares who runs the market, for everybody to read, and its opening. */
export function marketDetailsRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/market/details',
    summary: 'Who runs this market, and whether it is open',
    tag: 'market',
    access: 'anyone',
    reply: details,
    handle: async (work) => shown(await marketDetails(work)),
  })

  http.route({
    method: 'PUT',
    url: '/v1/market/details',
    summary: 'Says who runs this market; operators',
    tag: 'market',
    access: 'operator',
    body: z.strictObject({ said, after: z.int().min(0).max(1_000_000) }),
    reply: details,
    refusals,
    handle: async (work, { body }) => shown(await setDetails(work, body.said, body.after)),
  })

  http.route({
    method: 'POST',
    url: '/v1/market/opening',
    summary: 'Opens the market to the public, once its details are complete; operators',
    tag: 'market',
    access: 'operator',
    reply: details,
    refusals,
    handle: async (work) => shown(await openMarket(work)),
  })
}

const shown = (from: MarketDetails) => ({ ...from, missing: [...from.missing] })
