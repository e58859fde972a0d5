import { expect, test } from 'vitest'
import { freshDatabase } from '../../../../testing/pg.ts'
import { aPerson, theSystem } from '../../../kernel/testing.ts'
import { savePerson, shopper } from '../../people/testing.ts'
import { PushFailed } from '../ports.ts'
import { outreachReactions } from '../reactions.ts'
import { sendMessages } from '../service.ts'
import { aMessage } from '../testing.ts'
import { deadLetters, replayAll, replayOne, waysAtWork } from './dead-letters.ts'
import { subscribe } from './push.ts'

const { inWork, rows, at, runReactions } = await freshDatabase()
const operator = aPerson({ number: 9, isOperator: true })
const noon = new Date('2026-04-16T12:00:00+09:00')
let isBroken = true
let sent = 0
const pushSender = {
  publicKey: 'test',
  send() {
    sent += 1
    return isBroken ? Promise.reject(new PushFailed('503')) : Promise.resolve('taken' as const)
  },
}
const reactions = [outreachReactions({ pushSender, contact: 'market@golmok.local' })]
const all = { way: null, state: null, reason: null }
const dead = async () =>
  (await inWork(operator, (work) => deadLetters(work, all, { limit: 9, after: null }))).items

test('OU71 a push that was tried as often as is allowed is a dead letter, seen and sent again', async () => {
  at(noon)
  await inWork(theSystem, (work) => savePerson(work, shopper(1), ['marketing']))
  await inWork(aPerson(), (work) =>
    subscribe(work, { endpoint: 'https://push.golmok.kr/1', p256dh: 'p', auth: 'a' }),
  )
  await inWork(theSystem, (work) => sendMessages(work, [aMessage()]))
  for (let minute = 0; minute < 20; minute += 1) {
    at(new Date(noon.getTime() + minute * 60_000))
    await runReactions(reactions)
  }
  expect(sent).toBe(9)
  const [letter] = await dead()
  expect(letter).toMatchObject({
    way: 'push',
    state: 'dead',
    error: '503',
    title: aMessage().title,
  })
  const { counts, reasons } = await inWork(operator, waysAtWork)
  expect(counts).toMatchObject([{ way: 'push', state: 'dead', count: 1 }])
  expect(reasons).toMatchObject([{ way: 'push', state: 'dead', reason: '503', count: 1 }])

  isBroken = false
  await inWork(operator, (work) => replayOne(work, letter?.id ?? theNone()))
  await runReactions(reactions)
  expect(sent).toBe(10)
  expect(await dead()).toEqual([])
  expect(await rows('outreach.push_delivery')).toMatchObject([{ outcome: 'taken' }])
  expect(await inWork(operator, (work) => replayAll(work, all))).toBe(0)
})

function theNone(): never {
  throw new Error('there is a dead letter')
}
