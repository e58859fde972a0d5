/** A sale of a brand, as S3 tells it: ticked among 250, told at ten, the nearest shops first, unticked. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { freshServer } from '../testing/server.ts'
import { openSmallShops, type SmallShop } from '../testing/small-shop.ts'
import { corner, type Who } from '../testing/world.ts'
import { invariants } from './main.ts'
import { sendDue } from './modules/channels/service/sending.ts'
import { merchantWordingOf } from './modules/people/model/consents.ts'
import { verify } from './platform/invariants.ts'
import { placesOfText } from './platform/person-map.ts'

const server = await freshServer()
const { platform, settle } = server
const { get, post, put, drop, aShop, people } = openSmallShops(server)
const { db } = platform.database

/** By the clock of Seoul. The sender looks every two seconds; here it looks just now. */
const at = async (text: string) => {
  server.at(new Date(`${text}+09:00`))
  await sendDue(platform.inWork, new AbortController().signal)
  await settle()
}
const brandsOf = async (who: Who | null, query = '') => {
  const all: { merchant: { id: string; name: string }; isFriend: boolean | null }[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    // oxlint-disable-next-line no-await-in-loop -- each page begins where the one before ended
    const page = await get(`/v1/brands?limit=40${query}${cursor && `&cursor=${cursor}`}`, who)
    all.push(...page.items)
    cursor = page.nextCursor as string | null
  }
  return all
}
const tick = (who: Who, { merchantId }: Pick<SmallShop, 'merchantId'>) =>
  put(`/v1/me/friends/${merchantId}`, who, { source: 'brand-list' })
const agree = (who: Who, { merchantId }: SmallShop) =>
  post('/v1/me/merchant-consents', who, {
    merchantId,
    purpose: 'marketing',
    granted: true,
    wordingVersion: merchantWordingOf('marketing').version,
  })
const told = async (who: Who) => {
  const { items } = await get('/v1/me/inbox', who)
  return (items as { title: string; link: string; purpose: string }[]).filter(
    ({ purpose }) => purpose === 'marketing',
  )
}

/** Merchants with a shop each, put in place by SQL. */
async function otherBrands(count: number): Promise<void> {
  await sql`
    with made as (
      insert into places.merchant (id, name, category, color, created_at, changed_at)
      select gen_random_uuid(), '브랜드 ' || n, 'fashion', '#0f766e', now(), now()
      from generate_series(1, ${count}) n returning id
    )
    insert into places.place (id, merchant_id, name, category, address, lng, lat, time_zone,
      is_visible, created_at, changed_at)
    select gen_random_uuid(), id, '본점', 'fashion', '', 127, 37.5, 'Asia/Seoul', true, now(), now()
    from made`.execute(db)
}

/** A shop of a brand, so many meters north of the first. */
const branch = async ({ merchantId, owner }: SmallShop, name: string, metersNorth: number) => {
  const lat = corner.lat + metersNorth / 111_195
  const made = await post(`/v1/merchants/${merchantId}/places`, owner, {
    name,
    category: 'cafe',
    address: '서울 마포구',
    lng: corner.lng,
    lat,
  })
  return String(made.id)
}

/** A sale page, open, and news of it to all friends at the instant when it begins. */
async function planSale({ merchantId, owner }: SmallShop, title: string, startsAt: string) {
  const starts = new Date(`${startsAt}+09:00`)
  const ends = new Date(starts.getTime() + 2 * 86_400_000)
  const page = await post(`/v1/merchants/${merchantId}/pages`, owner, {
    title,
    entriesMax: 1_000,
    startsAt: starts.toISOString(),
    endsAt: ends.toISOString(),
  })
  await post(`/v1/pages/${page.id}/open`, owner)
  const list = `/v1/merchants/${merchantId}/broadcasts`
  const id = crypto.randomUUID()
  const link = `/e/${encodeURIComponent(String(page.slug))}`
  await post(list, owner, {
    id,
    content: { title, body: '매장에서 만나요.', link },
    controlPercent: 0,
    timing: { kind: 'at', at: starts.toISOString() },
  })
  await post(`${list}/${id}/launch`, owner)
  return { link, slug: String(page.slug), id: String(page.id), page }
}

test('EV12, EV13: S3, a shopper ticks three of 250 brands, hears at ten, finds the nearest shop, and unticks', async () => {
  await at('2026-04-16T09:00:00')
  const sale = await aShop('세일하는 브랜드')
  const [second, third] = [await aShop('둘째 브랜드'), await aShop('셋째 브랜드')]
  await put(`/v1/merchants/${sale.merchantId}/plan`, sale.owner, { planId: 'promotion' })
  await otherBrands(247)
  const [shopper, loyal, elsewhere, silent, stranger] = (await people(5)) as [
    ...[Who, Who, Who, Who, Who],
  ]

  // 250 are listed, each once; three are ticked, of which one is looked for by its initials.
  const all = await brandsOf(shopper)
  expect(all).toHaveLength(250)
  expect(new Set(all.map(({ merchant }) => merchant.id)).size).toBe(250)
  const [found] = await brandsOf(shopper, `&q=${encodeURIComponent('ㅅㅇㅎㄴ')}`)
  expect(found?.merchant.id).toBe(sale.merchantId)
  for (const shop of [sale, second, third]) {
    await tick(shopper, shop)
    await agree(shopper, shop)
  }
  const ticked = (await brandsOf(shopper)).filter(({ isFriend }) => isFriend)
  expect(ticked.map(({ merchant }) => merchant.name).toSorted()).toEqual([
    '둘째 브랜드',
    '세일하는 브랜드',
    '셋째 브랜드',
  ])
  await tick(loyal, sale)
  await agree(loyal, sale)
  // A friend of another brand, a friend who wants no advertisements, and nobody's friend.
  await tick(elsewhere, second)
  await agree(elsewhere, second)
  await tick(silent, sale)
  await agree(stranger, sale)

  // Ten in the morning, by the clock of Seoul, to the second.
  await branch(sale, '먼 지점', 9_000)
  const near = await branch(sale, '가까운 지점', 300)
  const hidden = await branch(sale, '아직 안 연 지점', 10)
  await server.call('PATCH', `/v1/places/${hidden}`, {
    as: sale.owner.token,
    body: { isVisible: false },
  })
  const first = await planSale(sale, '봄 세일', '2026-04-17T10:00:00')
  const everybody = [shopper, loyal, elsewhere, silent, stranger]
  const heard = () => Promise.all(everybody.map(async (who) => (await told(who)).length))
  await at('2026-04-17T09:59:59')
  expect(await heard()).toEqual([0, 0, 0, 0, 0])
  await at('2026-04-17T10:00:00')
  expect(await heard()).toEqual([1, 1, 0, 0, 0])
  expect(await told(shopper)).toMatchObject([{ title: '(광고) 봄 세일', link: first.link }])

  // The page of the sale lists its shops: by name at first, then from where the shopper stands.
  const shops = `/v1/pages/${encodeURIComponent(first.slug)}/places`
  const byName = await get(shops, shopper)
  expect(byName).toMatchObject({ total: 3, nextCursor: null })
  expect(names(byName)).toEqual(['가까운 지점', '먼 지점', '본점'])
  const here = `lng=${corner.lng}&lat=37.5651987`
  const byDistance = await get(`${shops}?${here}&limit=2`, shopper)
  expect(names(byDistance)).toEqual(['가까운 지점', '본점'])
  const [one, other] = byDistance.items as { distanceMeters: number; isOpen: boolean | null }[]
  expect(one).toMatchObject({ id: near, distanceMeters: 11, isOpen: null })
  expect(other).toMatchObject({ distanceMeters: 289, isOpen: true })
  const rest = await get(`${shops}?${here}&limit=2&cursor=${byDistance.nextCursor}`, shopper)
  expect(names(rest)).toEqual(['먼 지점'])
  // Named one by one, the others are not listed; and where the shopper stood is written nowhere.
  const { title, entriesMax, startsAt, endsAt } = first.page
  const words = { title, entriesMax, startsAt, endsAt }
  await put(`/v1/pages/${first.id}`, sale.owner, { ...words, placeIds: [near] })
  expect(names(await get(`${shops}?${here}`, shopper))).toEqual(['가까운 지점'])
  const kept = await platform.inWork({ kind: 'system', name: 'test' }, (work) =>
    placesOfText(work.tx, ['37.5651987']),
  )
  expect([...kept]).toEqual([])

  // Unticked after the next sale was planned, half an hour before it begins: nothing comes.
  await planSale(sale, '여름 세일', '2026-04-18T10:00:00')
  await at('2026-04-18T09:30:00')
  await drop(`/v1/me/friends/${sale.merchantId}`, shopper)
  await at('2026-04-18T10:00:00')
  expect(await heard()).toEqual([1, 2, 0, 0, 0])
  const still = (await brandsOf(shopper)).filter(({ isFriend }) => isFriend)
  expect(still).toHaveLength(2)
  const broken = await verify(platform.database, invariants)
  expect(broken.filter(({ rows }) => rows.length > 0)).toEqual([])
})

const names = ({ items }: { items: readonly { name: string }[] }) => items.map(({ name }) => name)
