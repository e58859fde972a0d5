/** Where a person is reached: their own list, and how an e-mail address is proven. */
import { personOf, type Actor } from '../../../kernel/actor.ts'
import { parseId, type Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../../kernel/time.ts'
import { hmacSha256, isSameSecret, randomToken, sha256 } from '../../../platform/secrets.ts'
import type { InWork, Work } from '../../../platform/work.ts'
import type { Locale } from '../../people/model.ts'
import { peopleOf } from '../../people/service.ts'
import { deliveryRefusals, maskedAddress, type WayName } from '../model/delivery.ts'
import { WayFailed } from '../ports.ts'
import { countAddressTry } from '../store/address-tries.ts'
import { forgetUnreachable } from '../store/dead-letters.ts'
import {
  addressesOfPeople,
  deleteAddress,
  saveAddress,
  saveWayChoice,
  unreachableAmong,
  wayChoices,
} from '../store/deliveries.ts'
import { forgetFollows } from '../store/line.ts'
import type { DeliveryNeeds } from './deliveries.ts'

/** One way out, as its reader sees it. */
export type OwnWay = {
  readonly way: WayName
  /** Masked; null where none is known. */
  readonly address: string | null
  readonly isReachable: boolean
  readonly wantsInformation: boolean
}

/** The ways of this market, and how the asker is reached on them. */
export async function waysOfAsker(work: Work, { ways }: DeliveryNeeds): Promise<readonly OwnWay[]> {
  const personId = personOf(work.actor)
  const known = await addressesOfPeople(work, [personId])
  const phone = (await peopleOf(work, [personId])).get(personId)?.phone ?? null
  const wanted = await wayChoices(work, personId)
  const own = [...ways.keys()].map((way) => {
    const proven = known.find((each) => each.way === way)?.address ?? null
    return { way, address: way === 'sms' || way === 'kakao' ? phone : proven }
  })
  const unreachable = await unreachableAmong(
    work,
    own.flatMap(({ way, address }) => (address === null ? [] : [{ way, address }])),
  )
  return own.map(({ way, address }) => ({
    way,
    address: address === null ? null : maskedAddress(way, address),
    isReachable: address !== null && !unreachable.has(`${way}/${address}`),
    wantsInformation: wanted.has(way),
  }))
}

/** Whether the asker wants information about their own doings on a way, too. */
export async function chooseWay(work: Work, way: WayName, isWanted: boolean): Promise<void> {
  await saveWayChoice(work, personOf(work.actor), way, isWanted)
}

/**
 * Forgets where the asker is reached on a way, with what was learnt of the address: an erasure later on
 * would not know any more whose it was (OU84).
 */
export async function forgetAddress(work: Work, way: WayName): Promise<void> {
  const personId = personOf(work.actor)
  const own = (await addressesOfPeople(work, [personId])).filter((each) => each.way === way)
  if (own.length > 0) await forgetUnreachable(work, own)
  if (way === 'line') {
    await forgetFollows(
      work,
      own.map(({ address }) => address),
    )
  }
  await deleteAddress(work, personId, way)
  await saveWayChoice(work, personId, way, false)
}

const EMAIL = /^[^\s@"<>(),;:\\[\]]{1,64}@[a-z\d](?:[a-z\d.-]{0,250}[a-z\d])?\.[a-z]{2,63}$/

/** How long the link in a mail proves an address. */
const PROOF_MS_MAX = DAY_MS
const PROOF_SEND_MS_MAX = 15_000
/** As with codes (PE18): a mailbox is not for others to fill. */
const proofs = { countMax: 5, windowMs: HOUR_MS }

/**
 * Sends a mail with a link that proves an address to be the asker's. Nothing is kept until it is
 * opened, so an address of somebody else costs them a few mails and us nothing (OU83).
 *
 * @throws {Refused} `delivery.way-off`, `delivery.address-malformed`, `delivery.too-many-proofs`,
 *   `delivery.address-gone`, `delivery.not-now`
 */
export async function sendEmailProof(
  inWork: InWork,
  needs: DeliveryNeeds,
  asked: { readonly actor: Actor; readonly now: Date; readonly address: string },
): Promise<void> {
  const way = needs.ways.get('email')
  if (!way) throw new Refused(deliveryRefusals, 'delivery.way-off')
  const address = asked.address.trim().toLowerCase()
  if (!EMAIL.test(address)) throw new Refused(deliveryRefusals, 'delivery.address-malformed')
  const personId = personOf(asked.actor)
  const { locale, key } = await inWork(asked.actor, async (work) => {
    await allowProof(work, address)
    const person = (await peopleOf(work, [personId])).get(personId)
    return { locale: person?.locale ?? 'ko', key: work.newId('delivery') }
  })
  const token = proofToken(needs.secret, {
    personId,
    address,
    endsAt: asked.now.getTime() + PROOF_MS_MAX,
  })
  const face = proofFace(locale, `${needs.origin()}/confirm/${token}`)
  const letter = { ...face, key, address, oneClickUrl: null, template: null } as const
  // A market writes here, and no shop; the id only fills the place of one.
  const merchantId = '00000000-0000-0000-0000-000000000000' as Id<'merchant'>
  const sent = {
    ...letter,
    merchantId,
    senderName: needs.marketName,
    purpose: 'information',
  } as const
  let outcome
  try {
    outcome = await way.send(sent, AbortSignal.timeout(PROOF_SEND_MS_MAX))
  } catch (error) {
    if (error instanceof WayFailed) throw new Refused(deliveryRefusals, 'delivery.not-now')
    throw error
  }
  if (outcome.kind !== 'taken') throw new Refused(deliveryRefusals, 'delivery.address-gone')
}

/** @throws {Refused} `delivery.too-many-proofs`, whoever asked for those before */
async function allowProof(work: Work, address: string): Promise<void> {
  const since = await countAddressTry(work, sha256(address), proofs)
  if (!since) return
  const waitMs = since.getTime() + proofs.windowMs - work.now.getTime()
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / SECOND_MS))
  throw new Refused(deliveryRefusals, 'delivery.too-many-proofs', { retryAfterSeconds })
}

/** Keeps the address that a link proves. @throws {Refused} `delivery.link-unknown` */
export async function confirmEmail(
  work: Work,
  secret: string,
  token: string,
): Promise<{ readonly address: string }> {
  const proof = proofIn(secret, token)
  if (!proof || proof.endsAt < work.now.getTime()) {
    throw new Refused(deliveryRefusals, 'delivery.link-unknown')
  }
  const { personId, address } = proof
  const person = (await peopleOf(work, [personId])).get(personId)
  if (!person) throw new Refused(deliveryRefusals, 'delivery.link-unknown')
  await saveAddress(work, { personId, way: 'email', address })
  return { address: maskedAddress('email', address) }
}

type Proof = { readonly personId: Id<'person'>; readonly address: string; readonly endsAt: number }

const PROOF_SIGNATURE_LETTERS = 40

function proofToken(secret: string, { personId, address, endsAt }: Proof): string {
  const said = Buffer.from(JSON.stringify([personId, address, endsAt, randomToken(6)]))
  const text = said.toString('base64url')
  // No dot between: addresses with one are those of files.
  return `${text}${signatureOf(secret, text)}`
}

const signatureOf = (secret: string, text: string) =>
  hmacSha256(secret, `outreach.address/${text}`).slice(0, PROOF_SIGNATURE_LETTERS)

function proofIn(secret: string, token: string): Proof | null {
  const text = token.slice(0, -PROOF_SIGNATURE_LETTERS)
  const signature = token.slice(-PROOF_SIGNATURE_LETTERS)
  if (!isSameSecret(signature, signatureOf(secret, text))) return null
  // Signed by us, so it has the shape we gave it.
  const [id, address, endsAt] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [
    string,
    string,
    number,
  ]
  const personId = parseId<'person'>(id)
  return personId && { personId, address, endsAt }
}

function proofFace(locale: Locale, url: string) {
  const title = locale === 'ko' ? '이메일 주소를 확인해 주세요' : 'Please confirm your address'
  const lines =
    locale === 'ko'
      ? [
          '아래 링크를 누르면 이 주소로 소식을 받아요. 하루 동안 쓸 수 있어요.',
          url,
          '요청한 적이 없다면 그냥 두세요. 아무 일도 일어나지 않아요.',
        ]
      : [
          'Open this link to get news at this address. It works for a day.',
          url,
          'If you did not ask for this, leave it: nothing will happen.',
        ]
  return { title, text: `${lines.join('\n\n')}\n`, html: null }
}
