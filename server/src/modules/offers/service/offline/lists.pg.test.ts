/** What a till is told before it goes on by itself. */
import { createHash } from 'node:crypto'
import { compactVerify, importJWK } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../../../../kernel/actor.ts'
import { bytesOfBase64Url } from '../../../../kernel/signed-code.ts'
import { testId } from '../../../../kernel/testing.ts'
import { changeOffer } from '../../service.ts'
import { aGrant } from '../../testing.ts'
import {
  foreigner,
  foreignPlaceId,
  holder,
  merchantId,
  noon,
  openStreet,
  owner,
  placeId,
  staff,
  till,
} from '../testing.ts'
import { codeKeys, fetchList, forgetOldLists, offlinePolicy, setOfflinePolicy } from './lists.ts'
import { minutes, openTills, tillId } from './testing.ts'

const street = await openStreet()
const { inWork, setClock, reset, open, grant, redeem, rows } = street
const { fetch, send, accepted } = openTills(street)

beforeEach(async () => {
  await reset()
  await open()
})

describe('a list', () => {
  test('OF54 is signed, so that any till can check it by the published keys', async () => {
    await open({ id: testId('offer', 2), state: 'draft' })
    await open({ id: testId('offer', 3), placeIds: [testId('place', 2)] })
    await grant(aGrant())
    await redeem(await street.codeNow())
    const { list, content } = await fetch()
    const [key] = await inWork(staff, async (work) => codeKeys(work))
    const point = bytesOfBase64Url(key?.publicKey ?? '')
    const [x, y] = [point.slice(0, 32), point.slice(32)].map((it) =>
      Buffer.from(it).toString('base64url'),
    )
    const jwk = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }
    const { payload, protectedHeader } = await compactVerify(list, await importJWK(jwk, 'ES256'))
    expect(protectedHeader).toEqual({ alg: 'ES256', kid: key?.keyId })
    expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({
      placeId,
      merchantId,
      tillId: tillId(),
      givenMinorMax: 50_000,
      signedAt: noon.toISOString(),
      goodUntil: minutes(24 * 60).toISOString(),
      contentDigest: createHash('sha256')
        .update(content ?? '')
        .digest('base64url'),
    })
    expect(JSON.parse(content ?? '')).toMatchObject({
      offers: [{ id: testId('offer'), terms: { billMinorMin: 10_000 } }],
      gone: [[testId('coupon'), 'redeemed']],
      keys: [key],
    })
  })

  test('OF54 is sent again only where something changed', async () => {
    const { content } = await fetch()
    const digest = createHash('sha256')
      .update(content ?? '')
      .digest('base64url')
    const again = () =>
      inWork(staff, (work) =>
        fetchList(work, { placeId, tillId: tillId(), label: '1번', knownDigest: digest }),
      )
    setClock(minutes(5))
    expect((await again()).content).toBeNull()
    await inWork(owner, (work) => changeOffer(work, testId('offer'), { state: 'paused' }))
    expect(JSON.parse((await again()).content ?? '')).toMatchObject({
      offers: [{ state: 'paused' }],
    })
  })

  test('OF54 is for those who serve there; a till belongs to one place, and they are not endless', async () => {
    for (const actor of [holder, foreigner]) {
      await expect(fetch(1, actor)).rejects.toMatchObject({ code: 'access.forbidden' })
    }
    await fetch(1, till)
    const elsewhere = { placeId: foreignPlaceId, tillId: tillId(), label: '1번', knownDigest: null }
    const stolen = inWork(foreigner, (work) => fetchList(work, elsewhere))
    await expect(stolen).rejects.toMatchObject({ code: 'offline.till-unknown' })
    for (let number = 2; number <= 30; number += 1) await fetch(number)
    await expect(fetch(31)).rejects.toMatchObject({ code: 'offline.tills-full' })
    await fetch(30)
  })

  test('OF54 lets the till give away what the owner says', async () => {
    const set = (as: Actor) => inWork(as, (work) => setOfflinePolicy(work, merchantId, 7_000))
    await expect(set(staff)).rejects.toMatchObject({ code: 'access.forbidden' })
    await set(owner)
    expect(await inWork(staff, (work) => offlinePolicy(work, merchantId))).toBe(7_000)
    await fetch()
    expect(await rows('offers.offline_list')).toMatchObject([{ givenMinorMax: 7_000 }])
  })

  test('OF54 is forgotten after a while, unless something was accepted under it', async () => {
    await grant(aGrant())
    await fetch()
    const sent = await accepted()
    setClock(minutes(20))
    await send([sent])
    await fetch()
    setClock(minutes(10 * 24 * 60))
    await inWork(staff, forgetOldLists)
    expect(await rows('offers.offline_list')).toHaveLength(1)
  })
})
