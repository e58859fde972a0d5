/** Tells a new friend, once, what being a friend means and how to end it (CH4). */
import { z } from 'zod'
import type { Id } from '../../../kernel/id.ts'
import { SECOND_MS } from '../../../kernel/time.ts'
import { defineJob } from '../../../platform/jobs.ts'
import type { Work } from '../../../platform/work.ts'
import { sendMessages } from '../../outreach/service.ts'
import { peopleOf } from '../../people/service.ts'
import { merchantOf } from '../../places/service.ts'
import { welcomeText, type Friend } from '../model/friends.ts'
import { markWelcomed } from '../store/friends.ts'

type Pair = Pick<Friend, 'merchantId' | 'personId'>

const WELCOME_TIMEOUT_MS = 30 * SECOND_MS
const WELCOME_ATTEMPTS_MAX = 5
/** Who undoes a slip of the finger within this time hears nothing of it. */
const WELCOME_AFTER_MS = 3 * SECOND_MS

export const welcomeJob = defineJob({
  name: 'channels.welcome',
  shape: z.object({ merchantId: z.uuid(), personId: z.uuid() }),
  timeoutMs: WELCOME_TIMEOUT_MS,
  attemptsMax: WELCOME_ATTEMPTS_MAX,
  run: ({ inWork }, { merchantId, personId }) =>
    inWork({ kind: 'system', name: 'channels.welcome' }, (work) =>
      welcome(work, {
        merchantId: merchantId as Id<'merchant'>,
        personId: personId as Id<'person'>,
      }),
    ),
})

/** Sees to it that a new friend is welcomed. */
export function welcomeSoon(work: Work, pair: Pair): void {
  work.enqueue(welcomeJob, pair, {
    runAt: new Date(work.now.getTime() + WELCOME_AFTER_MS),
    key: `${pair.merchantId}/${pair.personId}`,
  })
}

async function welcome(work: Work, pair: Pair): Promise<void> {
  if (!(await markWelcomed(work, pair))) return
  const person = (await peopleOf(work, [pair.personId])).get(pair.personId)
  if (!person) return
  const merchant = await merchantOf(work, pair.merchantId)
  await sendMessages(work, [
    {
      ...pair,
      ...welcomeText(person.locale, merchant.name),
      merchantName: merchant.name,
      merchantContact: merchant.contact,
      // It answers what the person just did, and praises nothing.
      purpose: 'information',
      link: '/me/friends',
      couponId: null,
      campaignId: null,
      decisionId: null,
    },
  ])
}
