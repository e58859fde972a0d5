/** Tells people of answers that they have not read (TA17). */
import { z } from 'zod'
import type { Id } from '../../../kernel/id.ts'
import { SECOND_MS } from '../../../kernel/time.ts'
import { defineJob } from '../../../platform/jobs.ts'
import type { Work } from '../../../platform/work.ts'
import { sendMessages } from '../../outreach/service.ts'
import { peopleOf } from '../../people/service.ts'
import { merchantsOf } from '../../places/service.ts'
import { newsText } from '../model/telling.ts'
import { messagesOf } from '../store/message.ts'
import { lockTalk, saveTalk } from '../store/talk.ts'

/** Who has the talk open reads within this time; there is nothing to tell then. */
const TELL_AFTER_MS = 20 * SECOND_MS
const TELL_TIMEOUT_MS = 30 * SECOND_MS
const TELL_ATTEMPTS_MAX = 5

/** Tells of one talk, if there still is something to tell. */
export const tellOfAnswerJob = defineJob({
  name: 'talk.tell-of-answer',
  shape: z.object({ talkId: z.uuid() }),
  timeoutMs: TELL_TIMEOUT_MS,
  attemptsMax: TELL_ATTEMPTS_MAX,
  run: ({ inWork }, { talkId }) =>
    inWork({ kind: 'system', name: 'talk.tell-of-answer' }, (work) =>
      tell(work, talkId as Id<'talk'>),
    ),
})

/** Sees to it that the person hears of an answer, unless they read it by themselves. */
export function tellSoon(work: Work, talkId: Id<'talk'>): void {
  const runAt = new Date(work.now.getTime() + TELL_AFTER_MS)
  work.enqueue(tellOfAnswerJob, { talkId }, { runAt, key: talkId })
}

async function tell(work: Work, talkId: Id<'talk'>): Promise<void> {
  const talk = await lockTalk(work, talkId)
  // Told since the last reading: more of the same would only be noise.
  if (!talk || talk.personUnread === 0 || talk.toldNumber > talk.personRead) return
  const { personId, merchantId } = talk
  const person = (await peopleOf(work, [personId])).get(personId)
  const merchant = (await merchantsOf(work, [merchantId])).get(merchantId)
  if (!person || !merchant) return
  const [latest] = await messagesOf(work, talkId, 'person', null, 1)
  const text = newsText(merchant.name, latest ?? null, person.locale)
  await saveTalk(work, { ...talk, toldNumber: talk.lastNumber })
  await sendMessages(work, [
    {
      personId,
      merchantId,
      merchantName: merchant.name,
      merchantContact: merchant.contact,
      purpose: 'information',
      ...text,
      link: `/talk/${talkId}`,
      couponId: null,
      campaignId: null,
      decisionId: null,
    },
  ])
}
