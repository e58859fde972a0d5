/** Codes and invitations as mails, over the SMTP server that takes the mails of the market. */
import { inTime } from '../../../platform/in-time.ts'
import { smtpAtOnce } from '../../../platform/smtp.ts'
import { codeWords, invitationWords, type Words } from '../model/code-words.ts'
import type { CodeSender } from '../ports.ts'

export type EmailCodeNeeds = {
  readonly smtpUrl: string
  /** Whom mails come from, as in `news@golmok.kr`; the market stands before it as the name. */
  readonly from: string
  readonly market: string
}

export function emailCodeSender({ smtpUrl, from, market }: EmailCodeNeeds): CodeSender {
  const transport = smtpAtOnce(smtpUrl)
  const send = async (to: string, { subject, text }: Words, signal: AbortSignal) => {
    const mail = {
      from: { name: market, address: from },
      // As an object: an address is never read as a list of several.
      to: { name: '', address: to },
      subject,
      text,
      // Nobody's holiday answers it (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated' },
    }
    await inTime(() => transport.sendMail(mail), signal)
  }
  return {
    send: (text, signal) => send(text.to, codeWords(text, market), signal),
    invite: (text, signal) => send(text.to, invitationWords(text, market), signal),
    tell: ({ to, ...words }, signal) => send(to, words, signal),
  }
}
