/** Coupons used at 32 tills at once: of one offer, and of as many offers as there are tills. */
import { sql } from 'kysely'
import { codeText, shownPart, stepAt } from '../server/src/kernel/rotating-code.ts'
import { DAY_MS } from '../server/src/kernel/time.ts'
import { testId } from '../server/src/kernel/testing.ts'
import { flat } from '../server/src/modules/offers/model/pricing/effect.ts'
import { plainTerms } from '../server/src/modules/offers/model/terms.ts'
import { createOffer } from '../server/src/modules/offers/service.ts'
import { otpNumber } from '../server/src/platform/otp.ts'
import type { Platform } from '../server/src/platform/platform.ts'
import { requestBytes, runLoad, type LoadResult } from './load.ts'
import { beside, commit, machine, type BenchOptions, type BenchResult } from './result.ts'
import { openScratch } from './scratch.ts'
import { placeId, plainOffer, putTillsInPlace } from './till/shop.ts'

const SEED = 0
const TILLS = 32
/** So many are used up within the half minute in which their codes are good. */
const COUPONS = 3_000
const WARM_UP = 500
const AIM_P99_MS = 50
const BILL_MINOR = 12_000

/** Redemptions of one offer and of many, beside empty POSTs of the same server. */
export async function bench({ log }: BenchOptions): Promise<BenchResult> {
  const scratch = await openScratch(log)
  try {
    const keys = await putTillsInPlace(scratch.platform, TILLS, [])
    await putOffersInPlace(scratch.platform)
    const server = await scratch.startServer()
    try {
      const empty = keys.map((token) => requestBytes('POST', '/v1/empty', { token, body: {} }))
      const load = { port: server.port, connections: TILLS, count: COUPONS, warmUp: WARM_UP }
      const post = await runLoad({ ...load, requests: empty })
      const run = async (name: string, offers: readonly number[]): Promise<LoadResult> => {
        const requests = await redemptions(scratch.platform, keys, offers)
        const result = await runLoad({ ...load, requests })
        log(`${name}: ${Math.round(result.perSecond)}/s, p99 ${result.p99Ms.toFixed(1)} ms`)
        return result
      }
      const many = await run(
        'many offers',
        keys.map((_key, at) => at + 2),
      )
      const one = await run('one offer', [1])
      const row = (name: string, result: LoadResult) => ({
        name,
        value: result.p99Ms,
        unit: 'ms',
        aim: `≤ ${AIM_P99_MS} ms`,
        met: result.p99Ms <= AIM_P99_MS && result.statuses['201'] === COUPONS,
        note: `p50 ${result.p50Ms.toFixed(1)} ms, ${Math.round(result.perSecond)}/s, ${JSON.stringify(result.statuses)}`,
      })
      return {
        bench: 'redeem',
        machine: machine(),
        commit: commit(),
        seed: SEED,
        figures: [
          row(`redemptions at ${TILLS} tills, ${TILLS} offers, p99`, many),
          row(`redemptions at ${TILLS} tills, one offer, p99`, one),
          beside(`an empty POST, ${TILLS} at a time, p99`, post.p99Ms, 'ms'),
        ],
      }
    } finally {
      await server.stop()
    }
  } finally {
    await scratch.close()
  }
}

/** One offer that all tills take, and one for each. */
async function putOffersInPlace({ inWork }: Platform): Promise<void> {
  const off = { kind: 'amount', amountOffMinor: 1_000 } as const
  const discount = { kind: 'order-discount', tiers: flat(off) } as const
  const points = { kind: 'points-percent', percent: 5 } as const
  const terms = plainTerms(discount, { effects: [discount, points] })
  await inWork({ kind: 'system', name: 'bench' }, async (work) => {
    for (let number = 1; number <= TILLS + 1; number += 1) {
      await createOffer(work, {
        ...plainOffer,
        id: testId('offer', number),
        title: `쿠폰 ${number}`,
        terms,
        startsAt: new Date(work.now.getTime() - DAY_MS),
        endsAt: new Date(work.now.getTime() + 30 * DAY_MS),
        isPublic: true,
        isAutomatic: false,
      })
    }
  })
}

/** A fresh customer with a coupon for each request, and its code of this moment. */
async function redemptions(
  { database: { db }, clock }: Platform,
  keys: readonly string[],
  offers: readonly number[],
): Promise<readonly Buffer[]> {
  const count = WARM_UP + COUPONS
  const firstPhone = 20_000_000 + (offers[0] ?? 0) * 1_000_000
  const offerIds = Array.from({ length: count }, (_, at) => {
    return testId('offer', offers[at % offers.length] ?? 1)
  })
  type Row = { readonly handle: number; readonly secret: Uint8Array }
  const { rows } = await sql<Row>`
    with wanted as (
      select gen_random_uuid() as person_id, offer_id, n
      from unnest(${offerIds}::uuid[]) with ordinality as offer (offer_id, n)
    ), people as (
      insert into people.account (id, name, phone, locale, joined_at)
      select person_id, '손님', '+8210' || (${firstPhone}::integer + n)::text, 'ko', now()
      from wanted
    ), counted as (
      update offers.offer o set granted = o.granted + fresh.coupons
      from (select offer_id, count(*)::integer as coupons from wanted group by 1) as fresh
      where o.id = fresh.offer_id
    )
    insert into offers.coupon (id, offer_id, person_id, turn, source_kind, granted_at, expires_at)
    select gen_random_uuid(), offer_id, person_id, 1, 'claim', now(), now() + interval '9 days'
    from wanted
    returning handle, secret`.execute(db)
  await sql`analyze offers.coupon`.execute(db)
  // One step ahead: good from now on, and longest.
  const step = stepAt(clock()) + 1
  return rows.map(({ handle, secret }, at) => {
    const code = codeText({ handle, number: shownPart(otpNumber(secret, step)) })
    return requestBytes('POST', `/v1/places/${placeId}/redemptions`, {
      token: keys[at % keys.length] ?? '',
      key: `redeem-${String(offers[0])}-${String(at).padStart(6, '0')}`,
      body: { code, billMinor: BILL_MINOR },
    })
  })
}
