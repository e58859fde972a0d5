/** A way so slow that the night begins while a batch is on its way. */
import { expect, test } from 'vitest'
import { freshDatabase } from '../../../../testing/pg.ts'
import { testId, theSystem } from '../../../kernel/testing.ts'
import { savePerson, shopper } from '../../people/testing.ts'
import { sendMessages } from '../service.ts'
import { aMessage } from '../testing.ts'
import { deliverDue, queueDeliveries } from './deliveries.ts'

const { inWork, rows, at } = await freshDatabase()

/** Ten letters are under way at once; the last two have to wait for a lane until after nine. */
const LETTERS = 12
const SLOW_MS = 3_300
const soonNine = new Date('2026-04-16T20:59:57+09:00')
const nine = new Date('2026-04-16T21:00:00+09:00')
const morning = new Date('2026-04-17T08:00:00+09:00')

test('OU85 what finds no lane before nine waits for the morning, and no try of it is counted', async () => {
  const sent: string[] = []
  const sms = {
    name: 'sms',
    async send({ address }: { readonly address: string }) {
      sent.push(address)
      await new Promise((resolve) => setTimeout(resolve, SLOW_MS))
      return { kind: 'taken', providerId: null } as const
    },
  } as const
  const needs = {
    ways: new Map([['sms', sms] as const]),
    secret: 's'.repeat(40),
    contact: 'market@golmok.local',
    marketName: '골목',
    origin: () => 'https://golmok.test',
  }
  at(soonNine)
  await inWork(theSystem, async (work) => {
    for (let number = 1; number <= LETTERS; number += 1) {
      const phone = `+8210123456${String(number).padStart(2, '0')}`
      await savePerson(work, { ...shopper(number), phone }, ['marketing', 'marketing/sms'])
    }
    const messages = Array.from({ length: LETTERS }, (_, index) => ({
      ...aMessage({ personId: testId('person', index + 1) }),
      ways: ['sms' as const],
    }))
    const outcomes = await sendMessages(work, messages)
    const ids = outcomes.flatMap((it) => (it.kind === 'sent' ? [it.messageId] : []))
    await queueDeliveries(work, needs, ids)
  })
  await deliverDue(inWork, needs, 'sms', AbortSignal.timeout(20_000))
  expect(sent).toHaveLength(10)

  at(nine)
  await deliverDue(inWork, needs, 'sms', AbortSignal.timeout(20_000))
  expect(sent).toHaveLength(10)
  const waiting = (await rows('outreach.delivery')).filter(({ state }) => state === 'queued')
  expect(waiting).toMatchObject([
    { attempts: 0, nextAt: morning },
    { attempts: 0, nextAt: morning },
  ])
})
