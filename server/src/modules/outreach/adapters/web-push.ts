/** Web push: RFC 8291 encryption and RFC 8292 keys by `web-push`, sent by the one way out of ours. */
import webPush from 'web-push'
import { OutwardRefused, type Outward } from '../../../platform/outward.ts'
import { PushFailed, type PushOutcome, type PushSender } from '../ports.ts'

export type PushKeys = { readonly publicKey: string; readonly privateKey: string }

export type WebPushNeeds = {
  readonly keys: PushKeys
  /** How push services reach the operator: an e-mail address, or an https address. */
  readonly contact: string
  /** Keeps to the open net, whatever a name resolves to (OU13). */
  readonly outward: Outward
}

export function newPushKeys(): PushKeys {
  return webPush.generateVAPIDKeys()
}

export function webPushSender({ keys, contact, outward }: WebPushNeeds): PushSender {
  const subject = /^(https:|mailto:)/.test(contact) ? contact : `mailto:${contact}`
  return {
    publicKey: keys.publicKey,
    async send(push, signal): Promise<PushOutcome> {
      const { endpoint, p256dh, auth, payload, topic, ttlSeconds } = push
      let request
      try {
        const subscription = { endpoint, keys: { p256dh, auth } }
        request = webPush.generateRequestDetails(subscription, payload, {
          vapidDetails: { subject, ...keys },
          TTL: ttlSeconds,
          topic,
          urgency: 'high',
          contentEncoding: 'aes128gcm',
        })
      } catch {
        // Keys of a subscription that cannot be encrypted to never will be.
        return 'gone'
      }
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      )
      const body = request.body ?? Buffer.alloc(0)
      return outcomeOf(await statusOf(outward, { url: endpoint, headers, body, signal }))
    },
  }
}

/** @see https://www.rfc-editor.org/rfc/rfc8030#section-7.3 404 and 410 mean: never again */
function outcomeOf(status: number): PushOutcome {
  if (status >= 200 && status < 300) return 'taken'
  if (status === 404 || status === 410) return 'gone'
  if (status === 408 || status === 429 || status >= 500) {
    throw new PushFailed(`the push service answered ${status}`)
  }
  return 'refused'
}

async function statusOf(
  outward: Outward,
  push: Omit<Parameters<Outward['ask']>[0], 'method' | 'bytesMax'>,
): Promise<number> {
  try {
    return (await outward.ask({ ...push, method: 'POST', bytesMax: 0 })).status
  } catch (error) {
    // A name may lead elsewhere tomorrow, so a refused address is worth the few tries there are.
    const says = error instanceof Error ? error.message : String(error)
    throw new PushFailed(error instanceof OutwardRefused ? `refused: ${says}` : says)
  }
}
