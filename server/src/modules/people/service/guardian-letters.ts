/** Tells guardians that their answer was noted, which the decree asks for (§17-2). */
import { z } from 'zod'
import { defineJob } from '../../../platform/jobs.ts'
import { sealed, unsealed } from '../../../platform/secrets.ts'
import type { Work } from '../../../platform/work.ts'
import { maskedName, type Locale, type Person } from '../model.ts'
import type { Words } from '../model/code-words.ts'
import { notedWords } from '../model/guardians.ts'
import type { CodeSender } from '../ports.ts'

export type LetterNeeds = {
  readonly secret: string
  readonly marketName: string
  /** Where guardians open their link. */
  pageOf(token: string): string
}

const letter = z.object({ to: z.string(), subject: z.string(), text: z.string() })
const payload = z.object({ childId: z.string(), sealed: z.string() })
const TELL_MS_MAX = 15_000
const telling = {
  name: 'people.tell-guardian',
  shape: payload,
  timeoutMs: TELL_MS_MAX,
  attemptsMax: 10,
}

type Noted = {
  readonly child: Person
  readonly address: string
  readonly kind: 'yes' | 'no' | 'withdrawn'
  readonly token: string
  readonly locale: Locale
}

/** Tells the guardian that their answer was noted, after the commit; the child hears by the fact. */
export function noted(
  work: Work,
  door: LetterNeeds,
  { child, address, kind, token, locale }: Noted,
): void {
  const { marketName: market, pageOf, secret } = door
  const words: Words = notedWords(kind, maskedName(child.name), {
    market,
    link: pageOf(token),
    locale,
  })
  const text = JSON.stringify({ to: address, ...words })
  // Jobs are kept for some days: neither the number nor the link stands in them for who reads tables.
  work.enqueue(tellGuardian, { childId: child.id, sealed: sealed(secret, text) })
}

/** What the job needs is known once the house is put together. */
export function tellGuardianJob(secret: string, sender: CodeSender) {
  return defineJob({
    ...telling,
    run: ({ signal }, { sealed: text }) =>
      sender.tell(letter.parse(JSON.parse(unsealed(secret, text))), signal),
  })
}

const tellGuardian = defineJob({
  ...telling,
  run: () => Promise.reject(new Error('the job of a house is made by tellGuardianJob')),
})
