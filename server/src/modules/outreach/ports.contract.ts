/** What every `PushSender` and every `Way` must do. */
import { expect, test } from 'vitest'
import type { Letter } from './model/letters.ts'
import { PushFailed, WayFailed, type Push, type PushSender, type Way } from './ports.ts'

/** A push service of the tests: answers as told, and shows what reached the device. */
export type Service = {
  answerWith(status: number): void
  /** What the device could read, newest last. */
  readonly read: readonly string[]
}

export function pushSenderContract(sender: PushSender, service: Service, push: Push): void {
  const send = (change: Partial<Push> = {}) =>
    sender.send({ ...push, ...change }, AbortSignal.timeout(5_000))

  test('brings the payload to the device, which alone can read it', async () => {
    service.answerWith(201)
    expect(await send({ payload: '{"title":"(광고) 할인"}' })).toBe('taken')
    expect(service.read.at(-1)).toBe('{"title":"(광고) 할인"}')
  })

  test.each([404, 410])('OU10 a device that is gone (%i) is said to be', async (status) => {
    service.answerWith(status)
    expect(await send()).toBe('gone')
  })

  test.each([429, 500, 503])(
    'OU10 a service in trouble (%i) is worth another try',
    async (status) => {
      service.answerWith(status)
      await expect(send()).rejects.toThrow(PushFailed)
    },
  )

  test.each([400, 403, 413])('a push that is no good (%i) is not tried again', async (status) => {
    service.answerWith(status)
    expect(await send()).toBe('refused')
  })

  test('a device with broken keys is gone', async () => {
    service.answerWith(201)
    expect(await send({ p256dh: 'AAAA' })).toBe('gone')
  })
}

/** The world of a way in tests: addresses that play a part, and what arrived, in order, as text. */
export type WayWorld = {
  /** A new letter, with a key of its own. */
  letter(change: Partial<Letter>): Letter
  to(part: 'open' | 'gone' | 'refused' | 'later'): Partial<Letter>
  arrived(): readonly string[]
  /** Whether the provider knows keys, and keeps a repeat from arriving twice. */
  readonly repeats: 'once' | 'again'
}

export function wayContract(way: Way, { letter, to, arrived, repeats }: WayWorld): void {
  const send = (each: Letter) => way.send(each, AbortSignal.timeout(10_000))

  test('OU40 takes a letter, brings it whole, and says how it calls it', async () => {
    const outcome = await send(
      letter({ ...to('open'), text: '오늘만 (광고) 아메리카노 <1,000원>' }),
    )
    expect(outcome).toMatchObject({ kind: 'taken' })
    expect(arrived().at(-1)).toContain('오늘만 (광고) 아메리카노 <1,000원>')
  })

  test('OU40 says that nobody is there', async () => {
    expect(await send(letter(to('gone')))).toMatchObject({ kind: 'gone' })
  })

  test('OU40 says that a letter is no good, and why', async () => {
    const outcome = await send(letter(to('refused')))
    expect(outcome).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/.+/) as string,
    })
  })

  test('OU40 throws when trying again may help', async () => {
    await expect(send(letter(to('later')))).rejects.toThrow(WayFailed)
  })

  test('OU40 takes nothing once the time is over', async () => {
    const before = arrived().length
    await expect(way.send(letter(to('open')), AbortSignal.abort())).rejects.toThrow(WayFailed)
    expect(arrived()).toHaveLength(before)
  })

  test('OU40 a repeat with the same key is taken again', async () => {
    const { key } = letter({})
    const text = `두 번 보내는 글 ${key}`
    const one = letter({ ...to('open'), key, text })
    expect(await send(one)).toMatchObject({ kind: 'taken' })
    expect(await send(one)).toMatchObject({ kind: 'taken' })
    const times = arrived().filter((each) => each.includes(text)).length
    expect(times).toBe(repeats === 'once' ? 1 : 2)
  })
}
