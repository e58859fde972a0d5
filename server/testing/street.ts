/** A street for tests with real server processes: people, a shop, and what must hold of it all. */
import { sql } from 'kysely'
import type { Id } from '../src/kernel/id.ts'
import { invariants } from '../src/main.ts'
import type { Purpose } from '../src/modules/people/model.ts'
import { startSession } from '../src/modules/people/service/sessions.ts'
import { savePerson } from '../src/modules/people/testing.ts'
import { readConfig } from '../src/platform/config.ts'
import { verify } from '../src/platform/invariants.ts'
import { openLogger } from '../src/platform/logger.ts'
import { openPlatform } from '../src/platform/platform.ts'
import { ask } from './server-process.ts'

export type Walker = {
  readonly token: string
  readonly personId: Id<'person'>
}
export type Shop = {
  readonly owner: string
  /** The API key of the till. */
  readonly till: string
  readonly merchantId: string
  readonly placeId: string
}
export type Street = Awaited<ReturnType<typeof openStreet>>

/** Where the shop stands: a corner in Yeonnam-dong. */
export const corner = { lng: 126.9236, lat: 37.5626 }
const METERS_PER_DEGREE = 111_195
const everyDay = { spans: [{ fromMinute: 0, untilMinute: 1440 }], breaks: [] }

/** Looks at the database of a server, and puts people there; runs no readers and no jobs. */
export async function openStreet(url: string) {
  const platform = await openPlatform({
    config: readConfig({ GOLMOK_ROLE: 'http', GOLMOK_CONNECTIONS_MAX: '4' }),
    url,
    logger: openLogger('silent', false),
  })
  const { db } = platform.database
  let people = 0
  return {
    platform,
    close: () => platform.stop(),

    /** Signs people up by hand: a password costs a tenth of a second each. */
    people: (
      count: number,
      agreedTo: readonly Purpose[] = [],
      { havePhones = false } = {},
    ): Promise<readonly Walker[]> =>
      platform.inWork({ kind: 'system', name: 'test' }, async (work) => {
        const made: Walker[] = []
        for (let at = 0; at < count; at += 1) {
          people += 1
          const id = work.newId('person')
          const email = `person-${people}@street.test`
          const name = `손님 ${people}`
          const phone = havePhones ? `+8210${20_000_000 + people}` : null
          const person = { id, name, email, phone, locale: 'ko', isOperator: false } as const
          await savePerson(work, person, agreedTo)
          const { token } = await startSession(work, id, 'test')
          made.push({ token, personId: id })
        }
        return made
      }),

    count: async (query: string, values: readonly unknown[] = []): Promise<number> => {
      const { rows } = await platform.database.pool.query<{ count: number }>(query, [...values])
      return Number(rows[0]?.count)
    },

    /** How many facts and due jobs wait for their readers and runners. */
    async waiting(): Promise<number> {
      const { rows } = await sql<{ waiting: number }>`
        select (
          (select coalesce(sum(s.seq - r.seq), 0) from platform.reader r, platform.sequencer s)
          + (select count(*) from platform.fact f
             where not exists (select from platform.fact_order o where o.fact_id = f.id))
          + (select count(*) from platform.job
             where state = 'running' or state = 'waiting' and run_at <= now())
        )::integer as waiting`.execute(db)
      return rows[0]?.waiting ?? NaN
    },

    /** The invariants that do not hold, with a few of the rows that break them. */
    async broken(): Promise<readonly string[]> {
      const verdicts = await verify(platform.database, invariants)
      return verdicts
        .filter(({ isHeld }) => !isHeld)
        .map(({ id, rows }) => `${id}: ${JSON.stringify(rows.slice(0, 3))}`)
    },
  }
}

// oxlint-disable-next-line typescript/no-explicit-any -- tests read whatever the route answers
async function made(address: string, as: string, url: string, body: object): Promise<any> {
  const reply = await ask(address, 'POST', url, { as, body, key: crypto.randomUUID() })
  if (reply.status >= 300) throw new Error(`${url}: ${reply.text}`)
  return reply.body as unknown
}

/** Opens a shop through the API: its owner, a place with a zone before it, a till. */
export async function openShop(address: string, owner: string): Promise<Shop> {
  const merchant = await made(address, owner, '/v1/merchants', {
    name: '모퉁이 커피',
    category: 'cafe',
  })
  const place = await made(address, owner, `/v1/merchants/${merchant.id}/places`, {
    name: '모퉁이 커피 본점',
    category: 'cafe',
    address: '서울 마포구 동교로 200',
    ...corner,
    hours: { days: Array.from({ length: 7 }, () => everyDay), holidays: { kind: 'as-usual' } },
  })
  const key = await made(address, owner, `/v1/merchants/${merchant.id}/api-keys`, {
    name: '계산대',
    scopes: ['till'],
  })
  return { owner, till: key.key, merchantId: merchant.id, placeId: place.id }
}

/** Draws a circle of 50 m before the shop; one dwells there after a minute. */
export async function drawZone(address: string, { owner, placeId }: Shop): Promise<string> {
  const zone = await made(address, owner, `/v1/places/${placeId}/zones`, {
    name: '가게 앞',
    shape: { kind: 'circle', center: corner, radiusMeters: 50 },
    dwellSeconds: 60,
  })
  return zone.id as string
}

/** Makes an offer that anyone may claim: a tenth of the bill comes back as points. */
export async function makeOffer(
  address: string,
  { owner, merchantId }: Shop,
  change: object = {},
): Promise<string> {
  const offer = await made(address, owner, `/v1/merchants/${merchantId}/offers`, {
    title: '아메리카노 1,000원 할인',
    terms: {
      effects: [
        {
          kind: 'order-discount',
          tiers: { steps: [{ off: { kind: 'amount', amountOffMinor: 1_000 } }] },
        },
        { kind: 'points-percent', percent: 10 },
      ],
    },
    endsAt: '2099-12-31T15:00:00Z',
    couponsPerPersonMax: 100,
    isPublic: true,
    state: 'open',
    ...change,
  })
  return offer.id as string
}

/** A minute and a half before the shop, as a phone sends it. */
export function stayFrom(at: number) {
  return [0, 45, 90].map((seconds) => fix(at + seconds * 1_000, 0))
}

/** Two fixes further down the street, outside every zone. */
export function awayFrom(at: number) {
  return [0, 10].map((seconds) => fix(at + seconds * 1_000, 150))
}

function fix(at: number, northMeters: number) {
  const lat = corner.lat + northMeters / METERS_PER_DEGREE
  return {
    kind: 'position',
    at: new Date(at).toISOString(),
    lng: corner.lng,
    lat,
    accuracyMeters: 8,
    speedMps: 1.2,
  }
}
