/** Codes and invitations as texts, by SOLAPI, through its own SDK. */
import { SolapiMessageService } from 'solapi'
import { inTime } from '../../../platform/in-time.ts'
import { solapiText } from '../../../platform/solapi.ts'
import { codeWords, invitationWords } from '../model/code-words.ts'
import type { CodeSender } from '../ports.ts'

export type SolapiCodeNeeds = {
  readonly apiKey: string
  readonly apiSecret: string
  /** The number that texts come from; registered at SOLAPI, as the law asks. */
  readonly sender: string
  readonly market: string
}

export function solapiCodeSender(needs: SolapiCodeNeeds): CodeSender {
  const service = new SolapiMessageService(needs.apiKey, needs.apiSecret)
  const { sender, market } = needs
  const send = async (to: string, text: string, signal: AbortSignal) => {
    // Throws also where SOLAPI took none of the message (MessageNotReceivedError).
    await inTime(() => service.send(solapiText({ to, text }, sender)), signal)
  }
  return {
    send: (text, signal) => send(text.to, codeWords(text, market).text, signal),
    invite: (text, signal) => send(text.to, invitationWords(text, market).text, signal),
    tell: ({ to, text }, signal) => send(to, text, signal),
  }
}
