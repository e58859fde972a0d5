/** Takes what people did with messages, to friends and of campaigns, into the sums by day (IN12, IN15). */
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import { MARKET_TIME_ZONE } from '../../../kernel/time.ts'
import type { LoggedFact } from '../../../platform/news.ts'
import type { Work } from '../../../platform/work.ts'
import { mailingSent, messageClicked, messageRead, messageSent } from '../../outreach/events.ts'
import { outcomeNumber } from '../../outreach/model/mailing.ts'
import { campaignMessages, recipients } from '../../outreach/service/recipients.ts'
import { ATTRIBUTION_DAYS } from '../model.ts'
import {
  earlyDoers,
  keepSteps,
  recountMessages,
  type Doer,
  type MessageStep,
} from '../store/messages.ts'

/** The kinds of facts that only these sums are made of. */
export const messageFacts = [mailingSent, messageClicked] as const

/**
 * Call it once visits and redemptions of the same facts are kept.
 *
 * @param acted who visited or redeemed, or did neither after all
 * @returns the shops whose figures may look different now
 */
export async function absorbMessages(
  work: Work,
  facts: readonly LoggedFact[],
  acted: readonly Doer[],
): Promise<readonly Doer['merchantId'][]> {
  const steps = facts.flatMap(stepOf)
  const readers = facts.flatMap(readerOf)
  const reached = facts.flatMap(reachedOf)
  await keepSteps(work, steps, MARKET_TIME_ZONE)
  const early = await earlyDoers(work, steps, ATTRIBUTION_DAYS)
  await recountMessages(work, [...readers, ...reached, ...acted, ...early], {
    recipients: everyPiece(),
    days: ATTRIBUTION_DAYS,
    timeZone: MARKET_TIME_ZONE,
  })
  return [...steps, ...readers, ...reached].map(({ merchantId }) => merchantId)
}

/** Whom every piece was about: of mailings both arms, of campaigns those who got their message. */
function everyPiece(): RawBuilder<unknown> {
  const [sent, control] = [outcomeNumber('sent'), outcomeNumber('control')]
  return sql`
    select person_id, mailing_id, mailing_id as told_of, false as is_campaign, merchant_id,
      is_control, at, null::timestamptz as sent_at, seen_at, clicked_at
    from (${recipients()}) r where outcome in (${sql.lit(sent)}, ${sql.lit(control)})
    union all
    select person_id, id, campaign_id, true, merchant_id, false, sent_at, sent_at, read_at,
      clicked_at
    from (${campaignMessages()}) m`
}

function stepOf({ name, data }: LoggedFact): readonly MessageStep[] {
  if (name !== mailingSent.name) return []
  const { mailingId, merchantId, at, upTo, sent, held } = mailingSent.shape.parse(data)
  return [
    {
      mailingId: mailingId as Id<'mailing'>,
      merchantId: merchantId as Id<'merchant'>,
      at: new Date(at),
      upTo: upTo as Id<'person'>,
      sent,
      held,
    },
  ]
}

function readerOf({ name, data }: LoggedFact): readonly Doer[] {
  if (name !== messageRead.name && name !== messageClicked.name) return []
  const { personId, merchantId } = messageRead.shape.parse(data)
  return [{ personId: personId as Id<'person'>, merchantId: merchantId as Id<'merchant'> }]
}

/** Whom a message of a campaign reached; other messages of their own are not ours to count. */
function reachedOf({ name, data }: LoggedFact): readonly Doer[] {
  if (name !== messageSent.name) return []
  const { personId, merchantId, campaignId } = messageSent.shape.parse(data)
  if (campaignId === null) return []
  return [{ personId: personId as Id<'person'>, merchantId: merchantId as Id<'merchant'> }]
}
