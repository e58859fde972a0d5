/** SQL on kept decisions of the gate, in the order in which a proof shows them. */
import { sql } from 'kysely'
import type { Work } from '../../../platform/work.ts'
import { unpackedWay, type WayName } from '../model/delivery.ts'
import type { KeptDecision, ProofFilter, Seen } from '../model/proof.ts'
import { recipientOutcomes, unpacked } from '../model/mailing.ts'

/** As kept, before it is known by which clock somebody lives. */
export type FoundDecision = Omit<KeptDecision, 'timeZone'> & { readonly timeZone: string | null }

const matching = (alias: string, { merchantId, personId, from, until }: ProofFilter) => {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql`
    (${merchantId}::uuid is null or ${column('merchant_id')} = ${merchantId}::uuid)
      and (${personId}::uuid is null or ${column('person_id')} = ${personId}::uuid)
      and (${from}::timestamptz is null or ${column('at')} >= ${from}::timestamptz)
      and (${until}::timestamptz is null or ${column('at')} < ${until}::timestamptz)`
}

type MessageDecision = Omit<
  FoundDecision,
  'cursor' | 'way' | 'timeZone' | 'seen' | 'certification'
> & {
  readonly id: string
  readonly seen: Seen & { readonly optedOut?: boolean; readonly timeZone?: string }
}

const messagesAfter = (filter: ProofFilter, after: string | null) => sql`
  ${matching('d', filter)}
    and (${filter.campaignId}::uuid is null or d.campaign_id = ${filter.campaignId}::uuid)
    and (${after}::uuid is null or d.id > ${after}::uuid)`

/** Decisions on messages of their own, oldest first: their ids sort by time. */
export async function messageDecisionsAfter(
  work: Work,
  filter: ProofFilter,
  after: string | null,
  limit: number,
): Promise<readonly FoundDecision[]> {
  if (filter.mailingId !== null) return []
  const { rows } = await sql<MessageDecision>`
    select d.id, d.at, d.person_id, d.merchant_id, d.message_id as about_id, m.title,
      d.campaign_id, d.purpose, d.outcome, d.code, d.seen
    from outreach.gate_decision d left join outreach.message m on m.id = d.message_id
    where ${messagesAfter(filter, after)} order by d.id limit ${limit}`.execute(work.tx)
  return rows.map(({ id, seen, ...rest }) => ({
    ...rest,
    cursor: `m.${id}`,
    way: 'inbox',
    certification: null,
    timeZone: seen.timeZone ?? null,
    seen: seen.optedOut ? null : seen,
  }))
}

type RecipientRow = Pick<FoundDecision, 'at' | 'personId' | 'merchantId' | 'title'> & {
  readonly aboutId: string
  readonly outcome: number
  readonly heard: number
}
export type RecipientKey = { readonly mailingId: string; readonly personId: string }

const recipientsAfter = (filter: ProofFilter, after: RecipientKey | null) => sql`
  ${matching('r', { ...filter, merchantId: null })}
    and (${filter.merchantId}::uuid is null or g.merchant_id = ${filter.merchantId}::uuid)
    and (${filter.mailingId}::uuid is null or r.mailing_id = ${filter.mailingId}::uuid)
    and (${after?.mailingId ?? null}::uuid is null or (r.mailing_id, r.person_id) >
      (${after?.mailingId ?? null}::uuid, ${after?.personId ?? null}::uuid))`

/** What became of each person of a mailing, mailing by mailing: their ids sort by time. */
export async function mailingDecisionsAfter(
  work: Work,
  filter: ProofFilter,
  after: RecipientKey | null,
  limit: number,
): Promise<readonly FoundDecision[]> {
  if (filter.campaignId !== null) return []
  const { rows } = await sql<RecipientRow>`
    select r.at, r.person_id, g.merchant_id, g.id as about_id, g.title, r.outcome, r.heard
    from outreach.mailing g
    join outreach.recipient r on r.mailing_id = g.id
    where ${recipientsAfter(filter, after)}
    order by r.mailing_id, r.person_id limit ${limit}`.execute(work.tx)
  return rows.map(({ outcome, heard, aboutId, ...rest }) => {
    const name = recipientOutcomes[outcome] ?? 'cancelled'
    const isRefused = name.startsWith('outreach.')
    return {
      ...rest,
      cursor: `r.${aboutId}.${rest.personId}`,
      aboutId,
      campaignId: null,
      purpose: 'marketing',
      way: 'inbox',
      outcome: isRefused ? 'refused' : name,
      code: isRefused ? name : null,
      certification: null,
      timeZone: null,
      seen: unpacked(heard),
    }
  })
}

type WayRow = Omit<FoundDecision, 'cursor' | 'timeZone' | 'seen' | 'code' | 'way'> & {
  readonly id: string
  readonly way: WayName
  readonly heard: number | null
  readonly error: string | null
}

const waysAfter = (filter: ProofFilter, after: string | null) => sql`
  from (
    select d.id, coalesce(d.judged_at, d.created_at) as at, d.person_id, d.merchant_id,
      coalesce(m.id, g.id) as about_id, coalesce(m.title, g.title) as title, d.mailing_id,
      m.campaign_id, coalesce(m.purpose, 'marketing') as purpose, d.way, d.state as outcome,
      d.heard, d.error, d.certification
    from outreach.delivery d
    left join outreach.message m on m.id = d.message_id
    left join outreach.mailing g on g.id = d.mailing_id
  ) w
  where ${matching('w', filter)}
    and (${filter.mailingId}::uuid is null or w.mailing_id = ${filter.mailingId}::uuid)
    and (${filter.campaignId}::uuid is null or w.campaign_id = ${filter.campaignId}::uuid)
    and (${after}::uuid is null or w.id > ${after}::uuid)`

/** What became of deliveries on other ways, oldest first: their ids sort by time. */
export async function wayDecisionsAfter(
  work: Work,
  filter: ProofFilter,
  after: string | null,
  limit: number,
): Promise<readonly FoundDecision[]> {
  const { rows } = await sql<WayRow>`
    select * ${waysAfter(filter, after)}
    order by w.id limit ${limit}`.execute(work.tx)
  return rows.map(({ id, heard, error, ...rest }) => ({
    ...rest,
    cursor: `w.${id}`,
    code: rest.outcome === 'taken' || rest.outcome === 'delivered' ? null : error,
    timeZone: null,
    seen: heard === null ? null : unpackedWay(heard, rest.way),
  }))
}

/** Behind which row each part of an export goes on; a part that is not there has been shown. */
export type ProofAfter = {
  readonly m?: string | null
  readonly r?: RecipientKey | null
  readonly w?: string | null
}

/** How many people the next lines are about, at most: `limit` lines of each part. */
export async function peopleAfter(
  work: Work,
  filter: ProofFilter,
  { m, r, w }: ProofAfter,
  limit: number,
): Promise<number> {
  const hasMessages = m !== undefined && filter.mailingId === null
  const hasRecipients = r !== undefined && filter.campaignId === null
  const { rows } = await sql<{ people: number }>`
    select count(distinct person_id)::integer as people from (
      (select d.person_id from outreach.gate_decision d
        where ${hasMessages} and ${messagesAfter(filter, m ?? null)} order by d.id limit ${limit})
      union all
      (select r.person_id from outreach.mailing g
        join outreach.recipient r on r.mailing_id = g.id
        where ${hasRecipients} and ${recipientsAfter(filter, r ?? null)}
        order by r.mailing_id, r.person_id limit ${limit})
      union all
      (select w.person_id ${waysAfter(filter, w ?? null)} and ${w !== undefined}
        order by w.id limit ${limit})
    ) behind`.execute(work.tx)
  return rows[0]?.people ?? 0
}
