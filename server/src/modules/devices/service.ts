/** What people can do with devices, and the memory of which identity is which device. */
import { allow, mayDecide, mayOperate, mayServe } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../kernel/page.ts'
import { Refused } from '../../kernel/refused.ts'
import type { Platform } from '../../platform/platform.ts'
import { openRecall } from '../../platform/recall.ts'
import { randomToken } from '../../platform/secrets.ts'
import type { Work } from '../../platform/work.ts'
import { placeOf } from '../places/service.ts'
import { zonesOf } from '../places/service/zones.ts'
import { deviceChanged } from './events.ts'
import {
  DEVICES_PER_PLACE_MAX,
  deviceRefusals,
  identityKey,
  type Device,
  type Identity,
} from './model.ts'
import {
  countDevices,
  devicesByKeys,
  devicesOfPlace,
  insertDevice,
  lockDevice,
  markRemoved,
} from './store.ts'

export type AddDevice = {
  readonly placeId: Id<'place'>
  readonly zoneId: Id<'zone'> | null
  readonly label: string
  /** A tag's code is made here (DE6). */
  readonly identity: Exclude<Identity, { readonly kind: 'tag' }> | { readonly kind: 'tag' }
}

/** Which device an identity is, from memory once it has been asked for. */
export type Devices = {
  /** Makes sure that `get` knows what there is to know about these identities. */
  ready(keys: readonly string[]): Promise<void>
  /** Null when no device bears the identity; ask `ready` first. */
  get(key: string): Device | null
}

/** Identities are asked for by whoever scans anything, so the memory of them is bounded. */
const IDENTITIES_MAX = 200_000

/**
 * Adds a beacon or tag to a place.
 *
 * @throws {Refused} with a code of `deviceRefusals`, or `access.forbidden`
 */
export async function addDevice(work: Work, request: AddDevice): Promise<Device> {
  const place = await placeOf(work, request.placeId)
  allow(mayDecide(work.actor, place.merchantId, place.id) || mayOperate(work.actor))
  await refuseForeignZone(work, request)
  if ((await countDevices(work, place.id)) >= DEVICES_PER_PLACE_MAX) {
    throw new Refused(deviceRefusals, 'device.too-many')
  }
  const { identity } = request
  const device: Device = {
    id: work.newId('device'),
    merchantId: place.merchantId,
    placeId: place.id,
    zoneId: request.zoneId,
    label: request.label,
    identity: identity.kind === 'tag' ? { kind: 'tag', code: randomToken(16) } : identity,
    // All kinds we read so far are names anyone can send or print; rotating ones come later (DE2).
    cloneable: true,
    addedAt: work.now,
  }
  if (!(await insertDevice(work, device))) {
    throw new Refused(deviceRefusals, 'device.identity-taken')
  }
  announceChange(work, device, false)
  return device
}

/** @throws {Refused} `device.unknown`, also when it is another merchant's */
export async function removeDevice(work: Work, deviceId: Id<'device'>): Promise<void> {
  const device = await lockDevice(work, deviceId)
  if (!device || !(mayServe(work.actor, device.merchantId) || mayOperate(work.actor))) {
    throw new Refused(deviceRefusals, 'device.unknown')
  }
  allow(mayDecide(work.actor, device.merchantId, device.placeId) || mayOperate(work.actor))
  await markRemoved(work, deviceId)
  announceChange(work, device, true)
}

export async function listDevices(
  work: Work,
  placeId: Id<'place'>,
  page: PageRequest,
): Promise<Page<Device>> {
  const place = await placeOf(work, placeId)
  allow(mayServe(work.actor, place.merchantId) || mayOperate(work.actor))
  return pageOf(await devicesOfPlace(work, placeId, page), page.limit, (device) => device.id)
}

/** A tag of a merchant the actor belongs to. */
export async function tagOf(
  work: Work,
  deviceId: Id<'device'>,
): Promise<{ readonly code: string }> {
  const device = await lockDevice(work, deviceId)
  const isSeen =
    device !== null && (mayServe(work.actor, device.merchantId) || mayOperate(work.actor))
  if (!isSeen || device.identity.kind !== 'tag') throw new Refused(deviceRefusals, 'device.unknown')
  return { code: device.identity.code }
}

/** Opens the memory of identities: filled as they are asked for, forgotten as they change (DE7). */
export function openDevices(platform: Platform): Devices {
  const known = openRecall<string, Device>({
    keptMax: IDENTITIES_MAX,
    async read(keys) {
      const found = await platform.inWork({ kind: 'system', name: 'devices' }, (work) =>
        devicesByKeys(work, keys),
      )
      return new Map(found.map((device) => [identityKey(device.identity), device]))
    },
  })
  platform.follow([deviceChanged.name], ({ data }) => {
    known.forget((data as { readonly identityKey: string }).identityKey)
  })
  return known
}

async function refuseForeignZone(work: Work, { zoneId, placeId }: AddDevice): Promise<void> {
  if (zoneId === null) return
  const zone = (await zonesOf(work, [zoneId])).get(zoneId)
  if (zone?.placeId !== placeId) throw new Refused(deviceRefusals, 'device.zone-elsewhere')
}

function announceChange(work: Work, device: Device, removed: boolean): void {
  const { id, placeId, merchantId, identity } = device
  work.announce(deviceChanged, {
    deviceId: id,
    placeId,
    merchantId,
    identityKey: identityKey(identity),
    removed,
  })
}
