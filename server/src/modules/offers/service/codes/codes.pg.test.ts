/** Batches of codes on a real database: made, bound, published, called back, read from files. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { aPerson, testId, theSystem } from '../../../../kernel/testing.ts'
import { DAY_MS, HOUR_MS } from '../../../../kernel/time.ts'
import { createPerson } from '../../../people/service.ts'
import { offerReactions } from '../../reactions.ts'
import { foreigner, holder, noon, owner, staff } from '../testing.ts'
import {
  batchesOf,
  batchOf,
  changeBatch,
  createBatch,
  voidOne,
  type BatchRequest,
} from './batches.ts'
import { importVouchers } from './files.ts'
import { makeCodes, makeCodesJob } from './make.ts'
import { myVouchers, publishCode } from './publish.ts'
import { aBatch, batchId, firstCodes, openCodes, shared } from './testing.ts'

const { street, make, texts, claim } = await openCodes()
const { inWork, rows } = street

beforeEach(() => street.reset())

describe('making', () => {
  test('OF38 a batch gets as many codes as were wanted, each another, as its pattern says', async () => {
    await street.open()
    await make()
    const all = await texts()
    expect(new Set(all).size).toBe(20)
    expect(all.every((text) => /^10OFF-[0-9A-HJKMNP-TV-Z]{7}$/.test(text))).toBe(true)
    expect(await street.brokenInvariants()).toEqual([])
  })

  test('OF38 who stops in the middle is gone on for, and running again makes no more', async () => {
    await street.open()
    const codes = { ...aBatch().codes, count: 25_000 } as BatchRequest['codes']
    const pattern = { text: '########', alphabet: '0123456789ABCDEFGHJKMNPQRSTVWXYZ' }
    const wide = { ...codes, pattern } as BatchRequest['codes']
    await inWork(owner, (work) => createBatch(work, aBatch({ codes: wide })))
    for await (const part of makeCodes(street.platform.inWork, batchId)) {
      expect(part.made).toBe(10_000)
      break
    }
    await street.runReactions([offerReactions])
    await makeCodesJob.run(
      {
        inWork: street.platform.inWork,
        now: noon,
        signal: new AbortController().signal,
        attempt: 2,
      },
      { batchId },
    )
    expect(await inWork(owner, (work) => batchOf(work, batchId))).toMatchObject({
      made: 25_000,
      wanted: 25_000,
    })
    expect(await street.brokenInvariants()).toEqual([])
  })

  test('OF38 codes that are taken are left out and drawn anew', async () => {
    await street.open()
    // So few are possible here that the job has to draw again and again; the rule would refuse them.
    await inWork(owner, (work) => createBatch(work, aBatch()))
    await sql`update offers.code_batch set pattern = 'AB#', wanted = 32`.execute(street.db)
    await street.runReactions([offerReactions])
    expect(new Set(await texts()).size).toBe(32)
    expect(await street.brokenInvariants()).toEqual([])
  })

  test('OF30 a pattern that could be guessed is refused, and the answer says how long it must be', async () => {
    await street.open()
    const codes = { ...aBatch().codes, count: 1_000_000 } as BatchRequest['codes']
    await expect(make({ codes })).rejects.toMatchObject({
      code: 'batch.pattern-too-small',
      details: { chanceLettersMin: 8 },
    })
  })

  test('OF40 codes are the business of the owner alone', async () => {
    await street.open()
    await make()
    for (const actor of [staff, foreigner, holder]) {
      await expect(inWork(actor, (work) => batchOf(work, batchId))).rejects.toMatchObject({
        code: 'batch.unknown',
      })
      await expect(
        inWork(actor, (work) => createBatch(work, aBatch({ id: testId('code-batch', 2) }))),
      ).rejects.toMatchObject({ code: 'access.forbidden' })
    }
  })
})

describe('holders', () => {
  test('OF33 a code for a phone number is claimed by whoever has it, and by nobody else', async () => {
    await street.open()
    await make({ codes: { kind: 'from-file' } })
    const row = { line: 2, text: 'FOR-KIM-2026', phone: '010-1234-5678' }
    await inWork(owner, (work) => importVouchers(work, batchId, [row], { dryRun: false }))
    await expect(claim('forkim2026', 2)).rejects.toMatchObject({ code: 'voucher.other-holder' })
    const mine = await inWork(holder, (work) => myVouchers(work))
    expect(mine).toMatchObject([{ voucher: { text: 'FOR-KIM-2026' }, merchantName: '골목커피' }])
    await expect(claim('forkim2026')).resolves.toMatchObject({ isNew: true })
    expect(await inWork(holder, (work) => myVouchers(work))).toEqual([])
  })

  test('OF34 a published code is good for so many days from then, and only for its holder', async () => {
    await street.open()
    await make({ publishDays: 3 })
    const { text, claimUntil } = await inWork(owner, (work) =>
      publishCode(work, batchId, testId('person')),
    )
    expect(claimUntil).toEqual(new Date(noon.getTime() + 3 * DAY_MS))
    await expect(claim(text, 2)).rejects.toMatchObject({ code: 'voucher.other-holder' })
    street.setClock(new Date(noon.getTime() + 3 * DAY_MS))
    await expect(claim(text)).rejects.toMatchObject({ code: 'voucher.expired' })
    street.setClock(new Date(noon.getTime() + 3 * DAY_MS - 1))
    await expect(claim(text)).resolves.toMatchObject({ isNew: true })
  })

  test('OF35 a batch is published to a person once, also when both ask at once', async () => {
    await street.open()
    await make()
    const { won } = await street.race([owner, owner, owner], (work) =>
      publishCode(work, batchId, testId('person')),
    )
    expect(new Set(won.map(({ number }) => number)).size).toBe(1)
    const other = await inWork(owner, (work) => publishCode(work, batchId, testId('person', 2)))
    expect(other.number).not.toBe(won[0]?.number)
  })

  test('OF35 the last code goes to one person, and the next is told that none is left', async () => {
    await street.open()
    await make()
    const numbers = Array.from({ length: 22 }, (_none, at) => at + 1)
    const { won, lost } = await street.race(
      numbers.slice(0, 6).map(() => owner),
      (work, lane) => publishCode(work, batchId, testId('person', lane + 1)),
    )
    expect(won).toHaveLength(6)
    expect(lost).toEqual([])
    for (const number of numbers.slice(6, 20)) {
      await inWork(owner, (work) => publishCode(work, batchId, testId('person', number)))
    }
    await expect(
      inWork(owner, (work) => publishCode(work, batchId, testId('person', 21))),
    ).rejects.toMatchObject({ code: 'batch.none-left' })
    const published = (await rows('offers.voucher')).map((row) => row['holderId'])
    expect(new Set(published).size).toBe(20)
  })
})

describe('time and calling back', () => {
  test('OF34 a code counts from its first instant until just before its last', async () => {
    await street.open()
    const claimFrom = new Date(noon.getTime() + HOUR_MS)
    const claimUntil = new Date(noon.getTime() + 2 * HOUR_MS)
    await make({ claimFrom, claimUntil })
    const [one = '', two = ''] = await texts()
    await expect(claim(one)).rejects.toMatchObject({ code: 'voucher.not-started' })
    street.setClock(claimUntil)
    await expect(claim(one)).rejects.toMatchObject({ code: 'voucher.expired' })
    street.setClock(claimFrom)
    await expect(claim(one)).resolves.toMatchObject({ isNew: true })
    street.setClock(new Date(claimUntil.getTime() - 1))
    await expect(claim(two, 2)).resolves.toMatchObject({ isNew: true })
  })

  test('OF35 a batch that is called back gives no more coupons, and those it gave stay', async () => {
    await street.open()
    await make()
    const [one = '', two = ''] = await texts()
    await claim(one)
    await inWork(owner, (work) => changeBatch(work, batchId, { isVoid: true }))
    await inWork(owner, (work) => changeBatch(work, batchId, { isVoid: true }))
    await expect(claim(two, 2)).rejects.toMatchObject({ code: 'voucher.void' })
    await expect(claim(one)).resolves.toMatchObject({ isNew: false })
    expect(await rows('offers.coupon')).toHaveLength(1)
  })

  test('OF35 one code is called back by itself', async () => {
    await street.open()
    await make()
    const [one = '', two = ''] = await texts()
    await inWork(owner, (work) => voidOne(work, { batchId, number: 1 }))
    await expect(claim(one)).rejects.toMatchObject({ code: 'voucher.void' })
    await expect(claim(two)).resolves.toMatchObject({ isNew: true })
  })

  test('OF35 a batch is put away once its codes are worth nothing, and comes back', async () => {
    await street.open()
    await make()
    const put = (isArchived: boolean) =>
      inWork(owner, (work) => changeBatch(work, batchId, { isArchived }))
    const listed = async (isArchived: boolean) =>
      (
        await inWork(owner, (work) =>
          batchesOf(work, testId('offer'), { isArchived, page: firstCodes }),
        )
      ).items.length
    await expect(put(true)).rejects.toMatchObject({ code: 'batch.not-void' })
    await inWork(owner, (work) => changeBatch(work, batchId, { isVoid: true }))
    await put(true)
    expect([await listed(false), await listed(true)]).toEqual([0, 1])
    await put(false)
    expect([await listed(false), await listed(true)]).toEqual([1, 0])
  })
})

describe('files', () => {
  test('OF39 each row is told about, a dry run changes nothing, and a file may come again', async () => {
    await street.open()
    await make({ id: testId('code-batch', 2), codes: shared })
    await make({ codes: { kind: 'from-file' } })
    const lines = [
      ['PAPER-000001', null],
      ['paper 000001', null],
      ['PAPER-000002', '010-9999-0000'],
      ['SHORT', null],
      ['=PAPER-000003', null],
      ['봄맞이2026', null],
      ['봄맞이2026여덟', 'phone'],
    ] as const
    const asRows = lines.map(([text, phone], at) => ({ line: at + 2, text, phone }))
    const take = (dryRun: boolean) =>
      inWork(owner, (work) => importVouchers(work, batchId, asRows, { dryRun }))
    const told = (await take(true)).map(({ outcome, why }) => why ?? outcome)
    expect(told).toEqual([
      'created',
      'unchanged',
      'created',
      'voucher.too-short',
      'voucher.malformed',
      'voucher.too-short',
      'people.phone-malformed',
    ])
    expect(await texts()).toEqual([])
    expect((await take(false)).map(({ why, outcome }) => why ?? outcome)).toEqual(told)
    expect((await take(false)).map(({ outcome }) => outcome).slice(0, 3)).toEqual([
      'unchanged',
      'unchanged',
      'unchanged',
    ])
    expect(await texts()).toEqual(['PAPER-000001', 'PAPER-000002'])
    expect(await street.brokenInvariants()).toEqual([])
  })

  test('OF39 a code of another batch is refused by its row', async () => {
    await street.open()
    await make({ id: testId('code-batch', 2), codes: { ...shared, text: 'WELCOME-2026' } })
    await make({ codes: { kind: 'from-file' } })
    const row = { line: 2, text: 'WELC0ME2026', phone: null }
    expect(
      await inWork(owner, (work) => importVouchers(work, batchId, [row], { dryRun: false })),
    ).toMatchObject([{ outcome: 'refused', why: 'voucher.taken' }])
  })
})

test('people who sign up later find the code that waits for their number', async () => {
  await street.open()
  await make({ codes: { kind: 'from-file' } })
  const row = { line: 2, text: 'FOR-LEE-2026', phone: '010-7777-8888' }
  await inWork(owner, (work) => importVouchers(work, batchId, [row], { dryRun: false }))
  const phone = '+821077778888'
  const lee = { email: null, passwordHash: null, locale: 'ko', name: '이영희', phone } as const
  await inWork(theSystem, (work) => createPerson(work, { ...lee, id: testId('person', 2) }))
  expect(await inWork(aPerson({ number: 2 }), (work) => myVouchers(work))).toHaveLength(1)
})
