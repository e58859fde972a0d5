/** News of the demo's café with a coupon: sent, read, taken, and used at the counter. */
import { seededChance } from '../src/kernel/chance.ts'
import type { Id } from '../src/kernel/id.ts'
import { MINUTE_MS, SECOND_MS } from '../src/kernel/time.ts'
import { everyFriend } from '../src/modules/channels/model/broadcast.ts'
import { draftBroadcast, launchBroadcast } from '../src/modules/channels/service/broadcasts.ts'
import { grantCoupons } from '../src/modules/offers/service/grants.ts'
import { clickMessage, inboxOf, readMessage } from '../src/modules/outreach/service/inbox.ts'
import { addOffer, amount, offer, percent, type DemoOffer } from './demo-campaigns.ts'
import { actorOf, inTurns, payWithCoupon, type Cafe, type Town } from './demo-rounds.ts'
import { demoActor, demoId } from './demo-town.ts'

const SEED = 29
const CONTROL_PERCENT = 30
const READS = 0.36
/** Of those who opened it, some take the coupon. */
const CLICKS = 0.2
/** Who took the coupon comes in far more often than the others: that is what the news did. */
const comesIn = { withCoupon: 0.65, without: 0.04 }
/** Some leave it in the wallet for another time. */
const USES = 0.75
/** They come one of so many evenings after. */
const VISIT_EVENINGS = 2
/** From the scan of the code beside the till to the paid bill. */
const PAYS_AFTER_MINUTES = 8
const GONE_AFTER_MINUTES = 60
/** The news lies among few messages. */
const INBOX_MAX = 5

type DemoNews = {
  readonly daysAgo: number
  readonly title: string
  readonly body: string
  readonly offer: DemoOffer
}
/** Their names also draw who is kept out to compare with, and their order in the list. */
const allNews: readonly DemoNews[] = [
  {
    daysAgo: 14,
    title: '공주 밤라떼가 돌아왔어요',
    body: '밤을 직접 졸여 만든 라떼예요. 친구분들께 먼저 알려 드려요.',
    offer: offer('골목커피', '밤라떼 1,500원 할인', amount(1_500), 5_000, true),
  },
  {
    daysAgo: 3,
    title: '갓 구운 휘낭시에가 나왔어요',
    body: '커피와 함께 드시면 20% 빼 드려요. 오후에 잠깐 쉬었다 가세요.',
    offer: offer('골목커피', '커피와 휘낭시에 20% 할인', percent(20, 3_000), 8_000, true),
  },
]

const coffee = demoId('merchant', '골목커피')
type Person = Id<'person'>
type Coming = {
  readonly daysAgo: number
  readonly personId: Person
  readonly couponId: Id<'coupon'> | null
}

export type DemoActs = {
  morning(daysAgo: number): Promise<void>
  /** @param friends of that evening, always in the same order */
  evening(daysAgo: number, start: Date, friends: readonly Person[]): Promise<void>
}

/** Makes the coupons of the news; what is to be told waits for its day. */
export async function openDemoNews(town: Town, cafes: readonly Cafe[]): Promise<DemoActs> {
  const chance = seededChance(SEED)
  const coming: Coming[] = []
  await town.platform.inWork({ kind: 'system', name: 'demo town' }, async (work) => {
    for (const each of allNews) await addOffer(work, each.offer)
  })
  return {
    async morning(daysAgo) {
      for (const news of allNews.filter((it) => it.daysAgo === daysAgo)) await send(town, news)
    },
    async evening(daysAgo, start, friends) {
      for (const news of allNews.filter((it) => it.daysAgo === daysAgo)) {
        coming.push(...(await read(town, news, friends, chance)))
      }
      const tonight = coming.filter((it) => it.daysAgo === daysAgo)
      if (tonight.length > 0) await visit(town, start, tonight, cafes)
    },
  }
}

async function send(town: Town, { title, body, offer: { title: offerTitle } }: DemoNews) {
  const id = demoId('broadcast', title)
  await town.platform.inWork(demoActor('owner'), async (work) => {
    await draftBroadcast(work, coffee, {
      id,
      content: {
        title,
        body,
        pictureId: null,
        offerId: demoId('offer', offerTitle),
        link: null,
        ways: [],
      },
      audience: everyFriend,
      controlPercent: CONTROL_PERCENT,
      timing: { kind: 'now' },
    })
    await launchBroadcast(work, coffee, id)
  })
  await town.drain()
}

/** Some open the news, some take the coupon in it; answers who comes in, and on which evening. */
async function read(
  town: Town,
  { title, daysAgo, offer: { title: offerTitle } }: DemoNews,
  friends: readonly Person[],
  chance: () => number,
): Promise<readonly Coming[]> {
  // All is drawn before anything happens: what runs side by side ends in any order.
  const drawn = friends.map((personId, at) => ({
    personId,
    reads: chance() < READS,
    clicks: chance() < CLICKS,
    comes: chance(),
    uses: chance() < USES,
    daysAgo: daysAgo - 1 - (at % VISIT_EVENINGS),
  }))
  const taking = new Set<Person>()
  await inTurns(drawn, async ({ personId, reads, clicks }) => {
    if (!reads) return
    await town.platform.inWork(actorOf(personId), async (work) => {
      const { items } = await inboxOf(work, { limit: INBOX_MAX, after: null })
      const message = items.find((it) => it.title.includes(title))
      if (!message) return
      await (clicks ? clickMessage : readMessage)(work, message.id)
      if (clicks) taking.add(personId)
    })
  })
  const couponId = (personId: Person) => demoId('coupon', `${title} ${personId}`)
  const grants = drawn.filter(({ personId }) => taking.has(personId))
  const offerId = demoId('offer', offerTitle)
  await town.platform.inWork({ kind: 'system', name: 'offers.claims' }, (work) =>
    grantCoupons(
      work,
      grants.map(({ personId }) => {
        return { couponId: couponId(personId), offerId, personId, source: { kind: 'claim' } }
      }),
    ),
  )
  return drawn.flatMap(({ personId, comes, uses, daysAgo: on }): readonly Coming[] => {
    const hasCoupon = taking.has(personId)
    if (comes >= (hasCoupon ? comesIn.withCoupon : comesIn.without)) return []
    return [{ daysAgo: on, personId, couponId: hasCoupon && uses ? couponId(personId) : null }]
  })
}

/** They scan the code beside the till, and who has a coupon pays with it. */
async function visit(
  town: Town,
  start: Date,
  coming: readonly Coming[],
  cafes: readonly Cafe[],
): Promise<void> {
  const later = (minutes: number) => new Date(start.getTime() + minutes * MINUTE_MS)
  const visits = coming.flatMap((each, at) => {
    const cafe = cafes[at % cafes.length]
    return cafe ? [{ ...each, cafe, billMinor: 8_500 + (at % 7) * 1_500 }] : []
  })
  const at = new Date(start.getTime() - SECOND_MS).toISOString()
  await town.post(
    visits.map(({ personId, cafe: { tagCode: code } }) => {
      return { personId, kind: 'scan', at, code, medium: 'qr' }
    }),
  )
  town.at(later(PAYS_AFTER_MINUTES))
  await inTurns(visits, async ({ couponId, ...each }) => {
    if (!couponId) return
    town.held.coupons.set(each.personId, couponId)
    await payWithCoupon(town, each)
  })
  town.at(later(GONE_AFTER_MINUTES))
  await town.settleSilent()
}
