/** What every `PushSender` must do. */
import { expect, test } from 'vitest'
import { PushFailed, type Push, type PushSender } from './ports.ts'

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
