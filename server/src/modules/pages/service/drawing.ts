/** After the end: winners are drawn, get their coupons, and hear of it by day. */
import { z } from 'zod'
import type { Id } from '../../../kernel/id.ts'
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../kernel/time.ts'
import { defineJob } from '../../../platform/jobs.ts'
import { hmacSha256 } from '../../../platform/secrets.ts'
import type { InWork, Work } from '../../../platform/work.ts'
import { giveRewards } from '../../offers/service/reward-coupons.ts'
import { quietUntil, type Message } from '../../outreach/model.ts'
import { sendMessages } from '../../outreach/service.ts'
import { settingsOf } from '../../outreach/service/hearing.ts'
import { peopleOf } from '../../people/service.ts'
import { endNumberUses, numberKeysOf } from '../../people/service/number-uses.ts'
import { timeZonesOf } from '../../people/service/time-zones.ts'
import { merchantsOf } from '../../places/service.ts'
import { winnersDrawn } from '../events.ts'
import { drawText, drawWinners, type EventPage } from '../model/page.ts'
import { winnerText } from '../model/telling.ts'
import { allEntries, markWinners, winnersOf, type Entry } from '../store/entry.ts'
import { lockPage, noteDraw, pageById, undrawnPages } from '../store/page.ts'

/** Entries that began before the end are given time to finish. */
const LATE_MS = MINUTE_MS
/** Pages drawn in one run of the timer. */
const DRAWN_AT_ONCE_MAX = 20

const drawer = { kind: 'system', name: 'pages.draw' } as const

/** Draws the winners of all events that have ended, each in a work of its own. */
export async function drawDue(inWork: InWork, now: Date): Promise<void> {
  const before = new Date(now.getTime() - LATE_MS)
  const due = await inWork(drawer, (work) => undrawnPages(work, before, DRAWN_AT_ONCE_MAX))
  for (const id of due) await inWork(drawer, (work) => drawPage(work, id))
}

/** Draws the winners of an event that has ended, once (EV7). */
export async function drawPage(work: Work, id: Id<'page'>): Promise<void> {
  const page = await lockPage(work, id)
  const isDue =
    page &&
    page.drawnAt === null &&
    page.winnersMax !== null &&
    page.seed !== null &&
    (page.state === 'ended' || page.endsAt.getTime() + LATE_MS <= work.now.getTime())
  if (!isDue) return
  const { seed, winnersMax, numbers } = page
  if (seed === null || winnersMax === null) return
  const all = await allEntries(work, id)
  const keys = await numberKeysOf(work, id)
  const tickets = all.map((entry) => ({ ...entry, numberKey: keys.get(entry.id) ?? null }))
  const { winners, skipped } = drawWinners({ numbers, winnersMax }, tickets, (number) =>
    hmacSha256(seed, drawText(id, number)),
  )
  const won = new Set(winners)
  const lucky = all.filter(({ number }) => won.has(number))
  await markWinners(work, await rewarded(work, page, lucky))
  await noteDraw(work, id, skipped)
  await endNumberUses(work, id)
  const { merchantId } = page
  work.announce(winnersDrawn, { pageId: id, merchantId, winners: lucky.length })
  work.publish(`merchant/${merchantId}`, { name: 'page-drawn', data: { pageId: id } })
  await tellByDay(
    work,
    id,
    lucky.map(({ personId }) => personId),
  )
}

/** Nobody wants to be woken for having won: each hears of it by day, where they live. */
async function tellByDay(
  work: Work,
  pageId: Id<'page'>,
  personIds: readonly Id<'person'>[],
): Promise<void> {
  if (personIds.length === 0) return
  const settings = await settingsOf(work)
  const zones = await timeZonesOf(work, personIds)
  const byZone = Map.groupBy(personIds, (id) => zones.get(id) ?? settings.timeZone)
  for (const [zone, ids] of byZone) {
    const runAt = quietUntil(work.now, settings, zone) ?? work.now
    work.enqueue(tellWinnersJob, { pageId, personIds: ids }, { runAt, key: `${pageId}/${zone}` })
  }
}

async function rewarded(
  work: Work,
  { merchantId, rewardOfferId: offerId }: EventPage,
  lucky: readonly Pick<Entry, 'id' | 'personId'>[],
): Promise<readonly Pick<Entry, 'id' | 'reward'>[]> {
  if (offerId === null) return lucky.map(({ id }) => ({ id, reward: 'none' }))
  const outcomes = await giveRewards(
    work,
    lucky.map(({ id: rewardId, personId }) => ({ rewardId, merchantId, personId, offerId })),
  )
  return lucky.map(({ id }, at) => {
    return { id, reward: outcomes[at]?.kind === 'granted' ? 'given' : 'waits' }
  })
}

/** Tells the winners of a page. Told twice only if the process dies between telling and noting so. */
export const tellWinnersJob = defineJob({
  name: 'pages.tell-winners',
  shape: z.object({ pageId: z.uuid(), personIds: z.array(z.uuid()) }),
  timeoutMs: 60 * SECOND_MS,
  attemptsMax: 5,
  run: ({ inWork }, { pageId, personIds }) =>
    inWork({ kind: 'system', name: 'pages.tell-winners' }, (work) =>
      tellWinners(work, pageId as Id<'page'>, new Set(personIds)),
    ),
})

/** Later than this, having won is no news. */
const NEWS_MS_MAX = 7 * DAY_MS

async function tellWinners(work: Work, id: Id<'page'>, told: ReadonlySet<string>): Promise<void> {
  const page = await pageById(work, id)
  const isNews = page?.drawnAt && work.now.getTime() - page.drawnAt.getTime() < NEWS_MS_MAX
  if (!page || !isNews) return
  const { merchantId, title, slug } = page
  const winners = (await winnersOf(work, id)).filter(({ personId }) => told.has(personId))
  const people = await peopleOf(
    work,
    winners.map(({ personId }) => personId),
  )
  const merchant = (await merchantsOf(work, [merchantId])).get(merchantId)
  const messages = winners.flatMap(({ personId, reward }): readonly Message[] => {
    const person = people.get(personId)
    if (!person) return []
    return [
      {
        personId,
        merchantId,
        merchantName: merchant?.name ?? '',
        merchantContact: merchant?.contact ?? null,
        purpose: 'information',
        ...winnerText({ title, hasCoupon: reward === 'given' }, person.locale),
        link: `/e/${encodeURIComponent(slug)}`,
        couponId: null,
        campaignId: null,
        decisionId: null,
      },
    ]
  })
  await sendMessages(work, messages)
}

/** What is published of a draw (EV8, EV9): numbers and the seed, nobody's name. */
export type PublishedDraw = {
  readonly seed: string
  /** How many numbers were given out. */
  readonly numbers: number
  readonly winners: readonly number[]
  readonly skipped: readonly number[]
}

/** The draw of a page; null as long as there is none. */
export async function drawOf(work: Work, page: EventPage): Promise<PublishedDraw | null> {
  if (page.drawnAt === null || page.seed === null) return null
  const winners = (await winnersOf(work, page.id)).map(({ number }) => number)
  return { seed: page.seed, numbers: page.numbers, winners, skipped: page.skipped }
}
