/** Talks on a real database, for tests: who is there, and what they mostly do. */
import { sql } from 'kysely'
import type { Actor } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import type { Work } from '../../../platform/work.ts'
import { freshDatabase } from '../../../../testing/pg.ts'
import { startingLine } from '../../../../testing/race.ts'
import { anOffer } from '../../offers/testing.ts'
import { createOffer } from '../../offers/service.ts'
import { addMembership, createPerson } from '../../people/service.ts'
import { createMerchant, createPlace } from '../../places/service.ts'
import type { Content } from '../model/message.ts'
import { talkInvariants } from '../service.ts'
import { readMine } from './looking.ts'
import { openTalk, writeToShop } from './mine.ts'
import { answer } from './shop.ts'

export const noon = new Date('2026-04-16T03:00:00Z')
export const merchantId = testId<'merchant'>('merchant')
export const otherMerchant = testId<'merchant'>('merchant', 2)
export const placeId = testId<'place'>('place')
export const offerId = testId<'offer'>('offer')
export const shopper = aPerson()
export const friend = aPerson({ number: 2 })
const works = (role: 'owner' | 'staff') => ({ memberships: [{ merchantId, role }] })
export const owner = aPerson({ number: 90, ...works('owner') })
export const staff = aPerson({ number: 91, ...works('staff') })
export const colleague = aPerson({ number: 92, ...works('staff') })
export const foreigner = aPerson({
  number: 93,
  memberships: [{ merchantId: otherMerchant, role: 'owner' }],
})
export const words = (text: string): Content => ({ kind: 'text', text })
export const idOf = (number: number) => testId<'talk-message'>('talk-message', number)

export const all = { before: null, limit: 100 }
/** The code of a refusal; null when nothing was refused. */
export const code = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: { code: string }) => error.code,
  )

// oxlint-disable-next-line max-lines-per-function -- one short function a thing tests do
export async function openTalks() {
  const database = await freshDatabase()
  const { inWork, at, clear, db } = database
  const reset = async (): Promise<void> => {
    await clear()
    at(noon)
    await inWork(theSystem, async (work) => {
      for (const [number, name] of ['모퉁이 커피', '옆집 빵집'].entries()) {
        const id = testId<'merchant'>('merchant', number + 1)
        await createMerchant(work, { id, name, category: 'cafe', color: '#123456' })
      }
      const spot = { name: '본점', address: '서울 종로구', lng: 126.98, lat: 37.57 }
      const nine = { spans: [{ fromMinute: 600, untilMinute: 1_200 }], breaks: [] }
      const hours = { days: Array(7).fill(nine), holidays: { kind: 'as-usual' } } as const
      await createPlace(work, merchantId, { ...spot, id: placeId, hours })
      for (const [lane, who] of [shopper, friend, owner, staff, colleague].entries()) {
        const name = who === shopper ? '김손님' : '누군가'
        const bare = { email: null, passwordHash: null, locale: 'ko' } as const
        await createPerson(work, { ...bare, id: who.personId, name, phone: `+8210123456${lane}0` })
        for (const membership of who.memberships) {
          await addMembership(work, { ...membership, personId: who.personId })
        }
      }
      await createOffer(work, anOffer({ id: offerId, merchantId, couponsMax: 1 }))
    })
  }

  const open = (as: Actor = shopper) =>
    inWork(as, async (work) => (await openTalk(work, { merchantId, placeId })).id)
  const say = (talkId: Id<'talk'>, number: number, text = `말 ${number}`, as: Actor = shopper) =>
    inWork(as, (work) => writeToShop(work, talkId, { id: idOf(number), content: words(text) }))
  const reply = (
    talkId: Id<'talk'>,
    number: number,
    content: Content = words(`답 ${number}`),
    as: Actor = staff,
  ) => inWork(as, (work) => answer(work, { merchantId, talkId }, { id: idOf(number), content }))
  const seenBy = async (talkId: Id<'talk'>, as: Actor = shopper) =>
    (await inWork(as, (work) => readMine(work, talkId, all))).messages
  const talkNow = async (talkId: Id<'talk'>) =>
    (await inWork(shopper, (work) => readMine(work, talkId, all))).talk
  async function broken(): Promise<readonly string[]> {
    const found: string[] = []
    for (const { id, query } of talkInvariants) {
      const { rows: bad } = await sql.raw(query).execute(db)
      if (bad.length > 0) found.push(`${id}: ${JSON.stringify(bad)}`)
    }
    return found
  }

  /** Runs bodies in works that have all begun before any goes on. */
  async function race<Result>(
    lanes: readonly (readonly [Actor, (work: Work) => Promise<Result>])[],
  ): Promise<readonly (Result | string)[]> {
    const allAreOpen = startingLine(lanes.length)
    const results = await Promise.allSettled(
      lanes.map(([actor, body]) =>
        inWork(actor, async (work) => {
          await allAreOpen()
          return body(work)
        }),
      ),
    )
    return results.map((it) =>
      it.status === 'fulfilled' ? it.value : (it.reason as { code: string }).code,
    )
  }

  return { ...database, reset, open, say, reply, seenBy, talkNow, broken, race }
}
