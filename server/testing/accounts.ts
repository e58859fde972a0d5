/** Two accounts of one person: signed up, proven, merged and taken apart, with things to lose in both. */
import { expect } from 'vitest'
import { invariants, personMaps } from '../src/main.ts'
import { capturingCodeSender } from '../src/modules/people/testing.ts'
import { exportPerson } from '../src/modules/people/service/erasing.ts'
import { verify } from '../src/platform/invariants.ts'
import { freshServer, type Answer } from './server.ts'
import { aWorld, type Who } from './world.ts'

const system = { kind: 'system', name: 'test' } as const

// oxlint-disable-next-line max-lines-per-function -- one short function a thing that people do
export async function twoAccounts() {
  const codes = capturingCodeSender()
  const server = await freshServer({}, { codeSender: codes })
  const { call, start, platform } = server
  const world = await aWorld(server)
  const { shop, otherShop, owner, otherOwner } = world
  const key = () => crypto.randomUUID()
  const after = (ms: number) => server.at(new Date(start.getTime() + ms))
  let minute = 0
  /** Codes and member codes are for the moment: each step of a test has its own. */
  const next = (minutes = 1) => after((minute += minutes) * 60_000)

  const ok = (answer: Answer): Answer['body'] => {
    if (answer.status >= 300) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const get = async (as: Who, url: string): Promise<Answer['body']> =>
    ok(await call('GET', url, { as: as.token }))
  const post = (as: Who, url: string, body: object = {}) =>
    call('POST', url, { as: as.token, body, key: key() })

  for (const [as, { merchantId }] of [
    [owner, shop],
    [otherOwner, otherShop],
  ] as const) {
    const programme = { earn: { kind: 'share', perMille: 100 } }
    ok(
      await call('PUT', `/v1/merchants/${merchantId}/programme`, { as: as.token, body: programme }),
    )
  }

  let numbers = 0
  /** Somebody who came by phone, and has proven the number. */
  async function byPhone(): Promise<Who & { readonly phone: string }> {
    numbers += 1
    const phone = `+8210${String(55_000_000 + numbers)}`
    const { token, person } = ok(
      await call('POST', '/v1/sessions/phone', { body: await proof(phone) }),
    )
    ok(await call('PUT', '/v1/me/age', { as: token, body: { kind: 'of-age' } }))
    return { token, personId: person.id, phone }
  }
  async function proof(phone: string) {
    next()
    ok(await call('POST', '/v1/phone-codes', { body: { phone } }))
    return { phone, code: codes.sent.at(-1)?.code ?? '' }
  }
  async function aPair() {
    next()
    const kept = (await server.signUp('민지')) as Who
    const other = await byPhone()
    return { kept, other }
  }
  /** Shows the other's number to be theirs as well: the refusal goes on with the proof. */
  async function mergeProof(kept: Who, phone: string): Promise<string> {
    const { phone: number, code: phoneCode } = await proof(phone)
    const body = { phone: number, phoneCode }
    const refused = await call('PATCH', '/v1/me', { as: kept.token, body })
    expect(refused).toMatchObject({ status: 409, body: { code: 'people.phone-taken' } })
    return refused.body.mergeProof as string
  }
  const password = 'a long enough password'
  async function merge(kept: Who, phone: string, id: string = key()): Promise<string> {
    const body = { id, proof: await mergeProof(kept, phone), password }
    ok(await call('POST', '/v1/me/merges', { as: kept.token, body }))
    return id
  }
  const undo = (kept: Who, id: string) => call('DELETE', `/v1/me/merges/${id}`, { as: kept.token })

  async function buy(who: Who, at: typeof shop, as: Who, paidMinor: number): Promise<void> {
    next()
    const { code } = await get(who, '/v1/me/member-code')
    const body = { purchaseId: key(), code, paidMinor }
    ok(await post(as, `/v1/places/${at.placeId}/purchases`, body))
  }
  const claim = async (who: Who) =>
    ok(await post(who, `/v1/offers/${world.offerId}/claims`, { couponId: key() }))
      .couponId as string
  const follow = async (who: Who, at: typeof shop): Promise<void> =>
    void ok(
      await call('PUT', `/v1/me/friends/${at.merchantId}`, {
        as: who.token,
        body: { source: 'app' },
      }),
    )
  const pointsAt = async (who: Who, { merchantId }: typeof shop): Promise<number | null> => {
    const { items } = await get(who, '/v1/me/memberships')
    const list = items as { merchantId: string; available: number }[]
    return list.find((each) => each.merchantId === merchantId)?.available ?? null
  }
  const couponsOf = async (who: Who): Promise<string[]> =>
    ((await get(who, '/v1/me/coupons')).items as { id: string }[]).map((it) => it.id)
  /** All that is kept of an account, but for what says of the merge itself. */
  async function kept({ personId }: Who): Promise<object> {
    const { tables } = await platform.inWork(system, (work) =>
      exportPerson(work, personMaps, personId),
    )
    // Beside it: work that is done, kept answers to requests, codes and sessions that were used.
    const records =
      /^people\.(merge|merge_row|session|attempt|phone_code)$|^platform\.(job|kept_reply)$/
    const rest = Object.entries(tables).filter(([table]) => !records.test(table))
    return Object.fromEntries(
      rest.map(([table, rows]) => [table, rows.map((row) => JSON.stringify(row)).toSorted()]),
    )
  }
  const broken = async () =>
    (await verify(platform.database, invariants)).filter(({ isHeld }) => !isHeld)
  return {
    server,
    world,
    codes,
    aPair,
    after,
    broken,
    buy,
    byPhone,
    claim,
    couponsOf,
    follow,
    get,
    kept,
    key,
    merge,
    mergeProof,
    next,
    ok,
    password,
    pointsAt,
    post,
    proof,
    undo,
  }
}
