/** Voucher codes through HTTP: what the owner does, and what the shopper does. */
import { describe, expect, test } from 'vitest'
import { freshServer } from '../../../../testing/server.ts'
import { aWorld } from '../../../../testing/world.ts'

const server = await freshServer()
const world = await aWorld(server)
const { owner, shopper, bystander, batchId } = world

const asOwner = { as: owner.token }
const newId = () => server.platform.newId('coupon')
const codesOf = async (id: string) => {
  const { body } = await server.call('GET', `/v1/code-batches/${id}/vouchers?limit=100`, asOwner)
  return body.items as readonly { code: string; state: string }[]
}
const claim = (code: string, as = shopper.token) =>
  server.call('POST', '/v1/me/voucher-claims', { as, body: { code, couponId: newId() } })

describe('a batch', () => {
  test('OF38 is made by a job, and tells how far it is', async () => {
    const body = {
      title: '가을 전단',
      codes: { kind: 'made-up', pattern: 'FALL-########', alphabet: 'crockford', count: 12_000 },
    }
    const url = `/v1/offers/${world.offerId}/code-batches`
    const made = await server.call('POST', url, { ...asOwner, body, key: 'one-batch-of-codes' })
    expect(made).toMatchObject({ status: 201, body: { wanted: 12_000, made: 0 } })
    await server.settle()
    const now = await server.call('GET', `/v1/code-batches/${made.body.id}`, asOwner)
    expect(now.body).toMatchObject({ wanted: 12_000, made: 12_000, pattern: 'FALL-########' })
    const again = await server.call('POST', url, { ...asOwner, body, key: 'one-batch-of-codes' })
    expect(again.body.id).toBe(made.body.id)
  })

  test('OF39 comes as a file that a spreadsheet opens', async () => {
    const answer = await server.call('GET', `/v1/code-batches/${batchId}/codes.csv`, asOwner)
    expect(answer.status).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('봄 전단')}.csv`,
    })
    const lines = (answer.body as string).split('\r\n')
    expect(lines[0]).toBe('\uFEFFcode,number,state,claims,claimedAt,publishedAt,until,holder')
    expect(lines.slice(1, 4)).toHaveLength(3)
    expect(lines[1]).toMatch(/^10OFF-\w{7},1,free,0,,,,$/)
    const denied = await server.call('GET', `/v1/code-batches/${batchId}/codes.csv`, {
      as: world.otherOwner.token,
    })
    expect(denied).toMatchObject({ status: 404, body: { code: 'batch.unknown' } })
  })

  test('OF39 takes rows of a file, and says of each what became of it', async () => {
    const url = `/v1/offers/${world.offerId}/code-batches`
    const body = { title: '파일', codes: { kind: 'from-file' } }
    const { id } = (await server.call('POST', url, { ...asOwner, body, key: 'a-file-of-codes' }))
      .body
    const rows = [
      { line: 2, code: 'PAPER-00001' },
      { line: 3, code: 'x' },
    ]
    const answer = await server.call('POST', `/v1/code-batches/${id}/vouchers`, {
      ...asOwner,
      body: { rows },
    })
    expect(answer.body.reports).toEqual([
      { line: 2, outcome: 'created', column: null, why: null },
      { line: 3, outcome: 'refused', column: 'code', why: 'voucher.too-short' },
    ])
  })
})

describe('a code', () => {
  test('OF32 is typed in by a shopper, and the coupon is in the wallet', async () => {
    const [first] = await codesOf(batchId)
    const answer = await claim(String(first?.code).toLowerCase(), bystander.token)
    expect(answer).toMatchObject({ status: 200, body: { isNew: true, offerId: world.offerId } })
    const wallet = await server.call('GET', '/v1/me/coupons', { as: bystander.token })
    expect(wallet.body.items).toMatchObject([{ id: answer.body.couponId, source: 'voucher' }])
    expect((await codesOf(batchId))[0]).toMatchObject({ state: 'claimed' })
  })

  test('OF37 that is wrong ten times locks who tried, with the hour it ends', async () => {
    const { token } = await server.signUp('맞히는 사람')
    for (let guess = 0; guess < 10; guess += 1) {
      expect(await claim(`10OFF-AAAA${guess}`, token)).toMatchObject({
        status: 404,
        body: { code: 'voucher.unknown' },
      })
    }
    expect(await claim('10OFF-AAAAA', token)).toMatchObject({
      status: 429,
      body: { code: 'voucher.locked', lockedUntil: expect.stringContaining('T') as string },
    })
  })
})
