/**
 * What the gate said, as it can be shown to others later: who was told what, when, on which yes. Pure.
 */
import { csvLine } from '../../../kernel/csv.ts'
import type { Id } from '../../../kernel/id.ts'
import { wallTime } from '../../../kernel/time.ts'
import type { Purpose } from '../../people/model.ts'
import type { ConsentFact } from '../../people/model/consent-facts.ts'
import type { MessagePurpose } from '../model.ts'
import type { WayName } from './delivery.ts'

/** What of all decisions is asked for; null is all of it. */
export type ProofFilter = {
  readonly merchantId: Id<'merchant'> | null
  readonly personId: Id<'person'> | null
  readonly mailingId: Id<'mailing'> | null
  readonly campaignId: Id<'campaign'> | null
  readonly from: Date | null
  readonly until: Date | null
}

/** What the gate saw, as far as it was kept; null where the person themselves ended it. */
export type Seen = {
  readonly consents: readonly string[]
  readonly merchantConsents: readonly string[]
  readonly isBlocked: boolean
  readonly hasBoughtSince: boolean
  /** Caps count for the inbox, which every other way follows. */
  readonly sentToday?: number
  readonly sentThisWeek?: number
  readonly sentTodayByMerchant?: number
}

/** A decision as it is kept, whichever table it lies in. */
export type KeptDecision = {
  /** Where it stands in the export: what follows it is asked for by this. */
  readonly cursor: string
  readonly at: Date
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'>
  /** The message or mailing; null where none came to be. */
  readonly aboutId: string | null
  readonly title: string | null
  readonly campaignId: Id<'campaign'> | null
  readonly purpose: MessagePurpose
  readonly way: 'inbox' | WayName
  readonly outcome: string
  readonly code: string | null
  readonly timeZone: string
  readonly seen: Seen | null
  /** By which the sender of a text proved itself (Network Act §50-3). */
  readonly certification: string | null
}

/** One line of the proof. */
export type ProofLine = Omit<KeptDecision, 'code' | 'personId'> & {
  /** Null before a shop, which does not learn who its friends are. */
  readonly personId: Id<'person'> | null
  /** The same person under one name for each shop, which only the operator can lead back. */
  readonly personCode: string
  readonly reason: string
  /** The clock on the person's wall, as in `2026-04-16 12:00`. */
  readonly localTime: string
  /** The yeses on which it stood. */
  readonly grounds: readonly ConsentFact[]
}

/** The purposes that speak for a way: in the inbox marketing and its nights, elsewhere those of the way. */
export function purposesOf(way: KeptDecision['way']): readonly Purpose[] {
  switch (way) {
    case 'inbox':
      return ['marketing', 'night-marketing']
    case 'email':
      return ['marketing/email']
    case 'sms':
    case 'kakao':
    case 'line':
      return [`marketing/${way}`, `night-marketing/${way}`]
  }
}

/** Which yeses a decision stood on: of those that count for its way, those the gate saw. */
export function groundsAsked(
  kept: Pick<KeptDecision, 'purpose' | 'way' | 'seen'>,
): readonly Pick<ConsentFact, 'scope' | 'purpose'>[] {
  const { purpose, way, seen } = kept
  if (purpose === 'information' || !seen) return []
  return purposesOf(way).flatMap((each) => [
    ...(seen.consents.includes(each) ? [{ scope: 'market', purpose: each } as const] : []),
    ...(seen.merchantConsents.includes(each)
      ? [{ scope: 'merchant', purpose: each } as const]
      : []),
  ])
}

/** Why: a code of the gate, or on what a yes stands. */
export function reasonOf(kept: Omit<KeptDecision, 'cursor'>): string {
  const { outcome, code, purpose, way, seen } = kept
  if (code !== null) return code
  if (outcome === 'postponed') return 'quiet-hours'
  if (outcome === 'control' || outcome === 'cancelled') return outcome
  if (purpose === 'information') return 'information'
  if (!seen) return outcome
  const [day = ''] = purposesOf(way)
  return seen.consents.includes(day) ? 'consent' : 'friend-consent'
}

/** The clock on the wall of somebody, as in `2026-04-16 12:00`. */
export function localTime(at: Date, timeZone: string): string {
  const { day, minuteOfDay } = wallTime(at, timeZone)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${day} ${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`
}

/** A file for spreadsheets, or one JSON value a line. */
export const proofFormats = ['csv', 'ndjson'] as const
export type ProofFormat = (typeof proofFormats)[number]

const columns = [
  'cursor',
  'at',
  'local_time',
  'time_zone',
  'person_id',
  'person_code',
  'merchant_id',
  'about_id',
  'campaign_id',
  'title',
  'purpose',
  'way',
  'outcome',
  'reason',
  'consents',
  'is_blocked',
  'has_bought_since',
  'sent_today',
  'sent_this_week',
  'sent_today_by_merchant',
  'certification',
] as const

/** The heading of the file for spreadsheets. */
export const proofHeading = csvLine(columns)

/** A line of that file. A consent is `scope purpose v2 given-at by channel`. */
export function proofCsv(line: ProofLine): string {
  const { seen, grounds } = line
  return csvLine([
    line.cursor,
    line.at.toISOString(),
    line.localTime,
    line.timeZone,
    line.personId,
    line.personCode,
    line.merchantId,
    line.aboutId,
    line.campaignId,
    line.title,
    line.purpose,
    line.way,
    line.outcome,
    line.reason,
    grounds.map(groundText).join('; '),
    seen && String(seen.isBlocked),
    seen && String(seen.hasBoughtSince),
    seen?.sentToday ?? null,
    seen?.sentThisWeek ?? null,
    seen?.sentTodayByMerchant ?? null,
    line.certification,
  ])
}

function groundText({
  scope,
  purpose,
  wordingVersion,
  givenAt,
  channel,
  endedAt,
}: ConsentFact): string {
  const given = `${scope} ${purpose} v${wordingVersion} ${givenAt.toISOString()} by ${channel}`
  return endedAt ? `${given}, ended ${endedAt.toISOString()}` : given
}
