/** What stands in a text or a mail that brings a code or an invitation. Pure. */
import type { InvitationText, Locale } from '../model.ts'

export type CodeText = {
  /** E.164, or an e-mail address. */
  readonly to: string
  readonly code: string
  readonly locale: Locale
  readonly validMinutes: number
}

export type Words = {
  /** Of a mail; texts have none. */
  readonly subject: string
  readonly text: string
}

/** The words of a code. With the name 골목 they fit a short text. */
export function codeWords({ code, locale, validMinutes }: CodeText, market: string): Words {
  // The code stands in the subject, where phones show it without the mail being opened.
  return locale === 'ko'
    ? {
        subject: `${market} 인증번호 ${code}`,
        text: `[${market}] 인증번호 ${code}. ${validMinutes}분 안에 입력해 주세요. 누구에게도 알려 주지 마세요.`,
      }
    : {
        subject: `Your ${market} code is ${code}`,
        text: `[${market}] Your code is ${code}. It lasts ${validMinutes} minutes. Never tell it to anyone.`,
      }
}

export function invitationWords(invitation: InvitationText, market: string): Words {
  const { locale, merchantName, link, validDays } = invitation
  return locale === 'ko'
    ? {
        subject: `${merchantName}에서 초대했어요`,
        text: `[${market}] ${merchantName}에서 함께 일하자고 초대했어요. ${validDays}일 안에 열어 주세요: ${link}`,
      }
    : {
        subject: `${merchantName} invites you`,
        text: `[${market}] ${merchantName} invites you to work with them. Open this within ${validDays} days: ${link}`,
      }
}
