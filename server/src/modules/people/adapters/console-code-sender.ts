/** For development: the code is printed where the server runs, and reaches no phone. */
import type { CodeSender, CodeText } from '../ports.ts'

const texts = {
  ko: ({ code, validMinutes }: CodeText) =>
    `[골목] 인증번호는 ${code}이에요. ${validMinutes}분 안에 입력해 주세요. 누구에게도 알려 주지 마세요.`,
  en: ({ code, validMinutes }: CodeText) =>
    `[Golmok] Your code is ${code}. It lasts ${validMinutes} minutes. Never tell it to anyone.`,
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
  }
}
