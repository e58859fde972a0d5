/** LINE by its own SDK: messages to those who follow us, and what its webhooks bring. */
import { HTTPFetchError, messagingApi, validateSignature } from '@line/bot-sdk'
import { inTime } from '../../../platform/in-time.ts'
import type { Letter } from '../model/letters.ts'
import { WayFailed, type LineAccount, type ManyAtOnce, type WayOutcome } from '../ports.ts'

export type LineNeeds = {
  readonly token: string
  readonly secret: string
  /** Another address than LINE's own, for a facade of its shape. */
  readonly url: string | null
}

/** Users of one call, as LINE documents it. */
const MULTICAST_MAX = 500

export function lineAccount({ token, secret, url }: LineNeeds): LineAccount {
  const client = new messagingApi.MessagingApiClient({
    channelAccessToken: token,
    ...(url !== null && { baseURL: url }),
  })
  const quota: LineAccount['quota'] = async (signal) => {
    const [limit, used] = await inTime(
      () => Promise.all([client.getMessageQuota(), client.getMessageQuotaConsumption()]),
      signal,
    )
    return { limit: limit.type === 'limited' ? (limit.value ?? 0) : null, used: used.totalUsage }
  }
  return {
    name: 'line',
    many: manyAtOnce(client, quota),
    send: (letter, signal) =>
      push(client, { to: letter.address, messages: [messageOf(letter)] }, letter.key, signal),
    async say({ userId, text, key }, signal) {
      const words = { to: userId, messages: [{ type: 'text', text } as const] }
      const outcome = await push(client, words, key, signal)
      // Whoever has left again needs no invitation.
      if (outcome.kind === 'refused') throw new WayFailed(outcome.reason)
    },
    async linkToken(userId, signal) {
      return (await inTime(() => client.issueLinkToken(userId), signal)).linkToken
    },
    quota,
    // The library compares in constant time; a signature of another length is none.
    isSigned: (body, signature) => signature !== '' && validateSignature(body, secret, signature),
  }
}

type Client = messagingApi.MessagingApiClient

async function push(
  client: Client,
  request: messagingApi.PushMessageRequest,
  key: string,
  signal: AbortSignal,
): Promise<WayOutcome> {
  try {
    const { sentMessages } = await inTime(() => client.pushMessage(request, key), signal)
    return { kind: 'taken', providerId: sentMessages[0]?.id ?? null }
  } catch (error) {
    return outcomeOf(error)
  }
}

function manyAtOnce(client: Client, quota: LineAccount['quota']): ManyAtOnce {
  return {
    most: MULTICAST_MAX,
    async left(signal) {
      try {
        const { limit, used } = await quota(signal)
        return limit === null ? null : Math.max(0, limit - used)
      } catch (error) {
        throw error instanceof WayFailed ? error : new WayFailed(String(error))
      }
    },
    async send(letters, key, signal) {
      const [first] = letters
      if (!first) return { kind: 'taken', providerId: null }
      const to = letters.map(({ address }) => address)
      try {
        await inTime(() => client.multicast({ to, messages: [messageOf(first)] }, key), signal)
        return { kind: 'taken', providerId: null }
      } catch (error) {
        return outcomeOf(error)
      }
    },
  }
}

/** Advertising bears its way out as a button: free, and without leaving the chat. */
function messageOf({ text, purpose, merchantId }: Letter): messagingApi.Message {
  if (purpose === 'information') return { type: 'text', text }
  const label = '그만 받기'
  const data = `opt-out/${merchantId}`
  const action = { type: 'postback', label, displayText: label, data } as const
  return { type: 'text', text, quickReply: { items: [{ type: 'action', action }] } }
}

/**
 * What a no of LINE means. 409 is a repeat of what it has taken; of 429, the month's quota is no
 * matter of minutes, and the speed is.
 *
 * @see https://developers.line.biz/en/reference/messaging-api/#status-codes
 */
function outcomeOf(error: unknown): WayOutcome {
  if (!(error instanceof HTTPFetchError)) {
    throw error instanceof WayFailed ? error : new WayFailed(String(error))
  }
  const { status, body } = error
  const said = messageIn(body)
  const reason = `${status} ${said.message}`.slice(0, 400)
  if (status === 409) return { kind: 'taken', providerId: said.firstId }
  if (status === 429 && /monthly limit/i.test(said.message)) return { kind: 'refused', reason }
  if (status === 400 && /'to'|user ?id/i.test(said.message)) return { kind: 'gone', reason }
  if (status === 400 || status === 403 || status === 413) return { kind: 'refused', reason }
  throw new WayFailed(reason)
}

function messageIn(body: string): { readonly message: string; readonly firstId: string | null } {
  try {
    const read = JSON.parse(body) as { message?: string; sentMessages?: { id: string }[] }
    return { message: read.message ?? '', firstId: read.sentMessages?.[0]?.id ?? null }
  } catch {
    return { message: body, firstId: null }
  }
}
