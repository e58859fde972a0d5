/** Reads the signed list of a till. Pure but for the check of its signature. */
import {
  bytesOfBase64Url,
  isSignedBy,
  base64Url,
  type Bytes,
} from '../../../server/src/kernel/signed-code.ts'
import type { Id } from '../../../server/src/kernel/id.ts'
import type {
  Gone,
  ListedOffer,
  OfflineList,
} from '../../../server/src/modules/offers/model/offline.ts'

/** As the server sent it. */
export type KeptList = {
  readonly placeId: string
  /** JWS, compact. */
  readonly list: string
  /** JSON. */
  readonly content: string
}

export type TillList = OfflineList & {
  readonly digest: string
  readonly keys: ReadonlyMap<string, Bytes>
}

type Payload = {
  readonly listId: string
  readonly placeId: string
  readonly merchantId: string
  readonly signedAt: string
  readonly givenMinorMax: number
  readonly contentDigest: string
}
type Content = {
  readonly policy: OfflineList['policy']
  readonly keys: readonly { readonly keyId: string; readonly publicKey: string }[]
  readonly offers: readonly (Omit<ListedOffer, 'startsAt' | 'endsAt'> & {
    readonly startsAt: string
    readonly endsAt: string
  })[]
  readonly gone: readonly (readonly [string, Gone])[]
}

/** The list; null where it was changed since it was signed. */
export async function readList({ list, content }: KeptList): Promise<TillList | null> {
  const [header = '', payload = '', signature = ''] = list.split('.')
  try {
    const { kid } = jsonIn(header) as { readonly kid: string }
    const said = jsonIn(payload) as Payload
    const { policy, keys, offers, gone } = JSON.parse(content) as Content
    const keyOf = new Map(keys.map((it) => [it.keyId, bytesOfBase64Url(it.publicKey)]))
    const key = keyOf.get(kid)
    const words = new TextEncoder().encode(`${header}.${payload}`)
    const isSigned = key && (await isSignedBy(key, bytesOfBase64Url(signature), words))
    if (!isSigned || (await digestOf(content)) !== said.contentDigest) return null
    return {
      id: said.listId as Id<'offline-list'>,
      placeId: said.placeId as Id<'place'>,
      merchantId: said.merchantId as Id<'merchant'>,
      signedAt: new Date(said.signedAt),
      givenMinorMax: said.givenMinorMax,
      digest: said.contentDigest,
      policy,
      keys: keyOf,
      gone: new Map(gone),
      offers: new Map(
        offers.map(({ startsAt, endsAt, ...offer }) => {
          const window = { startsAt: new Date(startsAt), endsAt: new Date(endsAt) }
          return [offer.id, { ...offer, ...window }]
        }),
      ),
    }
  } catch {
    return null
  }
}

async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return base64Url(new Uint8Array(digest))
}

const jsonIn = (part: string): unknown =>
  JSON.parse(new TextDecoder().decode(bytesOfBase64Url(part)))
