/** What channels do by themselves: welcome new friends, and count how friends come and go. */
import { HOUR_MS, SECOND_MS } from '../../kernel/time.ts'
import { defineTimer } from '../../platform/jobs.ts'
import { onBatch, type Reactions } from '../../platform/log.ts'
import { countDays, friendDayFacts } from './service/friends.ts'
import { issueDue } from './service/invoices.ts'
import { sendDue } from './service/sending.ts'
import { welcomeJob } from './service/welcome.ts'

/** A broadcast goes within this time of its hour. */
const SEND_SECONDS = 2
/** Nobody waits for the figures of a day. */
const PAUSE_MS = 250

export const channelReactions: Reactions = {
  reader: 'channels',
  pauseMs: PAUSE_MS,
  jobs: [welcomeJob],
  timers: [
    defineTimer({
      name: 'channels.broadcasts',
      everySeconds: SEND_SECONDS,
      run: ({ inWork, signal }) => sendDue(inWork, signal),
    }),
    defineTimer({
      name: 'channels.invoices',
      everySeconds: HOUR_MS / SECOND_MS,
      run: ({ inWork, now, signal }) => issueDue(inWork, now, signal),
    }),
  ],
  handlers: [onBatch(friendDayFacts, countDays)],
}
