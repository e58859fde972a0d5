/** The way out of marketing, which needs no sign-in: only the link that stands in each message. */
import { parseId, type Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { hmacSha256, isSameSecret } from '../../../platform/secrets.ts'
import type { Work } from '../../../platform/work.ts'
import { maskedName, type ConsentProof, type Person } from '../../people/model.ts'
import { idKeptFor, peopleOf } from '../../people/service.ts'
import { marketingStanceOf, withdrawMarketing } from '../../people/service/marketing.ts'
import { timeZonesOf } from '../../people/service/time-zones.ts'
import { merchantsOf } from '../../places/service.ts'
import { optedOut } from '../events.ts'
import type { OptOutScope, OptOutState } from '../model/opt-out.ts'
import { outreachRefusals } from '../model.ts'
import { dropWaitingMarketing } from '../service.ts'
import { blockedSince, merchantNameTo } from '../store.ts'
import { settingsOf } from './hearing.ts'
import { block } from './inbox.ts'

type Pair = { readonly personId: Id<'person'>; readonly merchantId: Id<'merchant'> }

const SIGNATURE_LETTERS = 32

/** The token of a way out: who, of which merchant, and our signature. It never grows old (OU7). */
export function optOutToken(secret: string, { personId, merchantId }: Pair): string {
  const bytes = Buffer.from(`${personId}${merchantId}`.replaceAll('-', ''), 'hex')
  const pair = bytes.toString('base64url')
  return `${pair}${signatureOf(secret, pair)}`
}

const signatureOf = (secret: string, pair: string) =>
  hmacSha256(secret, `outreach.opt-out/${pair}`).slice(0, SIGNATURE_LETTERS)

/**
 * Who a token is for; of an account that was merged into another, that one: it gets what would have come
 * to the first.
 *
 * @throws {Refused} `outreach.link-unknown`
 */
async function pairOf(work: Work, secret: string, token: string): Promise<Pair> {
  const pair = token.slice(0, -SIGNATURE_LETTERS)
  const hex = Buffer.from(pair, 'base64url').toString('hex')
  const isOurs = isSameSecret(token.slice(-SIGNATURE_LETTERS), signatureOf(secret, pair))
  const personId = parseId<'person'>(dashed(hex.slice(0, 32)))
  const merchantId = parseId<'merchant'>(dashed(hex.slice(32)))
  if (!isOurs || !personId || !merchantId) {
    throw new Refused(outreachRefusals, 'outreach.link-unknown')
  }
  return { personId: await idKeptFor(work, personId), merchantId }
}

const dashed = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** What a way out leads to. @throws {Refused} `outreach.link-unknown` */
export async function optOutState(work: Work, secret: string, token: string): Promise<OptOutState> {
  return stateOf(work, await pairOf(work, secret, token))
}

/** @throws {Refused} `outreach.link-unknown` of an account that is gone */
async function readerOf(work: Work, { personId }: Pair): Promise<Person> {
  const person = (await peopleOf(work, [personId])).get(personId)
  if (!person) throw new Refused(outreachRefusals, 'outreach.link-unknown')
  return person
}

async function stateOf(work: Work, pair: Pair): Promise<OptOutState> {
  const { personId, merchantId } = pair
  const { name } = await readerOf(work, pair)
  const { agrees, endedAt } = await marketingStanceOf(work, personId)
  const nameTold = await merchantNameTo(work, pair)
  const nameNow = nameTold ?? (await merchantsOf(work, [merchantId])).get(merchantId)?.name
  const zone = (await timeZonesOf(work, [personId])).get(personId)
  return {
    merchantName: nameNow ?? null,
    personName: maskedName(name),
    blockedSince: await blockedSince(work, pair),
    agreesToMarketing: agrees,
    endedAt,
    timeZone: zone ?? (await settingsOf(work)).timeZone,
  }
}

/**
 * Goes the way out: from one merchant, or from all marketing, also that of shops whose friend somebody is.
 * Harmless to repeat (OU7, OU8).
 *
 * @throws {Refused} `outreach.link-unknown`
 */
export async function optOut(
  work: Work,
  secret: string,
  request: { token: string; scope: OptOutScope; proof: ConsentProof },
): Promise<void> {
  const { token, scope, proof } = request
  const pair = await pairOf(work, secret, token)
  await readerOf(work, pair)
  if (scope === 'merchant') await block(work, pair)
  else await endAll(work, pair.personId, proof)
}

/** Takes back every yes to marketing, of the market and of single shops: they stand apart (PE50). */
async function endAll(work: Work, personId: Id<'person'>, proof: ConsentProof): Promise<void> {
  const changed = await withdrawMarketing(work, { personId, channel: 'opt-out-link', proof })
  if (changed === 0) return
  await dropWaitingMarketing(work, personId, null)
  work.announce(optedOut, { personId, merchantId: null }, { subjectId: personId })
}
