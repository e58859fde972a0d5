/** Web push: RFC 8291 encryption and RFC 8292 keys by `web-push`, sent through a transport of ours. */
import { lookup as resolve } from 'node:dns'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import webPush from 'web-push'
import { isPublicAddress } from '../model.ts'
import { PushFailed, type PushOutcome, type PushSender } from '../ports.ts'

export type PushKeys = { readonly publicKey: string; readonly privateKey: string }

/** Posts bytes and answers with the status. Tests give one that reaches a service on this machine. */
export type PushTransport = (
  endpoint: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
  signal: AbortSignal,
) => Promise<number>

export type WebPushNeeds = {
  readonly keys: PushKeys
  /** How push services reach the operator: an e-mail address, or an https address. */
  readonly contact: string
  readonly transport?: PushTransport
}

export function newPushKeys(): PushKeys {
  return webPush.generateVAPIDKeys()
}

export function webPushSender({ keys, contact, transport }: WebPushNeeds): PushSender {
  const post = transport ?? httpsTransport
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
      return outcomeOf(await post(endpoint, headers, request.body ?? Buffer.alloc(0), signal))
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

/** Resolves names as usual, and keeps to the open net whatever they resolve to (OU13). */
const publicLookup: LookupFunction = (host, options, done) => {
  resolve(host, { ...options, all: true }, (error, addresses) => {
    const open = error ? [] : addresses.filter(({ address }) => isPublicAddress(address))
    const [first] = open
    if (!first) done(error ?? new Error(`${host} is not on the open net`), '', 4)
    else if (options.all) done(null, open)
    else done(null, first.address, first.family)
  })
}

const httpsTransport: PushTransport = (endpoint, headers, body, signal) =>
  new Promise((answer, reject) => {
    const options = { method: 'POST', headers, signal, lookup: publicLookup }
    const request = httpsRequest(endpoint, options, (response) => {
      response.resume()
      answer(response.statusCode ?? 0)
    })
    request.on('error', (error) => reject(new PushFailed(error.message)))
    request.end(body)
  })
