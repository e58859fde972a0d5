/** The people of a mailing, as a relation that a floor above joins into its own statement. */
import type { RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import { allCampaignMessages, allRecipients, recipientsOf as relation } from '../store/mailings.ts'

/** Everybody of a mailing: `person_id, is_control, outcome, at, seen_at, clicked_at`. */
export function recipientsOf(mailingId: Id<'mailing'>): RawBuilder<unknown> {
  return relation(mailingId)
}

/**
 * Everybody of every mailing: `person_id, mailing_id, merchant_id, is_control, outcome, at, seen_at,
 * clicked_at`. Join it by person, never read it whole.
 */
export function recipients(): RawBuilder<unknown> {
  return allRecipients()
}

/**
 * Every message of a campaign that was sent: `id, person_id, merchant_id, campaign_id, sent_at,
 * read_at, clicked_at`. Join it by person, never read it whole.
 */
export function campaignMessages(): RawBuilder<unknown> {
  return allCampaignMessages()
}
