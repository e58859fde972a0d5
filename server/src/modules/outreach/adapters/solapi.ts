/** Texts, Alimtalk and Brand Message by SOLAPI, through its own SDK. */
import { ClientError, MessageNotReceivedError, SolapiMessageService } from 'solapi'
import { inTime } from '../../../platform/in-time.ts'
import { solapiNumber, solapiText } from '../../../platform/solapi.ts'
import type { Letter } from '../model/letters.ts'
import { WayFailed, type Way, type WayOutcome } from '../ports.ts'

export type SolapiNeeds = {
  readonly apiKey: string
  readonly apiSecret: string
  /** The number that texts come from; registered at SOLAPI, as the law asks. */
  readonly sender: string
  /** The Kakao channel at SOLAPI; null where there is none. */
  readonly channelId: string | null
}

type Sent = Parameters<SolapiMessageService['send']>[0]
type One = Exclude<Sent, readonly unknown[]>

/** The ways that a SOLAPI account opens: texts, and Kakao where there is a channel. */
export function solapiWays(needs: SolapiNeeds): readonly Way[] {
  const service = new SolapiMessageService(needs.apiKey, needs.apiSecret)
  const { sender, channelId } = needs
  const hand = async (letter: Letter, message: One, signal: AbortSignal) => {
    // So that a report finds its delivery, even one that outruns the answer.
    const customFields = { deliveryId: letter.key }
    try {
      const answer = await inTime(
        () => service.send({ ...message, customFields }, { showMessageList: true }),
        signal,
      )
      const providerId = answer.messageList?.[0]?.messageId ?? null
      return { kind: 'taken', providerId } as const
    } catch (error) {
      return outcomeOf(error)
    }
  }
  const sms: Way = {
    name: 'sms',
    send: (letter, signal) =>
      hand(letter, solapiText({ to: letter.address, text: letter.text }, sender), signal),
  }
  if (channelId === null) return [sms]
  const kakao: Way = {
    name: 'kakao',
    send: (letter, signal) => hand(letter, talkOf(letter, sender, channelId), signal),
  }
  return [sms, kakao]
}

/** Fail-over to a text is ours, once; SOLAPI must not do it a second time (OU47). */
function talkOf({ address, text, template }: Letter, from: string, pfId: string): One {
  const to = solapiNumber(address)
  if (template) {
    const { providerId: templateId, variables } = template
    const kakaoOptions = { pfId, templateId, variables, disableSms: true }
    return { ...to, from, text, type: 'ATA', kakaoOptions }
  }
  // To friends of the channel (I); others would take 50,000 of them, and papers.
  const bms = { targeting: 'I', chatBubbleType: 'TEXT' } as const
  return { ...to, from, text, type: 'BMS_FREE', kakaoOptions: { pfId, bms, disableSms: true } }
}

/**
 * What a no of SOLAPI means. Its list of codes was not at hand: what names the number as none is
 * told by its words; trouble of ours (key, balance, speed) is worth another try.
 */
function outcomeOf(error: unknown): WayOutcome {
  if (error instanceof WayFailed) throw error
  if (error instanceof MessageNotReceivedError) {
    const { statusCode = '', statusMessage = '' } = error.failedMessageList[0] ?? {}
    const reason = `${statusCode} ${statusMessage}`.trim()
    return {
      kind: /결번|없는 번호|수신번호.*(오류|유효)/.test(statusMessage) ? 'gone' : 'refused',
      reason,
    }
  }
  if (error instanceof ClientError && error.httpStatus === 400) {
    return { kind: 'refused', reason: `${error.errorCode} ${error.errorMessage}` }
  }
  throw new WayFailed(error instanceof Error ? error.message : String(error))
}
