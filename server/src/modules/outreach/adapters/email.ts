/** E-mail over SMTP by nodemailer, with the way out that mail programs know (RFC 8058). */
import type { Id } from '../../../kernel/id.ts'
import { inTime } from '../../../platform/in-time.ts'
import { smtpPool } from '../../../platform/smtp.ts'
import type { Letter } from '../model/letters.ts'
import { WayFailed, type Way, type WayOutcome } from '../ports.ts'

export type EmailNeeds = {
  /** The server that takes our mail, as in `smtps://user:password@mail.golmok.kr:465`. */
  readonly smtpUrl: string
  /** Whom mails come from, as in `news@golmok.kr`; the shop stands before it as the name. */
  readonly from: string
  /** Where a mail that cannot be delivered goes back to: an address for each delivery (VERP). */
  readonly returnPath: (key: Id<'delivery'>) => string | null
}

export function emailWay({ smtpUrl, from, returnPath }: EmailNeeds): Way & { close(): void } {
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/>$/, '')
  const transport = smtpPool(smtpUrl)
  return {
    name: 'email',
    async send(letter, signal) {
      const mail = {
        from: { name: letter.senderName, address: from },
        to: { name: '', address: letter.address },
        subject: letter.title,
        text: letter.text,
        ...(letter.html !== null && { html: letter.html }),
        // The same key makes the same id, by which a mailbox knows a mail that came twice.
        messageId: `<${letter.key}@${domain}>`,
        headers: headersOf(letter),
        envelope: { from: returnPath(letter.key) ?? from, to: letter.address },
      }
      try {
        await inTime(() => transport.sendMail(mail), signal)
        return { kind: 'taken', providerId: mail.messageId }
      } catch (error) {
        return outcomeOf(error)
      }
    },
    close: () => transport.close(),
  }
}

/** @see https://www.rfc-editor.org/rfc/rfc8058 */
function headersOf({ oneClickUrl }: Letter): Record<string, string> {
  const automatic = { 'Auto-Submitted': 'auto-generated' }
  if (oneClickUrl === null) return automatic
  return {
    ...automatic,
    'List-Unsubscribe': `<${oneClickUrl}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
}

/**
 * What the answer of a mail server means: 5yz is for good, and of those 5.1.z and 550 at the address
 * say that nobody is there (RFC 3463); all else is worth another try.
 */
function outcomeOf(error: unknown): WayOutcome {
  if (error instanceof WayFailed) throw error
  const said = error as { responseCode?: number; response?: string; command?: string }
  const { responseCode = 0, response = '', command } = said
  const reason = (response || (error instanceof Error ? error.message : String(error))).slice(
    0,
    400,
  )
  if (responseCode < 500) throw new WayFailed(reason)
  // A server that does not let us in will not be mended by giving up the letter.
  if (responseCode === 530 || responseCode === 534 || responseCode === 535)
    throw new WayFailed(reason)
  const status = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(response)?.[0]
  const isNobody = status ? status.startsWith('5.1.') : responseCode === 550 || responseCode === 553
  if (command?.startsWith('RCPT') && isNobody) return { kind: 'gone', reason }
  return { kind: 'refused', reason }
}
