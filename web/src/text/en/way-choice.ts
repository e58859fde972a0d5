/** Words for choosing where news goes beside the inbox, and for what came of it. */
import type { wayChoice as ko } from '../ko/way-choice.ts'

export const wayChoice: typeof ko = {
  label: 'Where else should it go?',
  hint: 'It always goes to the inbox. Each of these reaches only those who agreed to it.',
  reach: (people) => `about ${people}`,
  few: 'fewer than 5',
  free: 'free',
  price: (amount) => `${amount} each`,
  left: (letters) => `${letters} left this month`,
  none: 'Nothing left this month',
  people: (count) => (count === '1' ? '1 person' : `${count} people`),
  report: 'Results outside the inbox',
  goes: 'Sent',
  delivered: 'Delivered',
  failed: 'Failed',
  waiting: (count) => `${count} waiting for their turn or for the morning`,
  noConsent: (count) => `No consent ${count}`,
  nowhere: (count) => `No address ${count}`,
  overLimit: (count) => `Over the limit ${count}`,
  dropped: (count) => `${count} stopped at the last moment (blocked, consent withdrawn)`,
  proof: 'Download proof of sending (CSV)',
  proofHint: 'One line per message: when, how and with which consent. No names are included.',
}
