import { expect, test } from 'vitest'
import { freshDatabase } from '../../../../testing/pg.ts'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import { locationProvided } from '../../people/events.ts'
import { savePerson, shopper } from '../../people/testing.ts'
import { outreachReactions } from '../reactions.ts'
import { chooseWay } from './addresses.ts'
import { inboxOf } from './inbox.ts'
import { subscribe } from './push.ts'

const { inWork, rows, at, runReactions } = await freshDatabase()
const asMinji = aPerson()
const minji = testId('person')
const pushed: unknown[] = []
const sent: unknown[] = []
const pushSender = {
  publicKey: 'test',
  send: (push: unknown) => {
    pushed.push(push)
    return Promise.resolve('taken' as const)
  },
}
const sms = {
  name: 'sms',
  send: (letter: unknown) => {
    sent.push(letter)
    return Promise.resolve({ kind: 'taken', providerId: null } as const)
  },
} as const
const deliveries = {
  ways: new Map([['sms', sms] as const]),
  secret: 's'.repeat(40),
  contact: 'market@golmok.local',
  marketName: '골목',
  origin: () => 'https://golmok.test',
}
const reactions = [outreachReactions({ pushSender, contact: deliveries.contact, deliveries })]

test('OU70 that a shop learnt where I am lies in my inbox at once, in the night, and wakes nobody', async () => {
  const night = new Date('2026-04-17T02:30:00+09:00')
  at(night)
  await inWork(theSystem, (work) => savePerson(work, { ...shopper(1), phone: '+821012345678' }))
  await inWork(asMinji, async (work) => {
    const device = { endpoint: 'https://push.golmok.kr/1', p256dh: 'p', auth: 'a' }
    await subscribe(work, device)
    await chooseWay(work, 'sms', true)
  })
  await inWork(theSystem, (work) => {
    const use = { merchantId: testId('merchant'), purpose: 'check-in' as const, count: 1 }
    const uses = [{ ...use, at: night.toISOString() }]
    work.announce(locationProvided, { personId: minji, times: 1, uses }, { subjectId: minji })
    return Promise.resolve()
  })
  await runReactions(reactions)
  const inbox = await inWork(asMinji, (work) => inboxOf(work, { limit: 5, after: null }))
  expect(inbox.items).toMatchObject([
    { title: expect.stringContaining('위치') as string, isQuiet: true, sentAt: night },
  ])
  expect(inbox.unread).toBe(0)
  expect([pushed, sent, await rows('outreach.delivery')]).toEqual([[], [], []])
})
