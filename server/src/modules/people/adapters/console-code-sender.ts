/** For development: what would be sent is printed where the server runs, and reaches nobody. */
import type { InvitationText } from '../model.ts'
import type { CodeSender, CodeText } from '../ports.ts'

const texts = {
  ko: ({ code, validMinutes }: CodeText) =>
    `[골목] 인증번호는 ${code}이에요. ${validMinutes}분 안에 입력해 주세요. 누구에게도 알려 주지 마세요.`,
  en: ({ code, validMinutes }: CodeText) =>
    `[Golmok] Your code is ${code}. It lasts ${validMinutes} minutes. Never tell it to anyone.`,
}

const invitations = {
  ko: ({ merchantName, link, validDays }: InvitationText) =>
    `[골목] ${merchantName}에서 함께 일하자고 초대했어요. ${validDays}일 안에 열어 주세요: ${link}`,
  en: ({ merchantName, link, validDays }: InvitationText) =>
    `[Golmok] ${merchantName} invites you to work with them. Open this within ${validDays} days: ${link}`,
}

/** @param print one line at a time; standard error by default, as standard output is for answers */
export function consoleCodeSender(
  print: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
): CodeSender {
  return {
    async send(text, signal) {
      signal.throwIfAborted()
      print(`☎ ${text.to}  ${texts[text.locale](text)}`)
    },
    async invite(text, signal) {
      signal.throwIfAborted()
      print(`☎ ${text.to}  ${invitations[text.locale](text)}`)
    },
  }
}
