/** Signals to facts on a real database: consent, durability, races of processes, crashes. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { aPerson, testId, theSystem } from '../../kernel/testing.ts'
import { verify } from '../../platform/invariants.ts'
import { freshDatabase } from '../../../testing/pg.ts'
import { aTag, ibeaconFrame } from '../devices/testing.ts'
import { addDevice, openDevices } from '../devices/service.ts'
import { openLocationUses } from '../people/service.ts'
import { openConsents } from '../people/service/open-consents.ts'
import { saveAnswer, savePerson, shopper } from '../people/testing.ts'
import { createMerchant, createPlace } from '../places/service.ts'
import { removeZone, saveZone } from '../places/service/zones.ts'
import { presenceReactions } from './reactions.ts'
import {
  forgetPeople,
  openPresence,
  presenceInvariants,
  visitsOf,
  type Presence,
} from './service.ts'
import { noon, spot } from './testing.ts'

const { platform, db, inWork, rows, at, runReactions } = await freshDatabase()
const placeId = testId('place')
const merchantId = testId('merchant')
const zoneId = testId('zone')
const phone = (number: number) => `+821000000${String(number).padStart(3, '0')}`
const me = (number: number): Actor => aPerson({ number })
const personId = (number: number) => testId('person', number)

function aProcess() {
  const needs = {
    consents: openConsents(platform),
    uses: openLocationUses(platform),
    devices: openDevices(platform),
  }
  return { ...needs, ...openPresence(platform, needs) }
}

function position(seconds: number, eastMeters = 0, more: object = {}) {
  const instant = new Date(noon + seconds * 1_000).toISOString()
  return {
    kind: 'position',
    at: instant,
    ...spot(eastMeters),
    accuracyMeters: 8,
    speedMps: 1,
    ...more,
  }
}

async function send(presence: Presence, number: number, ...signals: object[]): Promise<string[]> {
  return (await presence.takeBatch(me(number), signals)).map(({ code }) => code)
}

async function toldAbout(number: number): Promise<string[]> {
  const facts = await rows('platform.fact')
  return facts
    .toSorted((one, other) => Number(one['id']) - Number(other['id']))
    .filter(
      (fact) => fact['subjectId'] === personId(number) && `${fact['name']}`.startsWith('presence.'),
    )
    .map((fact) => `${fact['name']}`.replace('presence.', ''))
}

async function guest(number: number, agreed: readonly ('location' | 'marketing')[] = ['location']) {
  const person = { ...shopper(number), phone: phone(number) }
  await inWork(theSystem, (work) => savePerson(work, person, agreed))
}

beforeAll(async () => {
  at(new Date(noon + 3_600_000))
  await inWork(theSystem, async (work) => {
    await createMerchant(work, { id: merchantId, name: '연남 커피', category: 'cafe' })
    await createPlace(work, merchantId, { id: placeId, name: '본점', address: '서울', ...spot(0) })
    const shape = { kind: 'circle', center: spot(0), radiusMeters: 50 } as const
    await saveZone(work, { id: zoneId, placeId, name: '가게 앞', dwellSeconds: 60, shape })
  })
})

describe('takeBatch', () => {
  test('PR18 signals become facts and rows, and the answer comes after', async () => {
    const presence = aProcess()
    await guest(1)
    expect(await send(presence, 1, position(0), position(61), position(200, 200))).toEqual([
      'taken',
      'taken',
      'taken',
    ])
    expect(await toldAbout(1)).toEqual([
      'zone-entered',
      'zone-dwelled',
      'visit-started',
      'zone-left',
    ])
    const stays = (await rows('presence.zone_stay')).filter(
      (row) => row['personId'] === personId(1),
    )
    expect(stays).toMatchObject([
      { zoneId, placeId, enteredAt: new Date(noon), leftAt: new Date(noon + 200_000), evidence: 1 },
    ])
    expect(await send(presence, 1, position(210, 205), position(220, 210))).toEqual([
      'taken',
      'taken',
    ])
    expect(await toldAbout(1)).toHaveLength(4)
  })

  test('PR17 without consent nothing is kept or done', async () => {
    const presence = aProcess()
    await guest(2, ['marketing'])
    expect(await send(presence, 2, position(0))).toEqual(['presence.no-consent'])
    expect(await toldAbout(2)).toEqual([])
    const people = await rows('presence.person')
    expect(people.filter((row) => row['personId'] === personId(2))).toEqual([])
  })

  test('PR17 consent taken back forgets everything at once, and tells that they left', async () => {
    const presence = aProcess()
    await guest(3)
    await send(presence, 3, position(0), position(61))
    await inWork(me(3), (work) => saveAnswer(work, personId(3), 'location', false))
    expect(await send(presence, 3, position(70))).toEqual(['presence.no-consent'])
    await runReactions([presenceReactions(presence)])
    for (const table of ['presence.zone_stay', 'presence.visit']) {
      expect((await rows(table)).filter((row) => row['personId'] === personId(3))).toEqual([])
    }
    expect((await toldAbout(3)).slice(-2)).toEqual(['zone-left', 'visit-ended'])
  })

  test('PR14 the same batch again changes nothing', async () => {
    const presence = aProcess()
    await guest(4)
    const batch = [position(0), position(61), position(200, 200)]
    await send(presence, 4, ...batch)
    const before = await toldAbout(4)
    expect(await send(presence, 4, ...batch)).toEqual(Array(3).fill('presence.duplicate'))
    expect(await toldAbout(4)).toEqual(before)
  })

  test('PR21 a bad signal is refused by itself, the others count', async () => {
    const presence = aProcess()
    await guest(5)
    const answers = await presence.takeBatch(me(5), [
      position(0, 0, { lat: 91 }),
      position(0, 0, { colour: 'red' }),
      { kind: 'scan', at: new Date(noon).toISOString(), code: 'x', medium: 'qr' },
      position(0),
      position(4_300),
      position(-90_000),
    ])
    expect(answers).toEqual([
      { code: 'presence.bad-signal', field: 'lat' },
      { code: 'presence.bad-signal', field: 'colour' },
      { code: 'presence.bad-signal', field: 'code' },
      { code: 'taken', field: null },
      { code: 'presence.clock-ahead', field: 'at' },
      { code: 'presence.too-old', field: 'at' },
    ])
  })

  test('PR19 after a crash nobody enters or leaves twice', async () => {
    const before = aProcess()
    await guest(6)
    await send(before, 6, position(0), position(61))
    const after = aProcess()
    expect(await send(after, 6, position(61), position(90), position(200, 200))).toEqual([
      'taken',
      'taken',
      'taken',
    ])
    expect(await toldAbout(6)).toEqual([
      'zone-entered',
      'zone-dwelled',
      'visit-started',
      'zone-left',
    ])
  })

  test('PR16 two processes that hear the same person write once', async () => {
    const one = aProcess()
    const other = aProcess()
    await guest(7)
    // Both have the person in memory before either writes.
    await send(one, 7, position(0, 300))
    await send(other, 7, position(0, 300))
    await send(one, 7, position(100), position(170))
    await send(other, 7, position(180), position(190), position(300, 250))
    await send(one, 7, position(310, 255), position(320, 250))
    expect(await toldAbout(7)).toEqual([
      'zone-entered',
      'zone-dwelled',
      'visit-started',
      'zone-left',
    ])
  })

  test('PR16 at the same moment, too', async () => {
    const processes = [aProcess(), aProcess(), aProcess()]
    await guest(8)
    for (const presence of processes) await send(presence, 8, position(0, 300))
    await Promise.all(
      processes.map((presence, index) =>
        send(presence, 8, position(100 + index), position(170 + index)),
      ),
    )
    expect((await toldAbout(8)).filter((name) => name === 'zone-entered')).toHaveLength(1)
    expect((await toldAbout(8)).filter((name) => name === 'visit-started')).toHaveLength(1)
  })

  test('PR6 who falls silent is settled by the process that heard them', async () => {
    const presence = aProcess()
    await guest(9)
    await send(presence, 9, position(0), position(61))
    at(new Date(noon + 3_600_000 + 31 * 60_000))
    await presence.settle()
    at(new Date(noon + 3_600_000))
    expect((await toldAbout(9)).slice(-2)).toEqual(['zone-left', 'visit-ended'])
  })

  test('PR6 and by any other, when that process is gone', async () => {
    await guest(10)
    await send(aProcess(), 10, position(0), position(61))
    at(new Date(noon + 3_600_000 + 50 * 60_000))
    await aProcess().settleLost()
    at(new Date(noon + 3_600_000))
    expect((await toldAbout(10)).slice(-2)).toEqual(['zone-left', 'visit-ended'])
  })

  test('PR20 a zone drawn and removed later counts', async () => {
    const presence = aProcess()
    await presence.load()
    await guest(11)
    const late = testId('zone', 2)
    const shape = { kind: 'circle', center: spot(5_000), radiusMeters: 50 } as const
    await inWork(theSystem, (work) =>
      saveZone(work, { id: late, placeId: null, name: '새 구역', shape }),
    )
    await runReactions([])
    await presence.zonesSettled()
    await send(presence, 11, position(0, 5_000))
    expect(await toldAbout(11)).toEqual(['zone-entered'])
    await inWork(theSystem, (work) => removeZone(work, late))
    await runReactions([])
    await presence.zonesSettled()
    await send(presence, 11, position(30, 5_000))
    expect(await toldAbout(11)).toEqual(['zone-entered', 'zone-left'])
  })

  test('PR22 the use of a location is recorded: for whom, and whether for a zone or a visit', async () => {
    const presence = aProcess()
    await guest(12)
    await send(presence, 12, position(0))
    await send(presence, 12, position(61))
    await presence.uses.flush()
    const uses = (await rows('people.location_use')).filter(
      (row) => row['personId'] === personId(12),
    )
    expect(new Set(uses.map((use) => `${use['purpose']} ${use['merchantId']}`))).toEqual(
      new Set(['zone null', `zone ${merchantId}`, `visit ${merchantId}`]),
    )
  })
})

describe('gateways', () => {
  const key = (of: Id<'merchant'> | null): Actor => ({
    kind: 'key',
    keyId: testId('api-key'),
    merchantId: of,
    scopes: ['signals'],
  })

  test('PR24 of a merchant: its own devices, and no positions', async () => {
    const presence = aProcess()
    await guest(30)
    const device = await inWork(theSystem, (work) =>
      addDevice(work, {
        placeId,
        zoneId,
        label: '문 위 비콘',
        identity: {
          kind: 'ibeacon',
          uuid: 'f7826da6-4fa2-4e98-8024-bc5b71e0893e',
          major: 1,
          minor: 2,
        },
      }),
    )
    const at = new Date(noon).toISOString()
    const seen = { kind: 'sighting', at, frame: ibeaconFrame, personId: personId(30) }
    const walked = position(0, 0, { personId: personId(30) })
    const codes = async (of: Id<'merchant'> | null, ...signals: object[]) =>
      (await presence.takeBatch(key(of), signals)).map(({ code }) => code)

    expect(await codes(testId('merchant', 9), seen, walked)).toEqual([
      'presence.not-yours',
      'presence.not-yours',
    ])
    expect(await toldAbout(30)).toEqual([])
    expect(await codes(merchantId, seen, walked)).toEqual(['taken', 'presence.not-yours'])
    expect(await toldAbout(30)).toEqual(['zone-entered', 'visit-started'])
    expect(await codes(null, walked, position(1))).toEqual(['taken', 'presence.bad-signal'])
    expect(device.cloneable).toBe(true)
  })
})

describe('check-ins', () => {
  const owner = (number: number): Actor =>
    aPerson({ number, memberships: [{ merchantId, role: 'owner' }] })

  async function aTagAtTheDoor(): Promise<string> {
    const device = await inWork(theSystem, (work) =>
      addDevice(work, { placeId, zoneId: null, label: aTag().label, identity: { kind: 'tag' } }),
    )
    return device.identity.kind === 'tag' ? device.identity.code : ''
  }

  test('PR8 by tag, then by staff: one visit, confirmed', async () => {
    const presence = aProcess()
    await guest(20)
    const code = await aTagAtTheDoor()
    const first = await presence.checkInByTag(me(20), code, 'nfc')
    const second = await presence.checkInByStaff(owner(21), placeId, phone(20))
    expect(first).toMatchObject({ placeId, evidence: 0 })
    expect(second).toMatchObject({ visitId: first.visitId, evidence: 3 })
    expect(await toldAbout(20)).toEqual(['visit-started', 'visit-confirmed'])
    const since = new Date(noon)
    const counts = await inWork(theSystem, (work) =>
      visitsOf(work, [personId(20), personId(1)], merchantId, since),
    )
    expect(counts.get(personId(20))).toMatchObject({ visits: 1 })
  })

  test('PR23 only by people of that merchant, and only guests who agreed', async () => {
    const presence = aProcess()
    await guest(22, [])
    const stranger = aPerson({
      number: 23,
      memberships: [{ merchantId: testId('merchant', 9), role: 'owner' }],
    })
    await expect(presence.checkInByStaff(stranger, placeId, phone(22))).rejects.toMatchObject({
      code: 'access.forbidden',
    })
    await expect(presence.checkInByStaff(owner(21), placeId, phone(22))).rejects.toMatchObject({
      code: 'presence.unknown-person',
    })
    await expect(presence.checkInByStaff(owner(21), placeId, phone(999))).rejects.toMatchObject({
      code: 'presence.unknown-person',
    })
  })

  test('PR10 a copied code is refused, and told', async () => {
    const presence = aProcess()
    await guest(24)
    const code = await aTagAtTheDoor()
    await send(presence, 24, position(3_590, 30_000))
    await expect(presence.checkInByTag(me(24), code, 'qr')).rejects.toMatchObject({
      code: 'presence.cloned-tag',
    })
    expect(await toldAbout(24)).toEqual(['clone-suspected'])
  })
})

test('every invariant holds at the end, and finds what breaks it', async () => {
  await runReactions([])
  expect(
    (await verify(platform.database, presenceInvariants)).filter(({ isHeld }) => !isHeld),
  ).toEqual([])
  await sql`
    insert into presence.zone_stay (id, person_id, zone_id, entered_at, heard_at, left_at, evidence)
    select gen_random_uuid(), person_id, zone_id, entered_at, heard_at, left_at, 1
    from presence.zone_stay where left_at > entered_at limit 1`.execute(db)
  const broken = await verify(platform.database, presenceInvariants)
  expect(broken.filter(({ isHeld }) => !isHeld).map(({ id }) => id)).toEqual([
    'presence.stays-do-not-overlap',
  ])
  await inWork(theSystem, (work) => forgetPeople(work, [personId(1)]))
})
