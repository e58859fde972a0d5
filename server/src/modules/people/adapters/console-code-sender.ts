/** For development: what would be sent is printed where the server runs, and reaches nobody. */
import { codeWords, invitationWords } from '../model/code-words.ts'
import type { CodeSender } from '../ports.ts'

/** @param print one line at a time; standard error by default, as standard output is for answers */
export function consoleCodeSender(
  market: string,
  print: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
): CodeSender {
  return {
    async send(text, signal) {
      signal.throwIfAborted()
      print(`☎ ${text.to}  ${codeWords(text, market).text}`)
    },
    async invite(text, signal) {
      signal.throwIfAborted()
      print(`☎ ${text.to}  ${invitationWords(text, market).text}`)
    },
    async tell({ to, text }, signal) {
      signal.throwIfAborted()
      print(`☎ ${to}  ${text}`)
    },
  }
}
