/** What owners write: the programme and the stamp cards. */
import { allow, mayDecide, mayOperate, mayServe } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import { merchantOf } from '../../places/service.ts'
import { programmeChanged } from '../events.ts'
import { objectionToProgramme, type Programme, type Terms } from '../model/programme.ts'
import { loyaltyRefusals } from '../model/refusals.ts'
import { CARDS_PER_MERCHANT_MAX, type StampCard } from '../model/stamps.ts'
import {
  endStampCardRow,
  insertStampCard,
  insertTerms,
  lockStampCard,
  presentTerms,
  stampCardsOf,
} from '../store/terms.ts'

/** Two owners may write at once: the later one is written after the earlier. */
const WRITES_MAX = 5

/**
 * Writes the programme of a shop (LO2). What was bought before stays under the terms of its time.
 *
 * @throws {Refused} `access.forbidden`, `merchant.unknown` or a code of LO2
 */
export async function writeProgramme(
  work: Work,
  merchantId: Id<'merchant'>,
  programme: Programme,
): Promise<Terms> {
  allow(mayDecide(work.actor, merchantId) || mayOperate(work.actor))
  await merchantOf(work, merchantId)
  const objection = objectionToProgramme(programme)
  if (objection) throw new Refused(loyaltyRefusals, objection)
  for (let tries = 1; ; tries += 1) {
    const version = ((await presentTerms(work, [merchantId])).get(merchantId)?.version ?? 0) + 1
    if (await insertTerms(work, merchantId, version, programme)) {
      work.announce(programmeChanged, { merchantId })
      return { ...programme, merchantId, version, since: work.now }
    }
    if (tries === WRITES_MAX) throw new Error('the programme is written over and over')
  }
}

/** The programme of a shop, for everyone; null where there is none. */
export async function programmeOf(work: Work, merchantId: Id<'merchant'>): Promise<Terms | null> {
  return (await presentTerms(work, [merchantId])).get(merchantId) ?? null
}

/** The stamp cards of a shop: all for its people, the running ones for everyone. */
export async function cardsOf(
  work: Work,
  merchantId: Id<'merchant'>,
): Promise<readonly StampCard[]> {
  const cards = await stampCardsOf(work, [merchantId])
  const isOwn = mayServe(work.actor, merchantId) || mayOperate(work.actor)
  return isOwn ? cards : cards.filter(({ state }) => state === 'open')
}

/**
 * Opens a stamp card (LO2). Its rule stays as it is: another rule is another card.
 *
 * @throws {Refused} `access.forbidden`, `merchant.unknown`, `stamp-card.too-many`,
 *   `stamp-card.id-taken`
 */
export async function openStampCard(
  work: Work,
  card: Omit<StampCard, 'state'>,
): Promise<StampCard> {
  const { merchantId } = card
  allow(mayDecide(work.actor, merchantId) || mayOperate(work.actor))
  await merchantOf(work, merchantId)
  const running = (await stampCardsOf(work, [merchantId])).filter(({ state }) => state === 'open')
  if (running.length >= CARDS_PER_MERCHANT_MAX) {
    throw new Refused(loyaltyRefusals, 'stamp-card.too-many')
  }
  const open: StampCard = { ...card, state: 'open' }
  if (!(await insertStampCard(work, open))) {
    throw new Refused(loyaltyRefusals, 'stamp-card.id-taken')
  }
  work.announce(programmeChanged, { merchantId })
  return open
}

/**
 * Ends a stamp card: no more stamps. What was stamped and earned stays.
 *
 * @throws {Refused} `stamp-card.unknown`, `access.forbidden`
 */
export async function endStampCard(work: Work, id: Id<'stamp-card'>): Promise<StampCard> {
  const card = await lockStampCard(work, id)
  if (!card) throw new Refused(loyaltyRefusals, 'stamp-card.unknown')
  allow(mayDecide(work.actor, card.merchantId) || mayOperate(work.actor))
  await endStampCardRow(work, id)
  work.announce(programmeChanged, { merchantId: card.merchantId })
  return { ...card, state: 'ended' }
}
