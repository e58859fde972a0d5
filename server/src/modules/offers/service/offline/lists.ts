/** What a till is told so that it can go on by itself, signed. */
import { createHash } from 'node:crypto'
import { actorName, allow, mayDecide, mayOperate, mayServe } from '../../../../kernel/actor.ts'
import type { Id } from '../../../../kernel/id.ts'
import { Refused } from '../../../../kernel/refused.ts'
import { base64Url, CERTIFICATE_HOURS } from '../../../../kernel/signed-code.ts'
import { DAY_MS, HOUR_MS } from '../../../../kernel/time.ts'
import type { Work } from '../../../../platform/work.ts'
import { merchantOf } from '../../../places/service.ts'
import { goodUntil, OFFLINE_HOURS } from '../../model/offline.ts'
import { isGoodAt } from '../../model/redemption.ts'
import { offerRefusals } from '../../model/refusals.ts'
import {
  countTills,
  currentOffers,
  forgetLists,
  givenMinorMaxOf,
  goneSince,
  insertList,
  keepTill,
  lockTill,
  saveGivenMinorMax,
} from '../../store/offline.ts'
import { policyOf } from '../../store/policy.ts'
import { placeServed, type ServedPlace } from '../showing.ts'
import { keyAt, keysBetween } from './certificates.ts'

export type Fetching = {
  readonly placeId: Id<'place'>
  readonly tillId: Id<'offline-till'>
  readonly label: string
  /** The digest of the content that the till has; null for none. */
  readonly knownDigest: string | null
}

export type FetchedList = {
  /** JWS, compact: who, when, how much, and the digest of the content. */
  readonly list: string
  /** JSON; null where the till has it already. */
  readonly content: string | null
}

export const LABEL_LENGTH_MAX = 60
/** Tills of one place that were heard of within a month. */
const TILLS_MAX = 30
const SEEN_WITHIN_DAYS = 30
const OFFERS_LISTED_MAX = 500
const GONE_LISTED_MAX = 20_000
/** Lists are kept so long: acceptances of their time may still come. */
const LISTS_KEPT_DAYS = 9
const FORGOTTEN_AT_ONCE = 5_000

/**
 * Signs a till's list for the day to come (OF54). From now on what it accepts counts against the cap
 * of this list.
 *
 * @throws {Refused} `access.forbidden`, `offline.till-unknown` for a till of another place,
 *   `offline.tills-full`
 */
export async function fetchList(work: Work, fetching: Fetching): Promise<FetchedList> {
  const place = await placeServed(work, fetching.placeId)
  await keepTillOf(work, place, fetching)
  const content = await contentFor(work, place)
  const digest = createHash('sha256').update(content).digest('base64url')
  const signedAt = work.now
  const givenMinorMax = await givenMinorMaxOf(work, place.merchantId)
  const list = { id: work.newId('offline-list'), signedAt, givenMinorMax }
  await insertList(work, list, fetching.tillId)
  const payload = {
    listId: list.id,
    tillId: fetching.tillId,
    placeId: place.id,
    merchantId: place.merchantId,
    signedAt: signedAt.toISOString(),
    goodUntil: goodUntil(list).toISOString(),
    givenMinorMax,
    contentDigest: digest,
  }
  const isKnown = fetching.knownDigest === digest
  return { list: signedText(work, payload), content: isKnown ? null : content }
}

async function keepTillOf(
  work: Work,
  { id: placeId, merchantId }: ServedPlace,
  { tillId: id, label }: Fetching,
): Promise<void> {
  const isNew = (await lockTill(work, id, placeId)) === null
  const since = new Date(work.now.getTime() - SEEN_WITHIN_DAYS * DAY_MS)
  if (isNew && (await countTills(work, placeId, since)) >= TILLS_MAX) {
    throw new Refused(offerRefusals, 'offline.tills-full')
  }
  const till = await keepTill(work, { id, merchantId, placeId, label }, actorName(work.actor))
  if (!till) throw new Refused(offerRefusals, 'offline.till-unknown')
}

/** What changes seldom: the same text for the same state, so that tills need not fetch it again. */
async function contentFor(work: Work, place: ServedPlace): Promise<string> {
  const { on, order, isOncePerPiece, offersMax } = await policyOf(work, place.merchantId)
  const offers = await currentOffers(work, place.merchantId, OFFERS_LISTED_MAX)
  // Older certificates have run out: what is gone longer shows nothing any more.
  const since = new Date(work.now.getTime() - CERTIFICATE_HOURS * HOUR_MS)
  const gone = await goneSince(work, place.merchantId, since, GONE_LISTED_MAX)
  const good = offers.filter((offer) => {
    const isLimited = offer.limits.length > 0 || offer.redemptionsMax !== null
    return isGoodAt(offer, place.id) && !(offer.isAutomatic && isLimited)
  })
  return JSON.stringify({
    policy: { on, order, isOncePerPiece, offersMax },
    keys: keysOf(work),
    offers: good.map((offer) => {
      const { id, merchantId, placeIds, title, terms, rank, startsAt, endsAt } = offer
      const { state, isAutomatic } = offer
      const said = { id, merchantId, placeIds, title, terms, rank, state, isAutomatic }
      return { ...said, startsAt, endsAt }
    }),
    gone: gone.map(({ couponId, why }) => [couponId, why]),
  })
}

/** The keys of certificates that may be shown while a list counts. */
function keysOf(work: Work) {
  const from = new Date(work.now.getTime() - CERTIFICATE_HOURS * HOUR_MS)
  const until = new Date(work.now.getTime() + OFFLINE_HOURS * HOUR_MS)
  return keysBetween(work, from, until).map(({ keyId, publicKey }) => {
    return { keyId, publicKey: base64Url(publicKey) }
  })
}

/** JWS in its compact form, ES256 (RFC 7515). */
function signedText(work: Work, payload: object): string {
  const key = keyAt(work, work.now)
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const words = `${part({ alg: 'ES256', kid: key.keyId })}.${part(payload)}`
  return `${words}.${base64Url(key.sign(Buffer.from(words)))}`
}

/**
 * The keys that sign certificates and lists around this moment.
 *
 * They are anyone's to see: another maker's till checks what it is given by them.
 */
export function codeKeys(work: Work): readonly { keyId: string; publicKey: string }[] {
  return keysOf(work)
}

/** @throws {Refused} `access.forbidden` */
export async function offlinePolicy(work: Work, merchantId: Id<'merchant'>): Promise<number> {
  allow(mayServe(work.actor, merchantId) || mayOperate(work.actor))
  return givenMinorMaxOf(work, merchantId)
}

/**
 * Sets what each till may give away between two looks at the server; nothing means that tills do not
 * go on by themselves. Lists that are out keep theirs.
 *
 * @throws {Refused} `access.forbidden`, `merchant.unknown`
 */
export async function setOfflinePolicy(
  work: Work,
  merchantId: Id<'merchant'>,
  givenMinorMax: number,
): Promise<void> {
  allow(mayDecide(work.actor, merchantId) || mayOperate(work.actor))
  await merchantOf(work, merchantId)
  await saveGivenMinorMax(work, merchantId, givenMinorMax)
}

/** Forgets lists that nothing was accepted under and nothing can come of any more. */
export async function forgetOldLists(work: Work): Promise<void> {
  const before = new Date(work.now.getTime() - LISTS_KEPT_DAYS * DAY_MS)
  await forgetLists(work, before, FORGOTTEN_AT_ONCE)
}
