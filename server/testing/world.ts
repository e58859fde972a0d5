/** A small world for whole-server tests: two merchants, their people, a shopper, an operator. */
import type { Id } from '../src/kernel/id.ts'
import { createPerson } from '../src/modules/people/service.ts'
import { startSession } from '../src/modules/people/service/sessions.ts'
import { hire } from './hiring.ts'
import type { freshServer } from './server.ts'

type Server = Awaited<ReturnType<typeof freshServer>>
export type Who = { readonly token: string; readonly personId: Id<'person'> }

/** Where the world's place stands: a corner in Yeonnam-dong. */
export const corner = { lng: 126.9236, lat: 37.5626 }
const everyDay = { spans: [{ fromMinute: 0, untilMinute: 1440 }], breaks: [] }

// oxlint-disable-next-line typescript/no-explicit-any -- tests read whatever the route answers
async function created(server: Server, as: Who, url: string, body: object): Promise<any> {
  const answer = await server.call('POST', url, { as: as.token, body, key: crypto.randomUUID() })
  if (answer.status >= 300) throw new Error(`${url}: ${JSON.stringify(answer.body)}`)
  return answer.body as unknown
}

/** Makes the world through the API; only the operator is put in place by hand. */
export async function aWorld(server: Server) {
  const signUp = async (name: string) => (await server.signUp(name)) as Who
  const [shopper, owner, staff, otherOwner, bystander] = [
    await signUp('손님'),
    await signUp('사장님'),
    await signUp('직원'),
    await signUp('옆집 사장님'),
    await signUp('지나가는 사람'),
  ]
  const { platform } = server
  const operator = await platform.inWork({ kind: 'system', name: 'test' }, async (work) => {
    const email = 'operator@test.local'
    const person = await createPerson(work, {
      name: '운영자',
      email,
      passwordHash: null,
      locale: 'ko',
      isOperator: true,
      isOfAge: true,
    })
    const { token } = await startSession(work, person.id, 'test')
    return { token, personId: person.id }
  })

  const shopOf = async (who: Who, name: string, at: { lng: number; lat: number }) => {
    const merchant = await created(server, who, '/v1/merchants', { name, category: 'cafe' })
    const place = await created(server, who, `/v1/merchants/${merchant.id}/places`, {
      name: `${name} 본점`,
      category: 'cafe',
      address: '서울 마포구 동교로 200',
      ...at,
      hours: { days: Array.from({ length: 7 }, () => everyDay), holidays: { kind: 'as-usual' } },
    })
    const zone = await created(server, who, `/v1/places/${place.id}/zones`, {
      name: '가게 앞',
      shape: { kind: 'circle', center: at, radiusMeters: 50 },
      dwellSeconds: 60,
    })
    return { merchantId: merchant.id, placeId: place.id, zoneId: zone.id }
  }
  const shop = await shopOf(owner, '모퉁이 커피', corner)
  const otherShop = await shopOf(otherOwner, '옆집 빵집', { lng: 126.93, lat: 37.56 })
  await hire(server, owner, shop.merchantId, staff, 'staff')
  const offer = await created(server, owner, `/v1/merchants/${shop.merchantId}/offers`, {
    title: '아메리카노 1,000원 할인',
    terms: {
      effects: [
        {
          kind: 'order-discount',
          tiers: { steps: [{ off: { kind: 'amount', amountOffMinor: 1_000 } }] },
        },
        { kind: 'points-percent', percent: 5 },
      ],
      billMinorMin: 3_000,
    },
    endsAt: '2026-12-31T15:00:00Z',
    couponsMax: 1_000,
    isPublic: true,
    state: 'open',
  })
  const coupon = await created(server, shopper, `/v1/offers/${offer.id}/claims`, {
    couponId: platform.newId('coupon'),
  })
  const device = await created(server, owner, `/v1/places/${shop.placeId}/devices`, {
    label: '문 옆 QR',
    identity: { kind: 'tag' },
  })
  const batch = await created(server, owner, `/v1/offers/${offer.id}/code-batches`, {
    title: '봄 전단',
    codes: { kind: 'made-up', pattern: '10OFF-#######', alphabet: 'crockford', count: 3 },
  })
  await server.settle()
  return {
    shopper,
    owner,
    staff,
    otherOwner,
    bystander,
    operator,
    shop,
    otherShop,
    offerId: offer.id,
    couponId: coupon.couponId,
    batchId: batch.id,
    device,
  }
}
