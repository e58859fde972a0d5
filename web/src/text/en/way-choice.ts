/** Words for choosing where news goes beside the inbox, and for what came of it. */
import type { wayChoice as ko } from '../ko/way-choice.ts'

export const wayChoice: typeof ko = {
  label: 'Where else should it go?',
  hint: 'It always goes to the inbox. Each way reaches only those who agreed to it.',
  reach: (people) => `about ${people}`,
  few: 'fewer than 5',
  free: 'free',
  price: (amount) => `${amount} each`,
  left: (letters) => `${letters} left this month`,
  none: 'Nothing left this month',
  people: (count) => (count === '1' ? '1 person' : `${count} people`),
  report: 'How each way went',
  goes: 'Sent',
  delivered: 'Arrived',
  failed: 'Failed',
  waiting: (count) => `${count} are waiting for their turn or for the morning.`,
  missed: (noConsent, nowhere, overLimit) =>
    `Did not agree ${noConsent} · no address ${nowhere} · above the limit ${overLimit}`,
  dropped: (count) => `${count} were held back at the last moment (blocked, consent withdrawn).`,
  proof: 'Download the proof (CSV)',
  proofHint: 'Line by line: when, by which way and on which consent. It names no friend.',
}
