/** One-time codes, to phones and to mailboxes alike: sent, tried, used up. */
import { randomInt } from 'node:crypto'
import type { Actor } from '../../../kernel/actor.ts'
import { Refused } from '../../../kernel/refused.ts'
import { MINUTE_MS, SECOND_MS } from '../../../kernel/time.ts'
import { hmacSha256 } from '../../../platform/secrets.ts'
import type { InWork, Work } from '../../../platform/work.ts'
import {
  CODES_MAX,
  CODES_WINDOW_MS,
  CODE_LIFE_MS,
  CODE_TRIES_MAX,
  codeText,
  emailOf,
  pausedUntil,
  phoneOf,
  type Locale,
} from '../model.ts'
import { peopleRefusals } from '../model/refusals.ts'
import type { CodeSender } from '../ports.ts'
import { codesSentTo, saveCode, takeCodeTry, useCode } from '../store/tries.ts'

/** What signing in needs beside the work: who asks, and what signs codes. */
export type Door = {
  readonly inWork: InWork
  readonly actor: Actor
  readonly secret: string
  /** What the browser calls itself. */
  readonly device: string
}

/** How long a sender may take to take a code. */
const SEND_MS_MAX = 10_000
const codes = { countMax: CODES_MAX, windowMs: CODES_WINDOW_MS }

/**
 * Sends a code to a phone, whoever has it: the answer says nothing about accounts.
 *
 * @returns until when the code lasts
 * @throws {Refused} `people.phone-malformed`, `people.too-many-codes`, `people.code-not-sent`
 */
export function sendPhoneCode(
  door: Door,
  sender: CodeSender,
  request: { readonly phone: string; readonly locale: Locale },
): Promise<Date> {
  return sendCode(door, sender, phoneOrRefuse(request.phone), request.locale)
}

/**
 * The same to a mailbox (PE20).
 *
 * @throws {Refused} `people.email-malformed`, `people.too-many-codes`, `people.code-not-sent`
 */
export function sendEmailCode(
  door: Door,
  sender: CodeSender,
  request: { readonly email: string; readonly locale: Locale },
): Promise<Date> {
  return sendCode(door, sender, emailOrRefuse(request.email), request.locale)
}

async function sendCode(door: Door, sender: CodeSender, to: string, locale: Locale): Promise<Date> {
  const code = codeText(randomInt(1_000_000))
  const expiresAt = await door.inWork(door.actor, async (work) => {
    const until = new Date(work.now.getTime() + CODE_LIFE_MS)
    const codeHash = hashOfCode(door, to, code)
    const fresh = { address: to, codeHash, expiresAt: until, triesMax: CODE_TRIES_MAX }
    if (await saveCode(work, fresh, codes)) return until
    const waitUntil = pausedUntil(await codesSentTo(work, to), codes, work.now)
    throw paused('people.too-many-codes', waitUntil ?? work.now, work.now)
  })
  const validMinutes = CODE_LIFE_MS / MINUTE_MS
  try {
    await sender.send({ to, code, locale, validMinutes }, AbortSignal.timeout(SEND_MS_MAX))
  } catch {
    throw new Refused(peopleRefusals, 'people.code-not-sent')
  }
  return expiresAt
}

/** A code for an address, of which a try was taken. */
export type TriedCode = { readonly address: string; readonly code: string }

/**
 * Counts a try at a code, in a work of its own: it counts also when the rest comes to nothing.
 *
 * @throws {Refused} `people.code-wrong` when there is none, or no try is left
 */
export async function triedCode(door: Door, address: string, code: string): Promise<TriedCode> {
  const isLeft = await door.inWork(door.actor, (work) => takeCodeTry(work, address))
  if (!isLeft) throw new Refused(peopleRefusals, 'people.code-wrong')
  return { address, code }
}

/** Uses a code up (PE5). Of two that race with the right code, one comes through. */
export async function proveCode(
  work: Work,
  door: Door,
  { address, code }: TriedCode,
): Promise<void> {
  const isRight = await useCode(work, address, hashOfCode(door, address, code))
  if (!isRight) throw new Refused(peopleRefusals, 'people.code-wrong')
}

// Six digits are guessed at once from a plain hash; the market's secret is not in the same table.
const hashOfCode = ({ secret }: Door, address: string, code: string) =>
  hmacSha256(secret, `people.phone-code/${address}/${code}`)

/** @throws {Refused} `people.email-malformed` */
export function emailOrRefuse(text: string): string {
  const email = emailOf(text)
  if (!email) throw new Refused(peopleRefusals, 'people.email-malformed')
  return email
}

/** @throws {Refused} `people.phone-malformed` */
export function phoneOrRefuse(text: string): string {
  const phone = phoneOf(text)
  if (!phone) throw new Refused(peopleRefusals, 'people.phone-malformed')
  return phone
}

/** What to say where too much was tried: until when to wait. */
export function paused(
  code: 'people.sign-in-paused' | 'people.too-many-codes',
  until: Date,
  now: Date,
): Refused {
  const waitMs = Math.max(0, until.getTime() - now.getTime())
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / SECOND_MS))
  return new Refused(peopleRefusals, code, { retryAfterSeconds })
}
