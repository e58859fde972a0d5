/** A real randomised e-mail experiment, played as two broadcasts: the report must give its effects. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { seededChance } from '../src/kernel/chance.ts'
import { uuidV7 } from '../src/kernel/id.ts'
import { theSystem } from '../src/kernel/testing.ts'
import { befriend } from '../src/modules/channels/service/testing.ts'
import { isControl } from '../src/modules/channels/store/audience.ts'
import { couponRedeemed } from '../src/modules/offers/events.ts'
import { visitStarted } from '../src/modules/presence/events.ts'
import { freshServer } from '../testing/server.ts'
import { aWorld } from '../testing/world.ts'

type Customer = {
  readonly segment: 'Mens E-Mail' | 'Womens E-Mail' | 'No E-Mail'
  readonly visit: string
  readonly conversion: string
  readonly spend: string
}

const file = fileURLToPath(
  new URL('../../../shared/data/hillstrom_email/customers.csv.gz', import.meta.url),
)
const start = new Date('2026-04-16T06:00:00Z')
const DAY_MS = 86_400_000
/** Facts of one work. */
const AT_ONCE = 2_000
const CONTROL_PERCENT = 50
const server = await freshServer()

/** Where the product's own chance puts these people, broadcast by broadcast. */
async function draws(
  broadcastIds: readonly string[],
  personIds: readonly string[],
): Promise<readonly (readonly boolean[])[]> {
  const each = broadcastIds.map((id) => isControl(sql`id`, id, CONTROL_PERCENT))
  const { rows } = await sql<{ drawn: readonly boolean[] }>`
    select array[${sql.join(each)}] as drawn
    from unnest(${personIds}::uuid[]) with ordinality as t (id, nr) order by nr`.execute(
    server.platform.database.db,
  )
  return rows.map(({ drawn }) => drawn)
}

async function customers(): Promise<readonly Customer[]> {
  const text = gunzipSync(await readFile(file)).toString('utf8')
  return parse(text, { columns: true })
}

/** Shares of an arm, by the file alone. */
function recount(all: readonly Customer[], segment: Customer['segment']) {
  const arm = all.filter((each) => each.segment === segment)
  const count = (key: 'visit' | 'conversion') => arm.filter((each) => each[key] === '1').length
  const cents = arm.reduce((sum, { spend }) => sum + Math.round(Number(spend) * 100), 0)
  return { people: arm.length, visited: count('visit'), redeemed: count('conversion'), cents }
}

describe.skipIf(!existsSync(file))('the Hillstrom experiment (needs ../shared)', () => {
  test('IN1, IN11: the report of a broadcast gives the effects of both letters, to five digits', async () => {
    const { call, settle, platform } = server
    const { db } = platform.database
    const world = await aWorld(server)
    const letters = [
      { segment: 'Mens E-Mail', shop: world.shop, as: world.owner.token },
      { segment: 'Womens E-Mail', shop: world.otherShop, as: world.otherOwner.token },
    ] as const
    const sent = letters.map((letter) => ({ ...letter, id: platform.newId('broadcast') }))
    const all = await customers()
    const people = await dealt(all, sent)
    await putInPlace(people.map(({ personId }) => personId))

    for (const { id, segment, shop, as } of sent) {
      const friends = people.filter((each) => [segment, 'No E-Mail'].includes(each.segment))
      await befriend(
        db,
        shop.merchantId,
        friends.map(({ personId }) => personId),
      )
      const list = `/v1/merchants/${shop.merchantId}/broadcasts`
      const content = { title: '새 상품 소식', body: '이번 주에 만나요.' }
      const draft = { id, content, controlPercent: CONTROL_PERCENT }
      expect((await call('POST', list, { as, body: draft })).status).toBe(201)
      expect((await call('POST', `${list}/${id}/launch`, { as })).body).toMatchObject({
        state: 'scheduled',
      })
    }
    server.at(new Date(start.getTime() + 10_000))
    await settle()
    server.at(new Date(start.getTime() + DAY_MS))
    await live(people, sent)

    const none = recount(all, 'No E-Mail')
    for (const { id, segment, shop, as } of sent) {
      const url = `/v1/merchants/${shop.merchantId}/broadcasts/${id}/report`
      const { body } = await call('GET', url, { as })
      const treated = recount(all, segment)
      expect(body.arms).toMatchObject({ treated: armOf(treated), control: armOf(none) })
      const effect = treated.visited / treated.people - none.visited / none.people
      expect(Number(body.lift.visits.difference).toFixed(5)).toBe(effect.toFixed(5))
      expect(body.lift.visits.low).toBeGreaterThan(0)
      const bought = treated.redeemed / treated.people - none.redeemed / none.people
      expect(Number(body.lift.redemptions.difference).toFixed(5)).toBe(bought.toFixed(5))
    }
    // As published of all 64,000: 7.66 and 4.52 points; these are the rows we have.
    expect(effects(all)).toEqual(['0.07781', '0.04249'])
  }, 240_000)

  type Dealt = Customer & { readonly personId: string }
  type Sent = { readonly id: string; readonly segment: string }

  /** Ids are dealt until the product draws for everybody what chance drew in 2008. */
  async function dealt(all: readonly Customer[], sent: readonly Sent[]): Promise<readonly Dealt[]> {
    const chance = seededChance(2_008)
    const ten = () => Uint8Array.from({ length: 10 }, () => Math.floor(chance() * 256))
    const people: Dealt[] = []
    let rest = all.map((customer, nr) => ({ customer, nr }))
    while (rest.length > 0) {
      const ids = rest.map(({ nr }) => uuidV7(start.getTime() - all.length + nr, ten()))
      const drawn = await draws(
        sent.map(({ id }) => id),
        ids,
      )
      rest = rest.filter(({ customer, nr }, at) => {
        const isHeld = customer.segment === 'No E-Mail'
        const fits = sent.every(({ segment }, which) => {
          const isConcerned = isHeld || segment === customer.segment
          return !isConcerned || drawn[at]?.[which] === isHeld
        })
        if (fits) people[nr] = { ...customer, personId: ids[at] ?? '' }
        return !fits
      })
    }
    return people
  }

  async function putInPlace(ids: readonly string[]): Promise<void> {
    const { db } = server.platform.database
    await sql`
      insert into people.account (id, name, email, locale, joined_at, age)
      select id, '친구', id || '@test.local', 'ko', '2026-01-01', 'of-age' from unnest(${ids}::uuid[]) as id`.execute(
      db,
    )
    await sql`
      insert into people.consent_now (person_id, purposes)
      select id, '{marketing}' from unnest(${ids}::uuid[]) as id`.execute(db)
  }

  /** Everybody does what they did: at the shop that wrote, and who got no letter at both. */
  async function live(
    people: readonly Dealt[],
    sent: readonly (Sent & {
      readonly shop: { readonly merchantId: string; readonly placeId: string }
    })[],
  ): Promise<void> {
    const { platform, settle } = server
    // Before they bought: a visit that is known by a purchase alone does not count (IN9).
    const at = new Date(start.getTime() + DAY_MS / 2).toISOString()
    const doings = people.flatMap((each) =>
      sent
        .filter(({ segment }) => [segment, 'No E-Mail'].includes(each.segment))
        .map(({ shop }) => ({ each, shop })),
    )
    for (let from = 0; from < doings.length; from += AT_ONCE) {
      await platform.inWork(theSystem, (work) => {
        for (const { each, shop } of doings.slice(from, from + AT_ONCE)) {
          const { personId, visit, conversion, spend } = each
          const about = { personId, merchantId: shop.merchantId, placeId: shop.placeId }
          if (visit === '1') {
            const visitId = work.newId('visit')
            work.announce(visitStarted, { ...about, visitId, at, evidence: 1, method: 'position' })
          }
          if (conversion === '1') {
            work.announce(couponRedeemed, {
              ...about,
              redemptionId: work.newId('redemption'),
              couponId: work.newId('coupon'),
              offerId: work.newId('offer'),
              campaignId: null,
              billMinor: Math.round(Number(spend) * 100),
              discountMinor: 0,
              pointsEarned: 0,
            })
          }
        }
        return Promise.resolve()
      })
    }
    await settle()
  }
})

const armOf = ({ people, visited, redeemed, cents }: ReturnType<typeof recount>) => ({
  people,
  visited,
  redeemed,
  salesMinor: cents,
})

function effects(all: readonly Customer[]): readonly string[] {
  const share = (segment: Customer['segment']) => {
    const { visited, people } = recount(all, segment)
    return visited / people
  }
  return (['Mens E-Mail', 'Womens E-Mail'] as const).map((segment) =>
    (share(segment) - share('No E-Mail')).toFixed(5),
  )
}
