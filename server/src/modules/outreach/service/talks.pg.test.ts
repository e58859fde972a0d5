import { beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../testing/pg.ts'
import { startingLine } from '../../../../testing/race.ts'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import { saveAnswer, savePerson, shopper } from '../../people/testing.ts'
import type { WayName } from '../model/delivery.ts'
import { sendMessages } from '../service.ts'
import { aMessage, aReceipt, openWays } from '../testing.ts'
import { applyReceipts, type Receipt } from './receipts.ts'
import { reviewTemplate, writeTemplate, type ReviewStep } from './templates.ts'

const { inWork, rows, clear, at, runReactions } = await freshDatabase()
const asMinji = aPerson()
const operator = aPerson({ number: 9, isOperator: true })
const noon = new Date('2026-04-16T12:00:00+09:00')
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1_000)

const { letters, reactions } = openWays(['sms', 'kakao'], ({ key }) => ({
  kind: 'taken',
  providerId: `provider-${key}`,
}))
const settle = () => runReactions(reactions)
const notice = { purpose: 'information', title: '포인트가 곧 사라져요' } as const
const send = (change: object) =>
  inWork(theSystem, (work) => sendMessages(work, [{ ...aMessage(notice), ...change }]))
const deliveries = async () =>
  (await rows('outreach.delivery')) as unknown as readonly {
    way: WayName
    state: string
    providerId: string | null
  }[]
const states = async () => (await deliveries()).map(({ way, state }) => `${way} ${state}`).sort()
const apply = (...receipts: Receipt[]) =>
  inWork(theSystem, (work) => applyReceipts(work, receipts, true))

beforeEach(async () => {
  await clear()
  at(noon)
  letters.length = 0
  await inWork(theSystem, (work) => savePerson(work, { ...shopper(1), phone: '+821012345678' }))
})

describe('Alimtalk', () => {
  const draft = {
    code: 'booking',
    name: '예약 알림',
    body: '#{손님}님, #{때}에 예약하셨어요.',
    basis: 'service',
    basisSentence: null,
  } as const
  const booking = {
    ways: ['kakao' as const],
    template: { code: 'booking', variables: { 손님: '민지', 때: '내일 3시' } },
  }
  const review = (step: ReviewStep) =>
    inWork(operator, (work) => reviewTemplate(work, 'booking', step))

  test('OU51, OU53 goes in the words of its approved template, and as a text before that', async () => {
    await inWork(operator, (work) => writeTemplate(work, draft))
    await review({ kind: 'submit' })
    await send(booking)
    await settle()
    at(later(5))
    await settle()
    expect(await states()).toEqual(['kakao failed', 'sms taken'])
    await review({ kind: 'approve', providerId: 'KA01TP' })
    await send(booking)
    await settle()
    expect(letters.at(-1)).toMatchObject({
      text: '민지님, 내일 3시에 예약하셨어요.',
      template: { providerId: 'KA01TP', variables: { 손님: '민지', 때: '내일 3시' } },
    })
    await expect(inWork(operator, (work) => writeTemplate(work, draft))).rejects.toThrow(
      expect.objectContaining({ code: 'template.not-now' }),
    )
  })

  test('OU47 what does not get through becomes a text, once, however often it is said', async () => {
    await inWork(operator, (work) => writeTemplate(work, draft))
    await review({ kind: 'submit' })
    await review({ kind: 'approve', providerId: 'KA01TP' })
    await send(booking)
    await settle()
    const [{ providerId } = { providerId: null }] = await deliveries()
    const failed = aReceipt({ way: 'kakao', providerId, state: 'failed', reason: '3104' })
    const line = startingLine(2)
    await Promise.all(
      [1, 2].map(async () => {
        await line()
        return apply(failed)
      }),
    )
    await apply(failed)
    at(later(5))
    await settle()
    expect(await states()).toEqual(['kakao failed', 'sms taken'])
    expect(letters).toHaveLength(2)
  })

  test('OU47 advertising that does not get through is no free text beyond the limit', async () => {
    const agreed = ['marketing', 'marketing/kakao', 'marketing/sms'] as const
    for (const purpose of agreed) {
      await inWork(theSystem, (work) => saveAnswer(work, testId('person'), purpose, true))
    }
    await send({ purpose: 'marketing', ways: ['kakao'] })
    await settle()
    expect(await states()).toEqual(['kakao taken'])
    const [{ providerId } = { providerId: null }] = await deliveries()
    await apply(aReceipt({ way: 'kakao', providerId, state: 'failed', reason: '3104' }))
    at(later(5))
    await settle()
    expect(await states()).toEqual(['kakao failed'])
  })

  test('OU53 a rejected one is mended and sent in again; nobody but the operator reviews', async () => {
    await inWork(operator, (work) => writeTemplate(work, draft))
    await expect(review({ kind: 'approve', providerId: 'x' })).rejects.toThrow(
      expect.objectContaining({ code: 'template.not-now' }),
    )
    await review({ kind: 'submit' })
    expect(await review({ kind: 'reject', reason: '가게 이름이 없어요' })).toMatchObject({
      state: 'rejected',
    })
    expect(
      await inWork(operator, (work) => writeTemplate(work, { ...draft, name: '예약' })),
    ).toMatchObject({ state: 'draft', name: '예약' })
    await expect(
      inWork(asMinji, (work) => reviewTemplate(work, 'booking', { kind: 'submit' })),
    ).rejects.toThrow(expect.objectContaining({ code: 'access.forbidden' }))
  })
})
