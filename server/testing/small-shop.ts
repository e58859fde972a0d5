/** A small shop for tests that play a whole story through the API: opened, followed, with offers and pictures. */
import sharp from 'sharp'
import { merchantWordingOf } from '../src/modules/people/model/consents.ts'
import { manyPeople, signedIn } from './members.ts'
import type { Answer, freshServer } from './server.ts'
import { corner, type Who } from './world.ts'

type Server = Awaited<ReturnType<typeof freshServer>>
type Body = Answer['body']
export type SmallShop = {
  readonly owner: Who
  readonly merchantId: string
  readonly placeId: string
}

/** Calls that answer the body, or throw what was refused. */
export function askingOf({ call }: Server) {
  const ok = ({ status, body }: Answer): Body => {
    if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`)
    return body as unknown
  }
  type Ask = (url: string, as: Who, body?: object) => Promise<Body>
  const ask =
    (method: 'POST' | 'PUT' | 'DELETE'): Ask =>
    async (url, { token }, body) =>
      ok(
        await call(method, url, { as: token, ...(body && { body }), key: crypto.randomUUID() }),
      ) as unknown
  const get = async (url: string, as: Who | null = null): Promise<Body> =>
    ok(await call('GET', url, { as: as?.token ?? null })) as unknown
  return { ok, get, post: ask('POST'), put: ask('PUT'), drop: ask('DELETE') }
}

// oxlint-disable-next-line max-lines-per-function -- one short function a thing shops do
export function openSmallShops(server: Server) {
  const { ok, get, post, put, drop } = askingOf(server)

  /** Opened by whoever has just signed up, every day from nine to nine. */
  const aShop = async (name: string): Promise<SmallShop> => {
    const owner = (await server.signUp('사장님')) as Who
    const merchant = await post('/v1/merchants', owner, { name, category: 'cafe' })
    const everyDay = { spans: [{ fromMinute: 540, untilMinute: 1_260 }], breaks: [] }
    const place = await post(`/v1/merchants/${merchant.id}/places`, owner, {
      name: '본점',
      category: 'cafe',
      address: '서울 마포구 동교로 1',
      ...corner,
      hours: { days: Array(7).fill(everyDay), holidays: { kind: 'as-usual' } },
    })
    return { owner, merchantId: String(merchant.id), placeId: String(place.id) }
  }

  /** Ten percent off, open to all. */
  const anOffer = async (
    { merchantId, owner }: SmallShop,
    title: string,
    change: object = {},
  ): Promise<string> => {
    const off = { kind: 'percent', percentOff: 10 }
    const { id } = await post(`/v1/merchants/${merchantId}/offers`, owner, {
      title,
      terms: { effects: [{ kind: 'order-discount', tiers: { steps: [{ off }] } }] },
      endsAt: '2026-12-31T15:00:00Z',
      isPublic: true,
      state: 'open',
      ...change,
    })
    return String(id)
  }

  const aPicture = async ({ merchantId, owner }: SmallShop): Promise<string> => {
    const canvas = { width: 60, height: 40, channels: 3, background: '#7a9e6b' } as const
    const answer = await server.call('POST', `/v1/merchants/${merchantId}/pictures`, {
      as: owner.token,
      body: await sharp({ create: canvas }).png().toBuffer(),
      headers: { 'content-type': 'image/png' },
    })
    return String(ok(answer).id)
  }

  /** Follows by a link of the shop, and agrees to what this shop sends. */
  const follow = async (shop: SmallShop, source: string, who: Who): Promise<void> => {
    const { merchantId, owner } = shop
    const { code } = await get(`/v1/merchants/${merchantId}/follow-links/${source}`, owner)
    await post(`/v1/follow-links/${code}/follow`, who)
    await post('/v1/me/merchant-consents', who, {
      merchantId,
      purpose: 'marketing',
      granted: true,
      wordingVersion: merchantWordingOf('marketing').version,
    })
  }

  const people = async (count: number): Promise<readonly Who[]> =>
    signedIn(server.platform, await manyPeople(server.platform, count, []))

  return { get, post, put, drop, aShop, anOffer, aPicture, follow, people }
}
