/** The demo town: real districts of Seoul, made-up shops and people. Loaded once, and never twice. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { seededChance } from '../src/kernel/chance.ts'
import { METERS_PER_DEGREE, distanceMeters, type Point } from '../src/kernel/geo.ts'
import type { Actor, Membership } from '../src/kernel/actor.ts'
import type { Id } from '../src/kernel/id.ts'
import { dayAfter, wallTime } from '../src/kernel/time.ts'
import type { Locale } from '../src/modules/people/model.ts'
import { wordingOf } from '../src/modules/people/model.ts'
import {
  addMembership,
  answerConsent,
  createPerson,
  personWithEmail,
} from '../src/modules/people/service.ts'
import { hashPassword } from '../src/modules/people/service/passwords.ts'
import { closedDay } from '../src/modules/places/model/hours.ts'
import { parseHoursText } from '../src/modules/places/model/hours-text.ts'
import { createMerchant, createPlace } from '../src/modules/places/service.ts'
import { importZones } from '../src/modules/places/service/imports.ts'
import { keepFavourite } from '../src/modules/places/service/favourites.ts'
import { saveZone } from '../src/modules/places/service/zones.ts'
import type { DemoLogin } from '../src/platform/http/market-routes.ts'
import type { Platform } from '../src/platform/platform.ts'
import type { Work } from '../src/platform/work.ts'
import { brands, quarters, singles, type DemoMerchant, type Quarter } from './demo-shops.ts'

const PASSWORD = 'golmok-demo'
const SEED = 7
/** Shops of a quarter stand within this of its middle, and so far apart from each other. */
const QUARTER_METERS = 380
const APART_METERS = 45
/** What a coupon for passing by reaches: the pavement in front, on both sides. */
const ZONE_METERS = 60
const ZONE_DWELL_SECONDS = 60

const demoPeople = [
  { role: 'shopper', name: '김하늘', email: 'shopper@golmok.local' },
  { role: 'owner', name: '박연남', email: 'owner@golmok.local' },
  { role: 'staff', name: '이망원', email: 'staff@golmok.local' },
  { role: 'operator', name: '골목지기', email: 'operator@golmok.local' },
] as const
type DemoRole = (typeof demoPeople)[number]['role']

const system: Actor = { kind: 'system', name: 'demo town' }

/** An id that is the same in every demo town, so that links to it can be written down. */
export function demoId<Kind extends string>(kind: Kind, name: string): Id<Kind> {
  const hex = createHash('sha256').update(`${kind}/${name}`).digest('hex')
  const text = `01920000-0000-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`
  return text as Id<Kind>
}

/** The person of a role, as they act when signed in. */
export function demoActor(role: DemoRole): Extract<Actor, { kind: 'person' }> {
  const merchantIds = [demoId('merchant', '골목커피'), demoId('merchant', '하루빵집')]
  const works = role === 'owner' || role === 'staff' ? merchantIds : []
  const memberships = works.map((merchantId): Membership => ({
    merchantId,
    role: role === 'owner' ? 'owner' : 'staff',
  }))
  return {
    kind: 'person',
    personId: demoId('person', role),
    sessionId: demoId('session', role),
    isOperator: role === 'operator',
    memberships,
  }
}

/** Loads the town where it is not there yet; true when it was loaded now. */
export async function loadDemoTown(
  { inWork }: Pick<Platform, 'inWork'>,
  log: (line: string) => void = () => undefined,
): Promise<boolean> {
  const isThere = await inWork(system, (work) => personWithEmail(work, demoPeople[0].email))
  if (isThere) return false
  log('Loading the demo town')
  const passwordHash = await hashPassword(PASSWORD)
  const areas = await readAreas()
  // One transaction: a town that is half there is worse than none.
  await inWork(system, async (work) => {
    for (const { role, name, email } of demoPeople)
      await addPerson(work, role, name, email, passwordHash)
    await importZones(work, areas, { source: 'demo', dryRun: false })
    const chance = seededChance(SEED)
    const taken: Point[] = []
    for (const merchant of [...brands, ...singles]) await addMerchant(work, merchant, chance, taken)
    for (const merchantId of demoActor('owner').memberships.map((it) => it.merchantId)) {
      await addMembership(work, { personId: demoId('person', 'owner'), merchantId, role: 'owner' })
      await addMembership(work, { personId: demoId('person', 'staff'), merchantId, role: 'staff' })
    }
  })
  await inWork(demoActor('shopper'), async (work) => {
    await keepFavourite(work, { kind: 'merchant', merchantId: demoId('merchant', '골목커피') })
    for (const name of ['하루빵집 본점', '달빛책방 서촌점', '한강 가는 길']) {
      await keepFavourite(work, { kind: 'place', placeId: demoId('place', name) })
    }
  })
  return true
}

/** The logins to show, while the demo town is there. */
export async function demoLoginsOf({
  inWork,
}: Pick<Platform, 'inWork'>): Promise<readonly DemoLogin[]> {
  const isThere = await inWork(system, (work) => personWithEmail(work, demoPeople[0].email))
  if (!isThere) return []
  return demoPeople.map(({ role, name, email }) => ({ role, name, email, password: PASSWORD }))
}

/** Proven, so that the shopper may play where each number counts once; no other of the town has it. */
const SHOPPER_PHONE = '+821000008001'

async function addPerson(
  work: Work,
  role: DemoRole,
  name: string,
  email: string,
  passwordHash: string,
): Promise<void> {
  const locale: Locale = 'ko'
  const id = demoId('person', role)
  await createPerson(work, {
    id,
    name,
    email,
    phone: role === 'shopper' ? SHOPPER_PHONE : null,
    passwordHash,
    locale,
    isOperator: role === 'operator',
    isOfAge: true,
  })
  if (role === 'shopper') await agree(work, id, bothPurposes)
}

/** Without both, nothing of the main job happens. */
export const bothPurposes = ['location', 'marketing'] as const

/** Agrees to purposes of the market. */
export async function agree(
  work: Work,
  personId: Id<'person'>,
  purposes: readonly (typeof bothPurposes)[number][],
): Promise<void> {
  const proof = { sessionId: null, ipHash: null, agentHash: null }
  for (const purpose of purposes) {
    const wordingVersion = wordingOf(purpose).version
    await answerConsent(work, {
      personId,
      purpose,
      wordingVersion,
      proof,
      granted: true,
      channel: 'import',
    })
  }
}

async function addMerchant(
  work: Work,
  { name, category, color, hours, shops }: DemoMerchant,
  chance: () => number,
  taken: Point[],
): Promise<void> {
  const merchantId = demoId('merchant', name)
  const contact = `02-300-${String(1000 + taken.length).padStart(4, '0')}`
  await createMerchant(work, { id: merchantId, name, category, color, contact })
  for (const [quarter, branch] of shops) {
    const point = freePoint(quarter, chance, taken)
    const shop = branch === null ? name : `${name} ${branch}`
    const id = demoId('place', shop)
    await createPlace(work, merchantId, {
      id,
      name: shop,
      address: addressIn(quarter, chance),
      ...point,
      phone: contact,
      hours: hours === null ? null : parseHoursText(hours),
      exceptions: shop === '느린오후' ? [daysOff(work.now)] : [],
    })
    await saveZone(work, {
      id: demoId('zone', shop),
      placeId: id,
      name: `${shop} 앞`,
      dwellSeconds: ZONE_DWELL_SECONDS,
      shape: { kind: 'circle', center: point, radiusMeters: ZONE_METERS },
    })
  }
}

const daysOff = (now: Date) => ({
  day: dayAfter(wallTime(now, 'Asia/Seoul').day, 2),
  hours: closedDay,
  note: '하루 쉬어 가요',
})

function freePoint(quarter: Quarter, chance: () => number, taken: Point[]): Point {
  const { middle } = quarters[quarter]
  for (;;) {
    const turn = chance() * 2 * Math.PI
    // The root spreads them evenly over the disc instead of crowding its middle.
    const meters = QUARTER_METERS * Math.sqrt(chance())
    const lat = middle.lat + (meters * Math.sin(turn)) / METERS_PER_DEGREE
    const squeeze = Math.cos((middle.lat * Math.PI) / 180)
    const lng = middle.lng + (meters * Math.cos(turn)) / (METERS_PER_DEGREE * squeeze)
    const point = { lng: Number(lng.toFixed(6)), lat: Number(lat.toFixed(6)) }
    if (taken.some((other) => distanceMeters(other, point) < APART_METERS)) continue
    taken.push(point)
    return point
  }
}

function addressIn(quarter: Quarter, chance: () => number): string {
  const { gu, streets } = quarters[quarter]
  const street = streets[Math.floor(chance() * streets.length)] ?? streets[0]
  return `서울특별시 ${gu} ${street} ${1 + Math.floor(chance() * 60)}`
}

async function readAreas() {
  const text = await readFile(new URL('./data/areas.geojson', import.meta.url), 'utf8')
  const { features } = JSON.parse(text) as {
    features: { properties: { key: string; name: string }; geometry: unknown }[]
  }
  return features.map(({ properties: { key, name }, geometry }, at) => ({
    line: at + 1,
    externalId: key,
    name,
    geometry,
  }))
}
