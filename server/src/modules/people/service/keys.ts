/** API keys: made, listed and taken back. */
import { allow, mayOwn, mayOperate, type KeyScope } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { randomToken, sha256 } from '../../../platform/secrets.ts'
import type { Work } from '../../../platform/work.ts'
import { apiKeyEnded } from '../events.ts'
import { KEYS_MAX, type ApiKey } from '../model.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { endKey, insertKey, liveKeysOf } from '../store.ts'
import { forgetAfter } from './memory.ts'
import { KEY_PREFIX } from './sessions.ts'

const KEY_BYTES = 32

/** A merchant's keys are its owners' matter, those of the market (null) the operators' (PE15). */
function allowKeysOf(work: Work, merchantId: Id<'merchant'> | null): void {
  allow(merchantId ? mayOwn(work.actor, merchantId) : mayOperate(work.actor))
}

export type NewApiKey = {
  readonly merchantId: Id<'merchant'> | null
  readonly name: string
  readonly scopes: readonly KeyScope[]
}

/**
 * Makes a key. Its text is in the answer and nowhere else.
 *
 * @throws {Refused} `access.forbidden`, `people.too-many-keys`
 */
export async function createApiKey(
  work: Work,
  request: NewApiKey,
): Promise<ApiKey & { readonly key: string }> {
  const { merchantId, name } = request
  allowKeysOf(work, merchantId)
  if ((await liveKeysOf(work, merchantId)).length >= KEYS_MAX) {
    throw new Refused(peopleRefusals, 'people.too-many-keys', { keysMax: KEYS_MAX })
  }
  const key = `${KEY_PREFIX}${randomToken(KEY_BYTES)}`
  const apiKey: ApiKey = {
    id: work.newId('api-key'),
    merchantId,
    name,
    scopes: [...new Set(request.scopes)],
    createdAt: work.now,
    lastUsedAt: null,
  }
  await insertKey(work, apiKey, sha256(key))
  return { ...apiKey, key }
}

/** @throws {Refused} `access.forbidden` */
export async function apiKeysOf(
  work: Work,
  merchantId: Id<'merchant'> | null,
): Promise<readonly ApiKey[]> {
  allowKeysOf(work, merchantId)
  return liveKeysOf(work, merchantId)
}

/**
 * Takes a key back; it opens nothing from the next request on.
 *
 * @throws {Refused} `access.forbidden`, `people.key-unknown`
 */
export async function endApiKey(
  work: Work,
  merchantId: Id<'merchant'> | null,
  keyId: Id<'api-key'>,
): Promise<void> {
  allowKeysOf(work, merchantId)
  if (!(await endKey(work, merchantId, keyId))) {
    throw new Refused(peopleRefusals, 'people.key-unknown')
  }
  work.announce(apiKeyEnded, { keyId, merchantId })
  forgetAfter(work, keyId)
}
