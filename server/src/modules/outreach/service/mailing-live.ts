/** A mailing that lies in inboxes now, told to those of its people whose page is open here. */
import type { Id } from '../../../kernel/id.ts'
import type { Platform } from '../../../platform/platform.ts'
import { mailingSent } from '../events.ts'
import { shownTitle } from '../model.ts'
import { mailingById, reachedAmong } from '../store/mailings.ts'

const system = { kind: 'system', name: 'outreach' } as const

/**
 * Each process asks once per step which of its listeners were reached: a message to everybody would
 * be a million, and most of them are not here.
 */
export function openMailingLive({ follow, inWork, live, logger }: Platform): void {
  follow([mailingSent.name], ({ data }) => {
    const { mailingId, after, upTo, at } = mailingSent.shape.parse(data)
    const here = live
      .listenedTo('person/')
      .filter((personId) => (after === null || personId > after) && personId <= upTo)
    if (here.length === 0) return
    void tell(mailingId as Id<'mailing'>, new Date(at), here).catch((error: unknown) => {
      // A hint is safe to lose: the inbox is asked again when the page is looked at.
      logger.warn({ error, mailingId }, 'a mailing was not told to open pages')
    })
  })

  async function tell(id: Id<'mailing'>, at: Date, here: readonly string[]): Promise<void> {
    const { mailing, reached } = await inWork(system, async (work) => ({
      mailing: await mailingById(work, id),
      reached: await reachedAmong(work, id, at, here),
    }))
    if (!mailing) return
    const { merchantId, merchantName, link } = mailing
    const title = shownTitle({ purpose: 'marketing', title: mailing.title })
    const data = { messageId: id, title, merchantId, merchantName, link }
    // One object for all: its text is made once, however many read it.
    const message = { name: 'inbox', data: { ...data, couponId: null, decisionId: null } }
    for (const personId of reached) live.tellHere(`person/${personId}`, message)
  }
}
