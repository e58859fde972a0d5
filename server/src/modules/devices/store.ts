/** The only SQL that touches schema `devices`. Rows in, domain types out; no rule lives here. */
import type { Id } from '../../kernel/id.ts'
import type { PageRequest } from '../../kernel/page.ts'
import type { Work } from '../../platform/work.ts'
import { identityKey, type Device } from './model.ts'

type DeviceTables = {
  'devices.device': Omit<Device, 'identity'> & {
    readonly identity: string
    readonly identityKey: string
    readonly removedAt: Date | null
  }
}

const tables = (work: Work) => work.tx.withTables<DeviceTables>()
const columns = [
  'id',
  'merchantId',
  'placeId',
  'zoneId',
  'label',
  'identity',
  'cloneable',
  'addedAt',
] as const

/** Saves a new device; false when its identity is taken (DE4). */
export async function insertDevice(work: Work, device: Device): Promise<boolean> {
  const row = await tables(work)
    .insertInto('devices.device')
    .values({
      ...device,
      identity: JSON.stringify(device.identity),
      identityKey: identityKey(device.identity),
      removedAt: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The devices of a place, the oldest first, with one more than asked for. */
export async function devicesOfPlace(
  work: Work,
  placeId: Id<'place'>,
  page: PageRequest,
): Promise<readonly Device[]> {
  let query = tables(work)
    .selectFrom('devices.device')
    .select(columns)
    .where('placeId', '=', placeId)
    .where('removedAt', 'is', null)
    .orderBy('id')
    .limit(page.limit + 1)
  if (page.after !== null) query = query.where('id', '>', page.after as Id<'device'>)
  return (await query.execute()).map(deviceOf)
}

export async function countDevices(work: Work, placeId: Id<'place'>): Promise<number> {
  const { count } = await tables(work)
    .selectFrom('devices.device')
    .select((build) => build.fn.countAll<number>().as('count'))
    .where('placeId', '=', placeId)
    .where('removedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** A device that has not been removed, or null. It stays locked until the work ends. */
export async function lockDevice(work: Work, id: Id<'device'>): Promise<Device | null> {
  const row = await tables(work)
    .selectFrom('devices.device')
    .select(columns)
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row ? deviceOf(row) : null
}

export async function markRemoved(work: Work, id: Id<'device'>): Promise<void> {
  await tables(work)
    .updateTable('devices.device')
    .set({ removedAt: work.now })
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .execute()
}

/** The devices behind identities, as far as there are any. */
export async function devicesByKeys(
  work: Work,
  keys: readonly string[],
): Promise<readonly Device[]> {
  if (keys.length === 0) return []
  const rows = await tables(work)
    .selectFrom('devices.device')
    .select(columns)
    .where('identityKey', 'in', keys)
    .where('removedAt', 'is', null)
    .execute()
  return rows.map(deviceOf)
}

// jsonb comes back as an object; the column type says text because that is how it goes in.
function deviceOf(row: Omit<Device, 'identity'> & { readonly identity: unknown }): Device {
  return { ...row, identity: row.identity as Device['identity'] }
}
