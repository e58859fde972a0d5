/** The SQL of `passes`. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { Work } from '../../platform/work.ts'
import type { Pass } from './model.ts'

const columns = sql`p.id, p.coupon_id, p.offer_id, p.person_id, p.created_at, p.changed_at`

/** Writes a pass, unless the person has one for this coupon already; answers the one there is. */
export async function keepPass(
  work: Work,
  pass: Pick<Pass, 'id' | 'couponId' | 'offerId' | 'personId'>,
): Promise<Pass> {
  await sql`
    insert into passes.pass (id, coupon_id, offer_id, person_id, created_at, changed_at)
    values (${pass.id}, ${pass.couponId}, ${pass.offerId}, ${pass.personId}, ${work.now}, ${work.now})
    on conflict (coupon_id, person_id) do nothing`.execute(work.tx)
  const { rows } = await sql<Pass>`
    select ${columns} from passes.pass p
    where p.coupon_id = ${pass.couponId} and p.person_id = ${pass.personId}`.execute(work.tx)
  const [kept] = rows
  if (!kept) throw new Error('a pass that was just kept is gone')
  return kept
}

export async function passById(work: Work, id: Id<'pass'>): Promise<Pass | null> {
  const { rows } = await sql<Pass>`
    select ${columns} from passes.pass p where p.id = ${id}`.execute(work.tx)
  return rows[0] ?? null
}

/** What a change of the world is about: single coupons, or all of an offer. */
export type Changed = {
  readonly couponIds: readonly string[]
  readonly offerIds: readonly string[]
}

/** Marks the passes of coupons and offers as changed now. */
export async function markChanged(work: Work, { couponIds, offerIds }: Changed): Promise<void> {
  await sql`
    update passes.pass set changed_at = greatest(${work.now}, changed_at)
    where coupon_id = any(${couponIds}::uuid[]) or offer_id = any(${offerIds}::uuid[])`.execute(
    work.tx,
  )
}

/** Registers a device for a pass. Answers false when it was registered already. */
export async function keepRegistration(
  work: Work,
  passId: Id<'pass'>,
  device: string,
  pushToken: string,
): Promise<boolean> {
  const { rows } = await sql<{ isNew: boolean }>`
    insert into passes.registration as r (device, pass_id, push_token, registered_at)
    values (${device}, ${passId}, ${pushToken}, ${work.now})
    on conflict (device, pass_id) do update set push_token = excluded.push_token
    returning (xmax = 0) as is_new`.execute(work.tx)
  return rows[0]?.isNew ?? false
}

export async function dropRegistration(
  work: Work,
  passId: Id<'pass'>,
  device: string,
): Promise<void> {
  await sql`
    delete from passes.registration
    where device = ${device} and pass_id = ${passId}`.execute(work.tx)
}

/** The passes of a device that changed after an instant, the oldest change first. */
export async function passesOfDevice(
  work: Work,
  device: string,
  since: Date,
  limit: number,
): Promise<readonly Pass[]> {
  const { rows } = await sql<Pass>`
    select ${columns}
    from passes.registration r join passes.pass p on p.id = r.pass_id
    where r.device = ${device} and p.changed_at > ${since}
    order by p.changed_at, p.id
    limit ${limit}`.execute(work.tx)
  return rows
}
