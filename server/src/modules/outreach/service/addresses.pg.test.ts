import { beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../testing/pg.ts'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import { savePerson, shopper } from '../../people/testing.ts'
import { standInWay } from '../adapters/stand-in.ts'
import type { Letter } from '../model/letters.ts'
import { markUnreachable, saveAddress } from '../store/deliveries.ts'
import { confirmEmail, forgetAddress, sendEmailProof, waysOfAsker } from './addresses.ts'
import { takeLineEvents } from './line.ts'

const { inWork, rows, clear, platform, at } = await freshDatabase()
const minji = testId('person')
const asMinji = aPerson()
const noon = new Date('2026-04-16T12:00:00+09:00')
const mail = standInWay('email')
const letters = mail.taken
const needs = {
  ways: new Map([['email', mail]] as const),
  secret: 's'.repeat(40),
  contact: 'market@golmok.local',
  marketName: '골목',
  origin: () => 'https://golmok.test',
}

beforeEach(async () => {
  await clear()
  at(noon)
  await inWork(theSystem, (work) => savePerson(work, shopper(1)))
})

describe('an e-mail address', () => {
  const prove = (address: string) =>
    sendEmailProof(platform.inWork, needs, { actor: asMinji, now: noon, address })
  const tokenIn = (letter: Letter | undefined) =>
    /\/confirm\/(\S+)/.exec(letter?.text ?? '')?.[1] ?? ''

  test('OU50 counts once the link in its own mailbox was opened', async () => {
    await prove('New@Golmok.test')
    const own = await inWork(asMinji, (work) => waysOfAsker(work, needs))
    expect(own).toMatchObject([{ way: 'email', address: null }])
    const token = tokenIn(letters.at(-1))
    // A page of the app: an address with a dot would be one of a file.
    expect(token).toMatch(/^[\w-]{60,940}$/)
    expect(letters.at(-1)?.address).toBe('new@golmok.test')
    await inWork({ kind: 'nobody' }, (work) => confirmEmail(work, needs.secret, token))
    expect(await rows('outreach.address')).toContainEqual(
      expect.objectContaining({ personId: minji, way: 'email', address: 'new@golmok.test' }),
    )
  })

  test('OU83 a mailbox is not filled by many who ask, not even at once', async () => {
    const others = [2, 3, 4, 5].map((number) => aPerson({ number }))
    for (const number of [2, 3, 4, 5]) {
      await inWork(theSystem, (work) => savePerson(work, shopper(number)))
    }
    const before = letters.length
    const ask = (actor: typeof asMinji) =>
      sendEmailProof(platform.inWork, needs, { actor, now: noon, address: 'Victim@golmok.test' })
    const asked = await Promise.allSettled([asMinji, ...others, asMinji, ...others].map(ask))
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    expect(letters.length - before).toBe(5)
    await expect(ask(asMinji)).rejects.toMatchObject({
      code: 'delivery.too-many-proofs',
      details: { retryAfterSeconds: 3_600 },
    })
    await prove('own@golmok.test')
    at(new Date(noon.getTime() + 3_600_000))
    await ask(asMinji)
    expect(await rows('outreach.address_try')).toHaveLength(1)
  })

  test('OU84 what was learnt of an address goes with it', async () => {
    const [address, userId] = ['gone@golmok.test', `U${'7'.repeat(32)}`]
    await inWork(theSystem, async (work) => {
      await saveAddress(work, { personId: minji, way: 'email', address })
      await saveAddress(work, { personId: minji, way: 'line', address: userId })
      await markUnreachable(work, [{ way: 'email', address, reason: 'bounced' }])
      const event = { userId, at: noon }
      await takeLineEvents(work, needs.secret, [
        { ...event, eventId: 'one', kind: 'follow' },
        { ...event, eventId: 'two', kind: 'unfollow', at: new Date(noon.getTime() + 1_000) },
      ])
    })
    expect(await rows('outreach.unreachable')).toHaveLength(2)
    await inWork(asMinji, (work) => forgetAddress(work, 'email'))
    await inWork(asMinji, (work) => forgetAddress(work, 'line'))
    for (const table of ['outreach.unreachable', 'outreach.line_event', 'outreach.address']) {
      const left = JSON.stringify(await rows(table))
      expect([left.includes(address), left.includes(userId)]).toEqual([false, false])
    }
  })

  test('OU50 a link that was changed, or is a day old, proves nothing', async () => {
    await prove('new@golmok.test')
    const token = tokenIn(letters.at(-1))
    const open = (text: string) =>
      inWork({ kind: 'nobody' }, (work) => confirmEmail(work, needs.secret, text))
    const unknown = expect.objectContaining({ code: 'delivery.link-unknown' })
    await expect(open(`${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`)).rejects.toThrow(
      unknown,
    )
    at(new Date(noon.getTime() + 86_400_001))
    await expect(open(token)).rejects.toThrow(unknown)
  })

  test('OU50 a mail that cannot go is told at once', async () => {
    const refused = (code: string) => expect.objectContaining({ code }) as Error
    await expect(prove('no address')).rejects.toThrow(refused('delivery.address-malformed'))
    await expect(prove('gone@golmok.test')).rejects.toThrow(refused('delivery.address-gone'))
    await expect(prove('later@golmok.test')).rejects.toThrow(refused('delivery.not-now'))
  })

  test('OU50 a proven address is nobody else’s from then on', async () => {
    await prove('minji@golmok.test')
    await inWork({ kind: 'nobody' }, (work) =>
      confirmEmail(work, needs.secret, tokenIn(letters.at(-1))),
    )
    await inWork(theSystem, (work) => savePerson(work, shopper(2)))
    const asOther = aPerson({ number: 2 })
    await sendEmailProof(platform.inWork, needs, {
      actor: asOther,
      now: noon,
      address: 'minji@golmok.test',
    })
    await inWork({ kind: 'nobody' }, (work) =>
      confirmEmail(work, needs.secret, tokenIn(letters.at(-1))),
    )
    const kept = (await rows('outreach.address')).filter(({ way }) => way === 'email')
    expect(kept).toMatchObject([{ personId: testId('person', 2) }])
  })
})
