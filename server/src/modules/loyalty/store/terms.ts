/** The SQL of programmes and stamp cards. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Programme, Terms } from '../model/programme.ts'
import type { StampCard } from '../model/stamps.ts'

type TermsRow = {
  readonly merchantId: Id<'merchant'>
  readonly version: number
  readonly since: Date
  readonly programme: Programme
}
const termsOfRow = ({ programme, ...rest }: TermsRow): Terms => ({ ...programme, ...rest })

/** The programmes of merchants as they stand. */
export async function presentTerms(
  work: Work,
  merchantIds: readonly Id<'merchant'>[],
): Promise<ReadonlyMap<Id<'merchant'>, Terms>> {
  const { rows } = await sql<TermsRow>`
    select distinct on (merchant_id) merchant_id, version, since, programme
    from loyalty.terms where merchant_id = any(${merchantIds}::uuid[])
    order by merchant_id, version desc`.execute(work.tx)
  return new Map(rows.map((row) => [row.merchantId, termsOfRow(row)]))
}

/** All that ever were the rules of merchants, by merchant and version. */
export async function allTerms(
  work: Work,
  merchantIds: readonly Id<'merchant'>[],
): Promise<readonly Terms[]> {
  const { rows } = await sql<TermsRow>`
    select merchant_id, version, since, programme
    from loyalty.terms where merchant_id = any(${merchantIds}::uuid[])
    order by merchant_id, version`.execute(work.tx)
  return rows.map(termsOfRow)
}

/** Writes the next version of a programme. Answers false when another work wrote that one first. */
export async function insertTerms(
  work: Work,
  merchantId: Id<'merchant'>,
  version: number,
  programme: Programme,
): Promise<boolean> {
  const { rows } = await sql`
    insert into loyalty.terms (merchant_id, version, since, programme)
    values (${merchantId}, ${version}, ${work.now}, ${JSON.stringify(programme)}::jsonb)
    on conflict do nothing
    returning version`.execute(work.tx)
  return rows.length === 1
}

const cardColumns = sql`
  id, merchant_id, title, stamps_to_fill, rule, paid_minor_min, stamps_per_day_max, valid_days,
  reward_offer_id, state`

/** Every stamp card of merchants, running or ended, oldest first. */
export async function stampCardsOf(
  work: Work,
  merchantIds: readonly Id<'merchant'>[],
): Promise<readonly StampCard[]> {
  const { rows } = await sql<StampCard>`
    select ${cardColumns} from loyalty.stamp_card
    where merchant_id = any(${merchantIds}::uuid[])
    order by created_at, id`.execute(work.tx)
  return rows
}

export async function lockStampCard(work: Work, id: Id<'stamp-card'>): Promise<StampCard | null> {
  const { rows } = await sql<StampCard>`
    select ${cardColumns} from loyalty.stamp_card where id = ${id}
    for no key update`.execute(work.tx)
  return rows[0] ?? null
}

/** Writes a new card. Answers false when its id is taken. */
export async function insertStampCard(work: Work, card: StampCard): Promise<boolean> {
  const { id, merchantId, title, stampsToFill, rule, paidMinorMin } = card
  const { stampsPerDayMax, validDays, rewardOfferId, state } = card
  const { rows } = await sql`
    insert into loyalty.stamp_card (id, merchant_id, title, stamps_to_fill, rule, paid_minor_min,
      stamps_per_day_max, valid_days, reward_offer_id, state, created_at)
    values (${id}, ${merchantId}, ${title}, ${stampsToFill}, ${JSON.stringify(rule)}::jsonb,
      ${paidMinorMin}, ${stampsPerDayMax}, ${validDays}, ${rewardOfferId}, ${state}, ${work.now})
    on conflict (id) do nothing
    returning id`.execute(work.tx)
  return rows.length === 1
}

export async function endStampCardRow(work: Work, id: Id<'stamp-card'>): Promise<void> {
  await sql`update loyalty.stamp_card set state = 'ended' where id = ${id}`.execute(work.tx)
}
