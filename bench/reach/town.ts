/** The town of the reach bench: shops in a row, each with a zone, an offer and a running campaign. */
import { sql } from 'kysely'
import { testId } from '../../server/src/kernel/testing.ts'
import type { Database } from '../../server/src/platform/postgres.ts'
import { flat } from '../../server/src/modules/offers/model/pricing/effect.ts'
import { plainTerms } from '../../server/src/modules/offers/model/terms.ts'

const off = { kind: 'amount', amountOffMinor: 1_000 } as const
const points = { kind: 'points-percent', percent: 5 } as const
const discount = { kind: 'order-discount', tiers: flat(off) } as const
const terms = plainTerms(discount, { effects: [discount, points] })

/** The market lets three messages a day through, so each person enters three shops. */
export const ENTRIES_EACH = 3
export const PEOPLE = 5_000
export const SHOPS = 1_000

const LAT = 37.5
const LNG = 126.8
/** 150 m: far enough apart that no one is in two zones, near enough to walk in the time given. */
const SHOP_DEGREES = 0.0017
const ZONE_METERS = 40

const personIdOf = (person: number) => testId<'person'>('person', person)
export const tokenOf = (person: number) => `gs_reach-${String(person).padStart(8, '0')}`

/** Where a person is at their first, second, third entry: in front of one shop after the other. */
export function waypoint(person: number, turn: number): { lng: number; lat: number } {
  const shop = (person + turn) % SHOPS
  // The row of shops does not close: whoever comes to its end turns back.
  const reached = person % SHOPS > SHOPS - ENTRIES_EACH ? (person % SHOPS) - turn : shop
  return { lng: LNG + reached * SHOP_DEGREES, lat: LAT }
}

/** Writes the town straight into the tables: the bench is about what comes after. */
export async function putTownInPlace({ db }: Database, count: number): Promise<void> {
  const people = Array.from({ length: count }, (_none, person) => personIdOf(person))
  await sql`
    insert into people.account (id, name, locale, phone, joined_at, age)
    select id, '손님', 'ko', '+8210' || lpad(place::text, 8, '0'), now(), 'of-age'
    from unnest(${people}::uuid[]) with ordinality as p (id, place)`.execute(db)
  await sql`
    insert into people.session (id, person_id, token_hash, device, created_at, last_seen_at, expires_at)
    select gen_random_uuid(), id,
      encode(sha256(convert_to('gs_reach-' || lpad((place - 1)::text, 8, '0'), 'utf8')), 'hex'),
      'bench', now(), now(), now() + interval '1 day'
    from unnest(${people}::uuid[]) with ordinality as p (id, place)`.execute(db)
  // At night too: the bench must not depend on the hour it is run at.
  await sql`
    insert into people.consent_now (person_id, purposes)
    select id, '{location,marketing,night-marketing}' from unnest(${people}::uuid[]) as p (id)`.execute(
    db,
  )
  await putShopsInPlace(db)
  for (const table of ['people.account', 'people.session', 'people.consent_now', 'places.zone']) {
    await sql`vacuum analyze ${sql.table(table)}`.execute(db)
  }
}

async function putShopsInPlace(db: Database['db']): Promise<void> {
  const ids = (kind: string) => Array.from({ length: SHOPS }, (_none, shop) => testId(kind, shop))
  const lngs = Array.from({ length: SHOPS }, (_none, shop) => LNG + shop * SHOP_DEGREES)
  const shops = sql`unnest(
    ${ids('merchant')}::uuid[], ${ids('place')}::uuid[], ${ids('zone')}::uuid[],
    ${ids('offer')}::uuid[], ${ids('campaign')}::uuid[], ${lngs}::double precision[]
  ) as s (merchant_id, place_id, zone_id, offer_id, campaign_id, lng)`
  await sql`
    insert into places.merchant (id, name, category, color, contact, created_at, changed_at)
    select merchant_id, '가게', 'cafe', '#0f766e', '02-300-0001', now(), now()
    from ${shops}`.execute(db)
  await sql`
    insert into places.place (id, merchant_id, name, category, address, lng, lat, time_zone,
      is_visible, created_at, changed_at)
    select place_id, merchant_id, '가게 본점', 'cafe', '', lng, ${LAT}, 'Asia/Seoul', true, now(), now()
    from ${shops}`.execute(db)
  await sql`
    insert into places.zone (id, place_id, merchant_id, name, dwell_seconds, shape, west, south, east,
      north, created_at, changed_at)
    select zone_id, place_id, merchant_id, '가게 앞', 3600, jsonb_build_object('kind', 'circle',
        'center', jsonb_build_object('lng', lng, 'lat', ${LAT}::double precision),
        'radiusMeters', ${ZONE_METERS}::integer),
      lng - 0.001, ${LAT - 0.001}, lng + 0.001, ${LAT + 0.001}, now(), now()
    from ${shops}`.execute(db)
  await sql`
    insert into offers.offer (id, merchant_id, title, terms, rank, starts_at, ends_at,
      coupons_per_person_max, limits, is_public, is_automatic, state, created_at, changed_at)
    select offer_id, merchant_id, '아메리카노 1,000원 할인', ${JSON.stringify(terms)}::jsonb, 0,
      now() - interval '1 day', now() + interval '30 days', 1, '[]', false, false, 'open', now(),
      now()
    from ${shops}`.execute(db)
  await sql`
    insert into campaigns.campaign (id, merchant_id, offer_id, name, state, trigger_kind, zone_ids,
      place_ids, audience, starts_at, ends_at, weekdays, open_only, cap_times, cap_days,
      retrigger_minutes, coupons_max, discount_minor_max, control_percent, title, body, created_at,
      started_at)
    select campaign_id, merchant_id, offer_id, '지나가는 손님', 'running', 'entered', '{}', '{}',
      '[{"kind": "visited-at-most", "times": 5, "days": 30}]', now() - interval '1 day',
      now() + interval '30 days', '{}', false, 1, 7, 1440, 100000, 100000000, 0,
      '{place} 앞이시네요', '{name}님, {offer} 쿠폰이에요. {distance}', now(), now()
    from ${shops}`.execute(db)
}
