/** Coupons used at a counter, told by the log, become visits on a real database. */
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { freshDatabase, waitForLock } from '../../../../testing/pg.ts'
import { holding } from '../../../../testing/race.ts'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import { HOUR_MS } from '../../../kernel/time.ts'
import { addDevice, openDevices } from '../../devices/service.ts'
import { couponRedeemed } from '../../offers/events.ts'
import { openLocationUses } from '../../people/service.ts'
import { forgetAfter } from '../../people/service/memory.ts'
import { openConsents } from '../../people/service/open-consents.ts'
import { savePerson, shopper } from '../../people/testing.ts'
import { createMerchant, createPlace } from '../../places/service.ts'
import { presenceReactions } from '../reactions.ts'
import { openPresence } from '../service.ts'
import { noon, spot } from '../testing.ts'

const { platform, db, inWork, rows, at, runReactions } = await freshDatabase()
const [placeId, merchantId] = [testId('place'), testId('merchant')]
const [agreed, silent] = [1, 2]
const personId = (number: number) => testId('person', number)

beforeAll(async () => {
  at(new Date(noon))
  await inWork(theSystem, async (work) => {
    await createMerchant(work, { id: merchantId, name: '연남 커피', category: 'cafe' })
    await createPlace(work, merchantId, { id: placeId, name: '본점', address: '서울', ...spot(0) })
    await savePerson(work, shopper(agreed), ['location'])
    await savePerson(work, shopper(silent), [])
  })
})

const redeem = (number: number) =>
  inWork(theSystem, async (work) => {
    work.announce(couponRedeemed, {
      redemptionId: testId('redemption', number),
      couponId: testId('coupon', number),
      offerId: testId('offer'),
      campaignId: null,
      personId: personId(number),
      placeId,
      merchantId,
      billMinor: 5_000,
      discountMinor: 1_000,
      pointsEarned: 200,
    })
    return Promise.resolve()
  })

const open = () =>
  openPresence(platform, {
    consents: openConsents(platform),
    uses: openLocationUses(platform),
    devices: openDevices(platform),
  })

test('PR26 where a person is, is told with consent only, and each look is recorded', async () => {
  const presence = open()
  const place = { merchantId }
  const where = (number: number) =>
    inWork(theSystem, (work) => presence.whereabouts(work, personId(number), place))
  expect(await where(silent)).toBeNull()
  expect(await where(agreed)).toEqual({ zoneIds: [], visitEvidence: -1, isFirstVisit: true })
  const looks = (await rows('people.location_use')).filter(({ purpose }) => purpose === 'offer')
  expect(looks).toMatchObject([{ personId: personId(agreed), merchantId, count: 1 }])
  presence.close()
})

test('PR25 a coupon used at the counter is a visit confirmed by staff, once', async () => {
  const presence = open()
  const identity = { kind: 'tag' } as const
  const tag = await inWork(theSystem, (work) =>
    addDevice(work, { placeId, zoneId: null, label: '계산대', identity }),
  )
  const code = tag.identity.kind === 'tag' ? tag.identity.code : ''
  // Scanned at the table, paid at the counter: the same visit, surer than before.
  const me = aPerson({ number: agreed })
  const { visitId } = await presence.checkInByTag(me, code, 'qr')
  await redeem(agreed)
  await redeem(agreed)
  // Who did not agree to be noticed is not.
  await redeem(silent)
  await runReactions([presenceReactions(presence)])
  expect(await rows('presence.visit')).toMatchObject([
    { id: visitId, personId: personId(agreed), placeId, evidence: 3, method: 'staff' },
  ])
  const told = (await rows('platform.fact')).map(({ name }) => `${String(name)}`)
  expect(told.filter((name) => name.startsWith('presence.visit-'))).toEqual([
    'presence.visit-started',
    'presence.visit-confirmed',
  ])
  // PR26: confirmed, and still the first.
  const seen = await inWork(theSystem, (work) =>
    presence.whereabouts(work, personId(agreed), { merchantId }),
  )
  expect(seen).toMatchObject({ visitEvidence: 3, isFirstVisit: true })
  presence.close()
})

test('PR25 somebody whose consents are read anew under way is not taken for one who says no', async () => {
  const presence = open()
  // Another process is quicker, and what is known here is worked out again.
  const letGo = await holding(inWork, ({ tx }) =>
    sql`update presence.person set version = version + 1`.execute(tx),
  )
  const later = new Date(noon + HOUR_MS)
  at(later)
  const taking = presence.takeRedemptions([{ personId: personId(agreed), placeId, at: later }])
  await waitForLock(db)
  await inWork(theSystem, (work) => Promise.resolve(forgetAfter(work, personId(agreed))))
  await Promise.all([letGo(), taking])
  const visits = await rows('presence.visit')
  expect(visits.map(({ startedAt }) => startedAt)).toContainEqual(later)
  presence.close()
})
