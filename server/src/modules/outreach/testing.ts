/** Ready-made messages for tests: each valid as it stands. Change only what the test is about. */
import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import { testId } from '../../kernel/testing.ts'
import type { Work } from '../../platform/work.ts'
import type { MerchantPurpose } from '../people/model.ts'
import { merchantWordingOf } from '../people/model/consents.ts'
import { agreeWithMerchant } from '../people/service/merchant-consents.ts'
import type { WayName } from './model/delivery.ts'
import type { Letter } from './model/letters.ts'
import type { Hearing, Message } from './model.ts'
import type { Mailing } from './model/mailing.ts'
import { WayFailed, type Way, type WayOutcome } from './ports.ts'
import { outreachReactions } from './reactions.ts'
import type { StepPeople } from './service/mailings.ts'
import type { Receipt } from './service/receipts.ts'

/** A coupon of a café, to the first test person. */
export function aMessage(change: Partial<Message> = {}): Message {
  return {
    personId: testId('person'),
    merchantId: testId('merchant'),
    merchantName: '골목커피',
    purpose: 'marketing',
    title: '아메리카노 1,000원 할인',
    body: '지나가시는 길에 들러 주세요.',
    link: '/wallet',
    couponId: null,
    campaignId: null,
    decisionId: null,
    ...change,
  }
}

/** Marketing in the afternoon, to somebody who agreed and got nothing yet. */
export function aHearing(change: Partial<Hearing> = {}): Hearing {
  return {
    purpose: 'marketing',
    at: new Date('2026-04-16T15:00:00+09:00'),
    isKnown: true,
    consents: new Set(['marketing']),
    merchantConsents: new Set(),
    isBlocked: false,
    hasBoughtSince: false,
    timeZone: 'Asia/Seoul',
    sentToday: 0,
    sentThisWeek: 0,
    sentTodayByMerchant: 0,
    ...change,
  }
}

/** News of the first test merchant. */
export const aMailing: Omit<Mailing, 'id'> = {
  merchantId: testId('merchant'),
  merchantName: '골목커피',
  merchantContact: '02-123-4567',
  title: '봄맞이 라떼가 나왔어요',
  body: '이번 주말까지 만나요.',
  link: '/places/1',
  pictureId: null,
  offerId: null,
  quotaUseId: null,
  unlessBoughtSince: null,
  ways: [],
}

/** These people as one step; those of `control` in the control group. */
export function stepOf(
  ids: readonly Id<'person'>[],
  control: readonly Id<'person'>[] = [],
): StepPeople {
  const people = sql`
    select person_id, person_id = any(${control}::uuid[]) as is_control
    from unnest(${ids}::uuid[]) as p (person_id)`
  return { range: { after: null, upTo: ids.toSorted().at(-1) as Id<'person'> }, people }
}

/** The first so many test people. */
export const everyone = (count: number) =>
  Array.from({ length: count }, (_, n) => testId('person', n + 1))

/** The person agrees to these with a merchant, the first test merchant unless said, as its friend. */
export async function befriend(
  work: Work,
  personId: Id<'person'>,
  purposes: readonly MerchantPurpose[],
  merchantId = testId<'merchant'>('merchant'),
): Promise<void> {
  const proof = { sessionId: null, ipHash: null, agentHash: null }
  const agreed = purposes.map((purpose) => ({
    purpose,
    wordingVersion: merchantWordingOf(purpose).version,
  }))
  await agreeWithMerchant(work, {
    personId,
    merchantId,
    channel: 'follow',
    proof,
    agreed,
  })
}

/** Marketing of a café, made ready for the first test person. */
export function aLetter(change: Partial<Letter> = {}): Letter {
  return {
    key: testId('delivery'),
    address: 'minji@golmok.test',
    merchantId: testId('merchant'),
    senderName: '골목커피',
    purpose: 'marketing',
    title: '(광고) 아메리카노 1,000원 할인 · 골목커피',
    text: '(광고) 아메리카노 1,000원 할인\n\n지나가시는 길에 들러 주세요.',
    html: null,
    oneClickUrl: 'https://golmok.test/v1/opt-outs/abc/one-click',
    template: null,
    ...change,
  }
}

let letters = 0

/** The same with a key of its own each time. */
export function aNewLetter(change: Partial<Letter> = {}): Letter {
  letters += 1
  return aLetter({ key: testId('delivery', letters), ...change })
}

/** Ways that write down what they are given and say what they are told to, and what sends by them. */
export function openWays(
  names: readonly WayName[],
  answer: (letter: Letter) => WayOutcome | WayFailed,
) {
  const letters: Letter[] = []
  const wayOf = (name: WayName): Way => ({
    name,
    send(letter) {
      letters.push(letter)
      const said = answer(letter)
      return said instanceof WayFailed ? Promise.reject(said) : Promise.resolve(said)
    },
  })
  const needs = {
    ways: new Map(names.map((name) => [name, wayOf(name)])),
    secret: 's'.repeat(40),
    contact: 'market@golmok.local',
    marketName: '골목',
    origin: () => 'https://golmok.test',
    certification: '전송자격인증 제2026-001호',
  }
  const pushSender = { publicKey: 'test', send: () => Promise.resolve('taken' as const) }
  const reactions = [outreachReactions({ pushSender, contact: needs.contact, deliveries: needs })]
  return { letters, needs, reactions }
}

/** That a text message arrived. */
export function aReceipt(change: Partial<Receipt>): Receipt {
  return {
    way: 'sms',
    deliveryId: null,
    providerId: null,
    state: 'delivered',
    reason: null,
    ...change,
  }
}

/** A mail that a server sent back to an address, as of RFC 3464: nobody was there. */
export function aBouncedMail(to: string): string {
  return [
    'From: Mail Delivery System <MAILER-DAEMON@mail.golmok.test>',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Your mail could not be delivered.',
    '',
    '--b1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.golmok.test',
    '',
    'Final-Recipient: rfc822; minji@golmok.test',
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 no such user',
    '',
    '--b1',
    'Content-Type: message/rfc822',
    '',
    'Subject: (=?utf-8?B?6rSR6rOg?=)',
    '',
    'text',
    '--b1--',
    '',
  ].join('\r\n')
}
