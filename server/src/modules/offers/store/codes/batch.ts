/** The SQL of `offers.code_batch`. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../../kernel/id.ts'
import type { Page, PageRequest } from '../../../../kernel/page.ts'
import { pageOf } from '../../../../kernel/page.ts'
import type { Work } from '../../../../platform/work.ts'
import type { Batch } from '../../model/codes/batch.ts'

type BatchRow = Omit<Batch, 'pattern'> & {
  readonly pattern: string | null
  readonly alphabet: string | null
}

const columns = sql`
  b.id, b.offer_id, o.merchant_id, b.title, b.kind, b.pattern, b.alphabet, b.wanted, b.made,
  b.claims, b.claim_from, b.claim_until, b.publish_days, b.created_at, b.voided_at, b.archived_at`

function batchFrom({ pattern, alphabet, ...row }: BatchRow): Batch {
  const isMadeUp = pattern !== null && alphabet !== null
  return { ...row, pattern: isMadeUp ? { text: pattern, alphabet } : null }
}

export type NewBatch = Omit<
  Batch,
  'merchantId' | 'made' | 'claims' | 'createdAt' | 'voidedAt' | 'archivedAt'
>

/** Writes a batch without codes. Answers false when its id is taken. */
export async function insertBatch(
  work: Work,
  batch: NewBatch,
  createdBy: string,
): Promise<boolean> {
  const { rows } = await sql`
    insert into offers.code_batch (id, offer_id, title, kind, pattern, alphabet, wanted, claim_from,
      claim_until, publish_days, created_at, created_by)
    values (${batch.id}, ${batch.offerId}, ${batch.title}, ${batch.kind},
      ${batch.pattern?.text ?? null}, ${batch.pattern?.alphabet ?? null}, ${batch.wanted},
      ${batch.claimFrom}, ${batch.claimUntil}, ${batch.publishDays}, ${work.now}, ${createdBy})
    on conflict (id) do nothing
    returning id`.execute(work.tx)
  return rows.length === 1
}

export async function batchById(work: Work, id: Id<'code-batch'>): Promise<Batch | null> {
  const { rows } = await sql<BatchRow>`
    select ${columns}
    from offers.code_batch b join offers.offer o on o.id = b.offer_id
    where b.id = ${id}`.execute(work.tx)
  return rows[0] ? batchFrom(rows[0]) : null
}

/** A batch, locked until the work ends. Lock its offer first where that is needed too. */
export async function lockBatch(work: Work, id: Id<'code-batch'>): Promise<Batch | null> {
  const { rows } = await sql<BatchRow>`
    select ${columns}
    from offers.code_batch b join offers.offer o on o.id = b.offer_id
    where b.id = ${id}
    for no key update of b`.execute(work.tx)
  return rows[0] ? batchFrom(rows[0]) : null
}

/** The batches of an offer, newest first. */
export async function batchesOfOffer(
  work: Work,
  offerId: Id<'offer'>,
  isArchived: boolean,
  page: PageRequest,
): Promise<Page<Batch>> {
  const { rows } = await sql<BatchRow>`
    select ${columns}
    from offers.code_batch b join offers.offer o on o.id = b.offer_id
    where b.offer_id = ${offerId} and (b.archived_at is not null) = ${isArchived}
      and (${page.after}::uuid is null or b.id < ${page.after}::uuid)
    order by b.id desc
    limit ${page.limit + 1}`.execute(work.tx)
  return pageOf(rows.map(batchFrom), page.limit, (batch) => batch.id)
}

/** Saves what may change of a batch. Lock it first. */
export async function updateBatch(work: Work, batch: Batch): Promise<void> {
  await sql`
    update offers.code_batch
    set title = ${batch.title}, claim_from = ${batch.claimFrom}, claim_until = ${batch.claimUntil},
      publish_days = ${batch.publishDays}, voided_at = ${batch.voidedAt},
      archived_at = ${batch.archivedAt}
    where id = ${batch.id}`.execute(work.tx)
}

/** Counts a claim with a code of the batch. */
export async function countClaim(work: Work, id: Id<'code-batch'>): Promise<void> {
  await sql`update offers.code_batch set claims = claims + 1 where id = ${id}`.execute(work.tx)
}
